import { setTimeout as delay, setImmediate } from 'node:timers/promises';
import type { RegulatorAccount, RegulatorAccounts } from '@sas-sos/core';
import { createMemoryRegulatorAccounts } from '@sas-sos/testing';
import type { OperationOutcome } from 'fhir/r4.js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createRegulatorHandler } from './create-regulator-handler.js';
import { interleave } from './test-data/interleaved-accounts.js';
import { createLogger } from './test-data/recording-logger.js';
import {
  createAccount,
  fixtureValues,
  type RegulatorPart,
  toBody,
  toNationalId,
  toQuery,
  toTechnicalId,
} from './test-data/regulator-data.js';

const address = 'https://agenda.example/Practitioner';
const [n1, n2, t1] = [toNationalId(1), toNationalId(2), toTechnicalId(1)];

const post = (part: RegulatorPart = {}) =>
  new Request(address, { method: 'POST', body: JSON.stringify(toBody(part)) });
const put = (value: string, part: RegulatorPart = {}) =>
  new Request(`${address}?${toQuery(value)}`, {
    method: 'PUT',
    body: JSON.stringify(toBody(part)),
  });

const codeOf = async (response: Response) =>
  ((await response.json()) as OperationOutcome).issue[0]?.diagnostics;

describe('a store that fails', () => {
  const secret = `Key (email)=(${fixtureValues.email}) at postgres://user:secret@db`;
  const fail = () => {
    throw new Error(secret);
  };
  const failLater = () => Promise.reject(new Error(secret));
  const empty = createMemoryRegulatorAccounts();
  it.each([
    { name: 'find throws', accounts: { ...empty, find: fail }, request: () => post() },
    { name: 'find rejects', accounts: { ...empty, find: failLater }, request: () => post() },
    { name: 'save throws', accounts: { ...empty, save: fail }, request: () => post() },
    { name: 'save rejects', accounts: { ...empty, save: failLater }, request: () => post() },
    {
      name: 'find fails in a read',
      accounts: { ...empty, find: failLater },
      request: () => new Request(`${address}/a0`),
    },
    {
      name: 'find fails in a search',
      accounts: { ...empty, find: failLater },
      request: () => new Request(`${address}?${toQuery(n1)}`),
    },
    {
      name: 'find returns no list',
      accounts: { ...empty, find: () => null },
      request: () => post(),
    },
    {
      name: 'find throws something that is not an Error',
      accounts: { ...empty, find: () => Promise.reject(secret) },
      request: () => post(),
    },
  ])('$name: 503, with Retry-After, without the reason', async ({ accounts, request }) => {
    const handler = createRegulatorHandler({ accounts: accounts as RegulatorAccounts });
    const response = await handler(request());
    expect(response.status).toBe(503);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    const text = await response.clone().text();
    expect(await codeOf(response)).toBe('SAS_REGULATORS_UNAVAILABLE');
    expect(text).not.toContain('secret');
    expect(text).not.toContain(fixtureValues.email);
  });

  describe('by never answering', () => {
    afterEach(() => void vi.useRealTimers());

    it.each(['find', 'save'] as const)('%s: 503 after ten seconds', async (method) => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      let given: AbortSignal | undefined;
      const hang = ({ signal }: { readonly signal: AbortSignal }) => {
        given = signal;
        return new Promise<never>(() => {});
      };
      const accounts =
        method === 'find'
          ? { ...empty, find: hang }
          : { ...empty, save: (_: unknown, options: { signal: AbortSignal }) => hang(options) };
      const answer = createRegulatorHandler({ accounts })(post());
      for (let turn = 0; turn < 10 && !given; turn += 1) await setImmediate();
      await vi.advanceTimersByTimeAsync(9999);
      expect(given?.aborted).toBe(false);
      await vi.advanceTimersByTimeAsync(1);
      expect(await codeOf(await answer)).toBe('SAS_REGULATORS_UNAVAILABLE');
      expect(given?.aborted).toBe(true);
    });

    it('stale after three seconds each time: 503 after 25 seconds, and no more attempts', async () => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      let saves = 0;
      const save = async () => {
        saves += 1;
        await vi.advanceTimersByTimeAsync(3000);
        return 'stale' as const;
      };
      const response = await createRegulatorHandler({ accounts: { find: () => [], save } })(post());
      expect(response.status).toBe(503);
      expect(await codeOf(response)).toBe('SAS_REGULATORS_BUSY');
      await delay(100);
      expect(saves).toBe(9);
    });
  });

  it('that always answers stale: 503, after many attempts', async () => {
    let saves = 0;
    const handler = createRegulatorHandler({
      accounts: {
        find: () => [],
        save() {
          saves += 1;
          return 'stale';
        },
      },
    });
    const response = await handler(post());
    expect(response.status).toBe(503);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await codeOf(response)).toBe('SAS_REGULATORS_BUSY');
    expect(saves).toBeGreaterThan(5);
    expect(saves).toBeLessThan(100);
  });

  it('that answers stale once: decided again on the new accounts', async () => {
    const store = createMemoryRegulatorAccounts();
    let isFirst = true;
    const handler = createRegulatorHandler({
      accounts: {
        find: store.find,
        async save(changes, options) {
          if (isFirst) await store.save([{ after: createAccount('other') }], options);
          isFirst = false;
          return store.save(changes, options);
        },
      },
    });
    const response = await handler(post());
    expect([response.status, await codeOf(response)]).toEqual([409, 'SAS_REGULATOR_EXISTS']);
    expect(store.list().map(({ id }) => id)).toEqual(['other']);
  });
});

describe('a caller who disconnects', () => {
  const gone = new Error('The caller left.');

  it('before the call: the store is not called', async () => {
    let calls = 0;
    const count = () => {
      calls += 1;
      return [];
    };
    const handler = createRegulatorHandler({ accounts: { find: count, save: () => 'saved' } });
    await expect(handler(post(), { signal: AbortSignal.abort(gone) })).rejects.toBe(gone);
    expect(calls).toBe(0);
  });

  it.each(['find', 'save'] as const)(
    'during %s: the signal of the store aborts',
    async (method) => {
      const controller = new AbortController();
      const hang = (signal: AbortSignal) =>
        new Promise<never>((_, reject) => {
          signal.addEventListener('abort', () => reject(new Error('stopped')));
          controller.abort(gone);
        });
      const handler = createRegulatorHandler({
        accounts: {
          find: ({ signal }) => (method === 'find' ? hang(signal) : []),
          save: (_, { signal }) => hang(signal),
        },
      });
      await expect(handler(post(), { signal: controller.signal })).rejects.toBe(gone);
    },
  );

  it('between two attempts: the store is not called again', async () => {
    const controller = new AbortController();
    let saves = 0;
    const handler = createRegulatorHandler({
      accounts: {
        find: () => [],
        save() {
          saves += 1;
          controller.abort(gone);
          return 'stale';
        },
      },
    });
    await expect(handler(post(), { signal: controller.signal })).rejects.toBe(gone);
    expect(saves).toBe(1);
  });
});

describe('calls at the same time', () => {
  /** Makes the calls concurrently, each in its own process, over a slow store. */
  async function meet(
    seed: number,
    accounts: readonly RegulatorAccount[],
    requests: readonly Request[],
  ) {
    const store = createMemoryRegulatorAccounts({ accounts });
    const responses = await Promise.all(
      requests.map((request, index) =>
        createRegulatorHandler({ accounts: interleave(store, seed * 10 + index) })(request),
      ),
    );
    return { statuses: responses.map(({ status }) => status).sort(), list: store.list() };
  }
  const seeds = Array.from({ length: 20 }, (_, seed) => ({ seed }));

  it.each(seeds)(
    'two identical creates: one 201 and one 409, one account ($seed)',
    async ({ seed }) => {
      const { statuses, list } = await meet(seed, [], [post(), post()]);
      expect(statuses).toEqual([201, 409]);
      expect(list).toHaveLength(1);
    },
  );

  it.each(seeds)(
    'a create and an update of the same account: one account ($seed)',
    async ({ seed }) => {
      const update = put(fixtureValues.nationalId, { familyName: 'B' });
      const { statuses, list } = await meet(seed, [], [post(), update]);
      expect([
        [200, 201],
        [201, 409],
      ]).toContainEqual(statuses);
      expect(list).toHaveLength(1);
      expect(list[0]?.familyName).toBe('B');
    },
  );

  it.each(seeds)('ten updates: each is applied, none is lost ($seed)', async ({ seed }) => {
    const requests = Array.from({ length: 10 }, (_, index) =>
      put(n1, { nationalId: n1, familyName: `N${index}` }),
    );
    const { statuses, list } = await meet(
      seed,
      [createAccount('a0', { nationalId: n1 })],
      requests,
    );
    expect(statuses).toEqual(Array.from({ length: 10 }, () => 200));
    expect(list).toMatchObject([{ id: 'a0', version: 11, nationalId: n1 }]);
  });

  it.each(seeds)(
    'two claims of one freed identifier: one account gets it ($seed)',
    async ({ seed }) => {
      const [anne, basile] = ['anne@sas.example', 'basile@sas.example'];
      const accounts = [
        createAccount('freed', { nationalId: n1, active: false }),
        createAccount('a0', { nationalId: null, technicalId: t1, email: anne }),
        createAccount('b0', { nationalId: n2, email: basile }),
      ];
      const { statuses, list } = await meet(seed, accounts, [
        put(t1, { nationalId: n1, email: anne }),
        put(n2, { nationalId: n1, email: basile }),
      ]);
      expect(statuses).toEqual([200, 422]);
      expect(list.filter(({ nationalId }) => nationalId === n1)).toHaveLength(1);
      for (const { active, nationalId, technicalId } of list) {
        if (active) expect(nationalId ?? technicalId).not.toBeNull();
      }
    },
  );

  it.each(seeds)(
    'a change of identifier and a removal by the old one ($seed)',
    async ({ seed }) => {
      const { statuses, list } = await meet(
        seed,
        [createAccount('a0', { nationalId: null, technicalId: t1 })],
        [put(t1, { nationalId: n1 }), put(t1, { technicalId: t1, active: false })],
      );
      expect(statuses).toEqual([200, 200]);
      // The last call wins; a removal of an identifier that nobody has any more changes nothing.
      expect([`${n1} true`, `${t1} false`]).toContain(
        `${list[0]?.nationalId ?? list[0]?.technicalId} ${list[0]?.active}`,
      );
      expect(list).toHaveLength(1);
    },
  );
});

describe('what is logged', () => {
  const values = Object.values(fixtureValues);
  const body = { ...toBody(fixtureValues), birthDate: '1980-02-29' };
  const request = (changes: object, method = 'POST', query = '') =>
    new Request(`${address}${query}`, { method, body: JSON.stringify({ ...body, ...changes }) });

  it.each([
    { name: 'a create', call: () => request({}), status: 201, logged: 'created' },
    {
      name: 'an update',
      accounts: [createAccount('a0', { ...fixtureValues, givenName: 'B' })],
      call: () => request({}, 'PUT', `?${toQuery(fixtureValues.technicalId)}`),
      status: 200,
      logged: 'updated',
    },
    {
      name: 'a removal of an unknown account',
      call: () => request({ active: false }, 'PUT', `?${toQuery(fixtureValues.nationalId)}`),
      status: 200,
      logged: 'unknown',
    },
    { name: 'a refusal', call: () => request({ active: 'x' }), status: 400 },
    {
      name: 'a refusal by a rule',
      accounts: [createAccount('a0')],
      call: () => request({}),
      status: 409,
    },
  ])('$name: its outcome, without names', async ({ accounts = [], call, status, logged }) => {
    const logger = createLogger();
    const store = createMemoryRegulatorAccounts({ accounts });
    const response = await createRegulatorHandler({ accounts: store, logger })(call());
    expect(response.status).toBe(status);
    expect(logger.lines.map(({ level, fields }) => [level, fields])).toEqual(
      logged === undefined ? [] : [['info', { outcome: logged }]],
    );
    for (const value of values) expect(logger.text()).not.toContain(value);
  });

  it('a store that fails: its own error as the cause, without data of the request', async () => {
    const logger = createLogger();
    const cause = new Error('connection refused');
    const handler = createRegulatorHandler({
      accounts: { find: () => [], save: () => Promise.reject(cause) },
      logger,
    });
    expect((await handler(request({}))).status).toBe(503);
    expect(logger.lines).toMatchObject([
      { level: 'error', fields: { err: { code: 'SAS_REGULATORS_UNAVAILABLE', cause } } },
    ]);
    for (const value of values) expect(logger.text()).not.toContain(value);
  });

  it('a store that stays stale: no names', async () => {
    const logger = createLogger();
    const accounts: RegulatorAccounts = { find: () => [], save: () => 'stale' };
    await createRegulatorHandler({ accounts, logger })(request({}));
    expect(logger.lines.map(({ level }) => level)).toEqual(['error']);
    for (const value of values) expect(logger.text()).not.toContain(value);
  });
});
