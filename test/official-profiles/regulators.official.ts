import { createRegulatorHandler } from '@sas-sos/regulators';
import { createMemoryRegulatorAccounts } from '@sas-sos/testing';
import fc from 'fast-check';
import type { Bundle, FhirResource, OperationOutcome, Practitioner } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { anyBody } from '../../packages/regulators/src/test-data/arbitrary-bodies.js';
import { anyMutatedBody } from '../../packages/regulators/src/test-data/mutated-bodies.js';
import {
  type BodyChange,
  bodyWith,
} from '../../packages/regulators/src/test-data/refused-bodies.js';
import { toIdentifier } from '../../packages/regulators/src/test-data/regulator-data.js';
import { loadValidator, validateAll } from './validator.js';

const address = 'https://agenda.example/fhir/Practitioner';
const seed = 20260714;

/** Creates a handler over an empty store, and functions to call it. */
function createEndpoint() {
  const handler = createRegulatorHandler({ accounts: createMemoryRegulatorAccounts() });
  async function send<Resource extends FhirResource>(
    method: string,
    path = '',
    body?: unknown,
  ): Promise<{ readonly status: number; readonly location: string; readonly resource: Resource }> {
    const response = await handler(
      new Request(`${address}${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
      { basePath: '/fhir' },
    );
    const location = (response.headers.get('location') ?? '').slice(address.length);
    return { status: response.status, location, resource: (await response.json()) as Resource };
  }
  return { send };
}

const statusOf = async (body: unknown): Promise<number> =>
  (await createEndpoint().send('POST', '', body)).status;

/** Returns the indexes of the bodies that the official validator refuses. */
async function findInvalid(bodies: readonly unknown[]): Promise<readonly number[]> {
  const { PROFILES } = await loadValidator();
  const items = bodies.map((resource, index) => ({
    id: String(index),
    resource: resource as Practitioner,
    profile: PROFILES['Practitioner'] as string,
  }));
  return Object.keys(await validateAll(items)).map(Number);
}

/**
 * Removes what is deliberately accepted with any content: the sender's own id and identifiers of
 * other systems, which are ignored, and extensions, which are not read.
 */
function withoutIgnored(body: unknown): unknown {
  const {
    identifier,
    text: _,
    ...rest
  } = body as {
    readonly identifier?: unknown;
    readonly text?: unknown;
  };
  const isOurs = (one: { readonly system?: unknown } | null) =>
    one?.system === national.system || one?.system === technical.system;
  const read = Array.isArray(identifier) ? identifier.filter(isOurs) : identifier;
  return withoutExtensions({ ...rest, ...(read === undefined ? {} : { identifier: read }) });
}

function withoutExtensions(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutExtensions);
  if (typeof value !== 'object' || value === null) return value;
  const { id: _, extension: __, ...rest } = value as Record<string, unknown>;
  const kept = Object.entries(rest).filter(([key]) => !key.startsWith('_') || key === '__proto__');
  return Object.fromEntries(kept.map(([key, each]) => [key, withoutExtensions(each)]));
}

describe('what is accepted is valid', () => {
  it('valid bodies, with everything that FHIR allows in them', async () => {
    const bodies = fc.sample(anyBody, { numRuns: 150, seed });
    for (const body of bodies) expect(await statusOf(body)).toBe(201);
    expect(await findInvalid(bodies)).toEqual([]);
  });

  it('changed bodies', async () => {
    const bodies: unknown[] = [];
    for (const mutated of fc.sample(anyMutatedBody, { numRuns: 4000, seed })) {
      const body = withoutIgnored(mutated);
      if (bodies.length < 300 && (await statusOf(body)) === 201) bodies.push(body);
    }
    expect(bodies).toHaveLength(300);
    const invalid = await findInvalid(bodies);
    expect(invalid.map((index) => bodies[index])).toEqual([]);
  });
});

it('what is served is valid: answers, reads, searches, refusals', async () => {
  const { PROFILES } = await loadValidator();
  const profile = PROFILES['Practitioner'] as string;
  const items: { id: string; resource: FhirResource; profile?: string }[] = [];
  for (const [index, body] of fc.sample(anyBody, { numRuns: 80, seed }).entries()) {
    const { send } = createEndpoint();
    const created = await send<Practitioner>('POST', '', body);
    expect(created.status).toBe(201);
    const [identifier] = body.identifier ?? [];
    const query = `?identifier=${identifier?.system}|${identifier?.value}`;
    const updated = await send<Practitioner>('PUT', query, { ...body, active: !body.active });
    expect(updated.status).toBe(200);
    const read = await send<Practitioner>('GET', created.location);
    expect(read.status).toBe(200);
    const found = await send<Bundle>('GET', query);
    expect(found.resource.total).toBe(1);
    const entry = found.resource.entry?.[0]?.resource as Practitioner;
    items.push(
      { id: `created-${index}`, resource: created.resource, profile },
      { id: `updated-${index}`, resource: updated.resource, profile },
      { id: `read-${index}`, resource: read.resource, profile },
      { id: `entry-${index}`, resource: entry, profile },
      { id: `search-${index}`, resource: found.resource },
    );
    const refused = await send<OperationOutcome>('POST', '', body);
    expect(refused.status).toBe(409);
    const unread = await send<OperationOutcome>('POST', '', { ...body, telecom: [], x: 1 });
    items.push({ id: `refused-${index}`, resource: refused.resource });
    items.push({ id: `unread-${index}`, resource: unread.resource });
  }
  const { send } = createEndpoint();
  const query = '?identifier=899900000001';
  const nobody = await send<OperationOutcome>(
    'PUT',
    query,
    JSON.parse(bodyWith([['active'], false])),
  );
  expect(nobody.status).toBe(200);
  items.push({ id: 'nobody', resource: nobody.resource });
  items.push({ id: 'nothing found', resource: (await send<Bundle>('GET', query)).resource });
  items.push({ id: 'no query', resource: (await send<OperationOutcome>('GET')).resource });
  items.push({ id: 'not found', resource: (await send<OperationOutcome>('GET', '/x')).resource });
  expect(await validateAll(items)).toEqual({});
}, 600_000);

const extension = [{ url: 'https://editeur.example/e', valueBoolean: true }];
const national = toIdentifier('IDNPS', '899900000001');
const technical = toIdentifier('INTRN', '7ec00000-0000-4000-8000-000000000001');
const otherSystem = { ...national, system: technical.system };
const otherType = { ...national, type: technical.type };

/** What the validator refuses for a reason given in the specification. */
const refusedByBoth: readonly (readonly [name: string, change: BodyChange])[] = [
  ['no identifier', [['identifier'], undefined]],
  ['no identifier in the list', [['identifier'], []]],
  ['an identifier without type', [['identifier', 0, 'type'], undefined]],
  ['an identifier without system', [['identifier', 0, 'system'], undefined]],
  ['an identifier without value', [['identifier', 0, 'value'], undefined]],
  ['an empty identifier', [['identifier', 0, 'value'], '']],
  ['two national identifiers', [['identifier'], [national, { ...national, value: '8' }]]],
  ['two technical identifiers', [['identifier'], [technical, { ...technical, value: 'x' }]]],
  ['the other system', [['identifier', 0], otherSystem]],
  ['the other type', [['identifier', 0], otherType]],
  ['no active', [['active'], undefined]],
  ['active as a string', [['active'], 'true']],
  ['no family name', [['name', 0, 'family'], undefined]],
  ['an empty family name', [['name', 0, 'family'], '']],
  ['no given name', [['name', 0, 'given'], undefined]],
  [
    'two given names',
    [
      ['name', 0, 'given'],
      ['Anne', 'Marie'],
    ],
  ],
  [
    'two prefixes',
    [
      ['name', 0, 'prefix'],
      ['MME', 'DR'],
    ],
  ],
  ['a phone', [['telecom', 0, 'system'], 'phone']],
  ['a telecom without system', [['telecom', 0, 'system'], undefined]],
  ['a telecom without value', [['telecom', 0, 'value'], undefined]],
  ['an empty e-mail', [['telecom', 0, 'value'], '']],
  ['another source', [['meta', 'source'], 'urn:oid:1.2.250.1.213.3.7']],
  ['an invalid gender', [['gender'], 'F']],
  ['an invalid birth date', [['birthDate'], '1980-02-30']],
  ['an element that does not exist', [['password'], 'x']],
];

const rows: readonly {
  readonly name: string;
  readonly change: BodyChange;
  /** Whether the validator accepts it, and whether we do. */
  readonly official: boolean;
  readonly ours: boolean;
}[] = [
  ...refusedByBoth.map(([name, change]) => ({
    name,
    change,
    official: false,
    ours: false,
  })),
  // What the profile allows and the flow does not: certification, rows 20 and 21.
  { name: 'no name', change: [['name'], undefined], official: true, ours: false },
  { name: 'no telecom', change: [['telecom'], undefined], official: true, ours: false },
  // Such values can neither identify a person nor be used to write to one.
  {
    name: 'an identifier of neither kind',
    change: [['identifier', 0, 'value'], 'regulator-1'],
    official: true,
    ours: false,
  },
  {
    name: 'an invalid e-mail',
    change: [['telecom', 0, 'value'], 'maelle'],
    official: true,
    ours: false,
  },
  // They change the meaning of the resource, or contain others: nothing here can honour them.
  {
    name: 'modifierExtension',
    change: [['modifierExtension'], extension],
    official: true,
    ours: false,
  },
  {
    name: 'contained',
    change: [['contained'], [{ resourceType: 'Organization', id: 'o', name: 'x' }]],
    official: false,
    ours: false,
  },
  {
    name: 'implicitRules',
    change: [['implicitRules'], 'https://x.example/r'],
    official: true,
    ours: false,
  },
  // A national id in the technical place, and vice versa: stored as its real kind.
  {
    name: 'a technical id under the national system',
    change: [['identifier', 0, 'value'], technical.value],
    official: true,
    ours: true,
  },
  {
    name: 'a national id under the technical system',
    change: [['identifier', 0], { ...technical, value: national.value }],
    official: true,
    ours: true,
  },
  // The sender's own id is ignored, even if it is invalid.
  { name: 'an invalid id', change: [['id'], 'a b'], official: false, ours: true },
  // Real names contain it; a plain space is stored and served.
  {
    name: 'a no-break space in a name',
    change: [['name', 0, 'family'], 'Le\u00a0Goff'],
    official: false,
    ours: true,
  },
  // Extensions are not read.
  {
    name: 'a value of another type in an extension',
    change: [['extension'], [{ url: 'https://editeur.example/e', valueString: 7 }]],
    official: false,
    ours: true,
  },
];

it('what is refused: the validator and we agree, except where a row says why', async () => {
  const bodies = rows.map(({ change }) => JSON.parse(bodyWith(change)) as unknown);
  const invalid = await findInvalid(bodies);
  const results = await Promise.all(
    rows.map(async ({ name }, index) => ({
      name,
      official: !invalid.includes(index),
      ours: (await statusOf(bodies[index])) === 201,
    })),
  );
  expect(results).toEqual(rows.map(({ name, official, ours }) => ({ name, official, ours })));
});
