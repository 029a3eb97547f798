import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Answer,
  createPlatform,
  newNationalId,
  newTechnicalId,
  type Platform,
  toBody,
  toIdentifier,
} from './regulator-calls.js';
import { type RunningVendor, startVendor } from './start-vendor.js';
import { type TestStore, testStores } from './test-stores.js';

interface Step {
  readonly call: () => Promise<Answer>;
  readonly status: number;
  /** The accounts after the call, in the order of their creation. */
  readonly accounts: readonly object[];
  readonly codes?: readonly string[];
}

const systems = { national: 'urn:oid:1.2.250.1.71.4.2.1', technical: 'urn:oid:1.2.250.1.213.3.6' };

describe.each(testStores)('Regulator accounts on $name', ({ create }) => {
  let store: TestStore;
  let vendor: RunningVendor;
  let platform: Platform;
  beforeAll(async () => {
    store = await create();
    vendor = await startVendor(store.environment);
    platform = createPlatform(vendor.url);
  });
  afterAll(async () => {
    await vendor?.[Symbol.asyncDispose]();
    await store?.[Symbol.asyncDispose]();
  });

  /** Lists the stored accounts that have one of the e-mail addresses. */
  async function listAccounts(...emails: readonly string[]) {
    const rows = await store.query(
      `SELECT national_id, technical_id, active, email, family_name, given_name
       FROM regulator_account ORDER BY created_at, email`,
    );
    return rows
      .filter(({ email }) => emails.includes(String(email)))
      .map(({ active, ...row }) => ({ ...row, active: Boolean(active) }));
  }

  async function countAccounts(): Promise<number> {
    const [row] = await store.query('SELECT count(*) AS n FROM regulator_account');
    return Number(row?.['n']);
  }

  describe('pass the certification, in the order of the kit', () => {
    const nationalId = newNationalId();
    const technicalId = newTechnicalId();
    const national = toBody({ nationalId });
    const technical = toBody({ technicalId });

    it('17. a create with a national identifier', async () => {
      const { status, headers, body } = await platform.create(national);
      expect(status).toBe(201);
      expect(headers.get('location')).toBe(`${vendor.url}/fhir/Practitioner/${body.id}`);
      expect((await platform.get(`/${body.id}`)).body).toMatchObject(national);
    });

    it('18. a create with a technical identifier', async () => {
      expect((await platform.create(technical)).status).toBe(201);
    });

    it('19. the same create twice', async () => {
      const body = toBody({ nationalId: newNationalId() });
      expect((await platform.create(body)).status).toBe(201);
      const count = await countAccounts();
      expect((await platform.create(body)).status).toBe(409);
      expect(await countAccounts()).toBe(count);
    });

    it.each(['identifier', 'name', 'telecom', 'active'] as const)(
      '20. a create without %s',
      async (element) => {
        const { [element]: _, ...body } = toBody({ nationalId: newNationalId() });
        const count = await countAccounts();
        const answer = await platform.create(body);
        expect(answer.status).toBe(422);
        expect(answer.body.issue.map(({ expression }) => expression?.[0])).toEqual([
          `Practitioner.${element}`,
        ]);
        expect(await countAccounts()).toBe(count);
      },
    );

    it.each([
      { name: 'an empty family name', change: { name: [{ family: '', given: ['Anne'] }] } },
      { name: 'an empty e-mail', change: { telecom: [{ system: 'email', value: '' }] } },
      {
        name: 'a phone instead of an e-mail',
        change: { telecom: [{ system: 'phone', value: '+33199001234' }] },
      },
      {
        name: 'IDNPS under the technical system',
        change: { identifier: [toIdentifier('IDNPS', systems.technical, newTechnicalId())] },
      },
      {
        name: 'INTRN under the national system',
        change: { identifier: [toIdentifier('INTRN', systems.national, newNationalId())] },
      },
    ])('21. a create with $name', async ({ change }) => {
      const count = await countAccounts();
      const answer = await platform.create({
        ...toBody({ nationalId: newNationalId() }),
        ...change,
      });
      expect(answer.status).toBe(422);
      expect(await countAccounts()).toBe(count);
    });

    it('22. an update that disables, then one that enables', async () => {
      expect((await platform.update(nationalId, { ...national, active: false })).status).toBe(200);
      expect(await platform.find(nationalId)).toMatchObject([{ active: false }]);
      expect((await platform.update(nationalId, national)).status).toBe(200);
      expect(await platform.find(nationalId)).toMatchObject([{ active: true }]);
    });

    it('23. an update with another e-mail', async () => {
      const telecom = [{ system: 'email', value: 'other@regulation.example' }];
      expect((await platform.update(nationalId, { ...national, telecom })).status).toBe(200);
      expect(await platform.find(nationalId)).toMatchObject([{ telecom }]);
    });

    it('24. an update with a national identifier other than in the query', async () => {
      const next = newNationalId();
      const before = await platform.find(nationalId);
      expect((await platform.update(nationalId, toBody({ nationalId: next }))).status).toBe(200);
      expect(await platform.find(nationalId)).toEqual([]);
      expect((await platform.find(next)).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
      expect((await platform.update(next, national)).status).toBe(200);
    });

    it('25. an update from a technical identifier to a national one, and back', async () => {
      const next = newNationalId();
      const [before] = await platform.find(technicalId);
      expect((await platform.update(technicalId, toBody({ nationalId: next }))).status).toBe(200);
      expect((await platform.find(next)).map(({ id }) => id)).toEqual([before?.id]);
      expect((await platform.update(next, technical)).status).toBe(200);
      expect((await platform.find(technicalId)).map(({ id }) => id)).toEqual([before?.id]);
    });

    it('26. an update with another family name, then another given name', async () => {
      const renamed = toBody({ nationalId, family: 'Le Goff' });
      expect((await platform.update(nationalId, renamed)).status).toBe(200);
      const again = toBody({ nationalId, family: 'Le Goff', given: 'Maëlle' });
      expect((await platform.update(nationalId, again)).status).toBe(200);
      expect(await platform.find(nationalId)).toMatchObject([{ name: again.name }]);
    });

    it.each(['identifier', 'name', 'telecom', 'active'] as const)(
      '27 and 28. an update without %s, of an account and of none',
      async (element) => {
        const before = await platform.find(nationalId);
        const unknown = newNationalId();
        const count = await countAccounts();
        const { [element]: _, ...incomplete } = toBody({ nationalId, family: 'Le Bihan' });
        expect((await platform.update(nationalId, incomplete)).status).toBe(422);
        expect((await platform.update(unknown, incomplete)).status).toBe(422);
        expect(await platform.find(nationalId)).toEqual(before);
        expect(await platform.find(unknown)).toEqual([]);
        expect(await countAccounts()).toBe(count);
      },
    );

    it('29. an update of an unknown account', async () => {
      const unknown = newNationalId();
      const body = toBody({ nationalId: unknown });
      expect((await platform.update(unknown, body)).status).toBe(201);
      expect((await platform.update(unknown, body)).status).toBe(200);
      expect(await platform.find(unknown)).toMatchObject([body]);
    });

    it('30. a national identifier that is freed, and goes to another account', async () => {
      const freed = newNationalId();
      const other = newTechnicalId();
      const first = toBody({ nationalId: freed });
      const second = toBody({ technicalId: other });
      const third = toBody({ nationalId: freed, email: second.telecom?.[0]?.value ?? '' });
      expect((await platform.create(first)).status).toBe(201);
      expect((await platform.update(freed, { ...first, active: false })).status).toBe(200);
      expect((await platform.create(second)).status).toBe(201);
      const [account] = await platform.find(other);
      expect((await platform.update(other, third)).status).toBe(200);
      expect(await platform.find(freed)).toMatchObject([{ ...third, id: account?.id }]);
    });
  });

  it('follow a regulator over the months', async () => {
    const technicalId = newTechnicalId();
    const [firstId, secondId] = [newNationalId(), newNationalId()];
    const emails = ['anne@month.example', 'anne.kerbrat@month.example', 'marc@month.example'];
    const [first = '', second = '', other = ''] = emails;
    const name = { family_name: 'Kerbrat', given_name: 'Anne-Lise' };
    const both = [
      { ...name, national_id: firstId, technical_id: null, email: first, active: true },
      {
        family_name: 'Rivoal',
        given_name: 'Marc',
        national_id: secondId,
        technical_id: null,
        email: other,
        active: true,
      },
    ];
    const steps: readonly Step[] = [
      {
        // The platform has no national identifier yet.
        call: () => platform.update(technicalId, toBody({ technicalId, email: first })),
        status: 201,
        accounts: [
          { ...name, national_id: null, technical_id: technicalId, email: first, active: true },
        ],
      },
      {
        call: () => platform.update(technicalId, toBody({ nationalId: firstId, email: first })),
        status: 200,
        accounts: [
          { ...name, national_id: firstId, technical_id: null, email: first, active: true },
        ],
      },
      {
        // The platform may still use the previous identifier.
        call: () => platform.update(technicalId, toBody({ nationalId: firstId, email: first })),
        status: 200,
        accounts: [
          { ...name, national_id: firstId, technical_id: null, email: first, active: true },
        ],
      },
      {
        call: () => platform.update(firstId, toBody({ nationalId: firstId, email: second })),
        status: 200,
        accounts: [
          { ...name, national_id: firstId, technical_id: null, email: second, active: true },
        ],
      },
      {
        call: () =>
          platform.update(firstId, toBody({ nationalId: firstId, email: second, active: false })),
        status: 200,
        accounts: [
          { ...name, national_id: firstId, technical_id: null, email: second, active: false },
        ],
      },
      {
        call: () => platform.update(firstId, toBody({ nationalId: firstId, email: first })),
        status: 200,
        accounts: [
          { ...name, national_id: firstId, technical_id: null, email: first, active: true },
        ],
      },
      {
        // Another person cannot have the identifier while she has it.
        call: () =>
          platform.update(
            secondId,
            toBody({ nationalId: secondId, email: other, family: 'Rivoal', given: 'Marc' }),
          ),
        status: 201,
        accounts: both,
      },
      {
        call: () =>
          platform.update(
            secondId,
            toBody({ nationalId: firstId, email: other, family: 'Rivoal', given: 'Marc' }),
          ),
        status: 422,
        codes: ['SAS_REGULATOR_IDENTIFIER_TAKEN'],
        accounts: both,
      },
      {
        call: () =>
          platform.update(
            secondId,
            toBody({ nationalId: secondId, email: first, family: 'Rivoal', given: 'Marc' }),
          ),
        status: 409,
        codes: ['SAS_REGULATOR_EMAIL_TAKEN'],
        accounts: both,
      },
      {
        call: () =>
          platform.update(firstId, toBody({ nationalId: firstId, email: first, active: false })),
        status: 200,
        accounts: both.map((one, index) => (index === 0 ? { ...one, active: false } : one)),
      },
      {
        // She left: another person can get it.
        call: () =>
          platform.update(
            secondId,
            toBody({ nationalId: firstId, email: other, family: 'Rivoal', given: 'Marc' }),
          ),
        status: 200,
        accounts: [
          { ...name, national_id: null, technical_id: null, email: first, active: false },
          {
            family_name: 'Rivoal',
            given_name: 'Marc',
            national_id: firstId,
            technical_id: null,
            email: other,
            active: true,
          },
        ],
      },
      {
        // She comes back; only the address is the same as in her account.
        call: () => platform.update(technicalId, toBody({ technicalId, email: first })),
        status: 200,
        accounts: [
          { ...name, national_id: null, technical_id: technicalId, email: first, active: true },
          {
            family_name: 'Rivoal',
            given_name: 'Marc',
            national_id: firstId,
            technical_id: null,
            email: other,
            active: true,
          },
        ],
      },
    ];
    for (const [index, { call, status, accounts, codes }] of steps.entries()) {
      const answer = await call();
      expect([index, answer.status]).toEqual([index, status]);
      if (codes) expect(answer.body.issue.map(({ diagnostics }) => diagnostics)).toEqual(codes);
      expect([index, await listAccounts(...emails)]).toEqual([index, accounts]);
    }
  });

  it('accept what real callers send', async () => {
    const technicalId = newTechnicalId();
    const nationalId = newNationalId();
    const body = toBody({ technicalId });
    // A UUID in capitals under the national system, and the platform's own id.
    const created = await platform.update(
      technicalId.toUpperCase(),
      { ...body, id: 'theirs' },
      systems.national,
    );
    expect(created.status).toBe(201);
    expect(created.body.id).not.toBe('theirs');
    // A national identifier under the technical system, and without its prefix.
    const crossed = {
      ...body,
      identifier: [toIdentifier('INTRN', systems.technical, nationalId.slice(1))],
    };
    expect((await platform.update(technicalId, crossed)).status).toBe(200);
    expect(await platform.find(nationalId)).toMatchObject([
      {
        id: created.body.id,
        identifier: [toIdentifier('IDNPS', systems.national, nationalId)],
      },
    ]);
    // Percent-encoded or not, a slash in the value.
    const establishment = `3456780581/${newTechnicalId().slice(0, 8)}`;
    expect((await platform.create(toBody({ nationalId: establishment }))).status).toBe(201);
    const encoded = encodeURIComponent(`${systems.national}|${establishment}`);
    expect((await platform.get(`?identifier=${encoded}`)).body.total).toBe(1);
    expect(await platform.find(establishment)).toHaveLength(1);
  });

  it('are not created by the removal of an unknown person', async () => {
    const known = toBody({ nationalId: newNationalId(), email: 'known@removal.example' });
    await platform.create(known);
    const count = await countAccounts();
    const unknown = newNationalId();
    const removal = toBody({ nationalId: unknown, email: 'known@removal.example', active: false });
    expect((await platform.update(unknown, removal)).status).toBe(200);
    expect(await countAccounts()).toBe(count);
    expect(await listAccounts('known@removal.example')).toMatchObject([{ active: true }]);
  });

  it('are created once by many concurrent calls', async () => {
    const technicalId = newTechnicalId();
    const body = toBody({ technicalId, email: 'once@parallel.example' });
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        index % 2 === 0 ? platform.create(body) : platform.update(technicalId, body),
      ),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(new Set(statuses.filter((_, index) => index % 2 === 1))).toEqual(
      statuses.some((status, index) => index % 2 === 1 && status === 201)
        ? new Set([200, 201])
        : new Set([200]),
    );
    expect(await listAccounts('once@parallel.example')).toHaveLength(1);
  });

  it('are documented as Practitioner in the CapabilityStatement', async () => {
    const response = await fetch(`${vendor.url}/fhir/metadata`);
    const { rest } = (await response.json()) as {
      rest: { resource: { type: string; conditionalUpdate?: boolean }[] }[];
    };
    expect(rest[0]?.resource.find(({ type }) => type === 'Practitioner')).toMatchObject({
      conditionalUpdate: true,
      interaction: ['create', 'read', 'search-type', 'update'].map((code) => ({ code })),
      supportedProfile: [
        'https://interop.esante.gouv.fr/ig/fhir/sas/StructureDefinition/FrPractitionerRegul',
      ],
    });
  });

  it('write no personal data to the log', async () => {
    const person = { nationalId: newNationalId(), email: 'anne@log.example' };
    await platform.create(toBody(person));
    await platform.create(toBody(person));
    await platform.update(person.nationalId, { ...toBody(person), name: [] });
    const traces = ['Kerbrat', 'Rivoal', '.example', '8999', 'Anne'];
    const lines = vendor.log().map((line) => JSON.stringify(line));
    const statuses = vendor.log().map(({ status }) => status);
    expect(statuses.filter(Number).slice(-3)).toEqual([201, 409, 422]);
    expect(lines.filter((line) => traces.some((trace) => line.includes(trace)))).toEqual([]);
  });
});
