import { createMemoryRegulatorAccounts } from '@sas-sos/testing';
import { expect, it } from 'vitest';
import { createRegulatorHandler } from './create-regulator-handler.js';
import {
  type RegulatorPart,
  toBody,
  toNationalId,
  toQuery,
  toTechnicalId,
} from './test-data/regulator-data.js';

const address = 'https://agenda.example/Practitioner';
const n = toNationalId(1);
const [t, u, v] = [1, 2, 3].map(toTechnicalId) as [string, string, string];
const [anne, martin, other, basile] = ['anne', 'anne.martin', 'a.martin', 'basile'].map(
  (name) => `${name}@sas.example`,
) as [string, string, string, string];

/** A step: a call, its answer, and the accounts after it, in the order of their creation. */
interface Step {
  readonly name: string;
  /** The value in the query of an update; absent for a create. */
  readonly query?: string;
  readonly body: RegulatorPart;
  readonly status: number;
  /** National and technical identifier, whether it is active, e-mail address. */
  readonly accounts: readonly (readonly [string | null, string | null, boolean, string])[];
}

const technical = (technicalId: string, email: string, part: RegulatorPart = {}) => ({
  nationalId: null,
  technicalId,
  email,
  ...part,
});
const national = (email: string, part: RegulatorPart = {}) => ({ nationalId: n, email, ...part });
const off = { active: false };
const bare = [null, null, false, other] as const;

// The table of docs/guides/regulators.md.
const steps: readonly Step[] = [
  { name: 'created', body: technical(t, anne), status: 201, accounts: [[null, t, true, anne]] },
  {
    name: 'sent again',
    query: t,
    body: technical(t, anne),
    status: 200,
    accounts: [[null, t, true, anne]],
  },
  {
    name: 'gets a national identifier',
    query: t,
    body: national(anne),
    status: 200,
    accounts: [[n, null, true, anne]],
  },
  {
    name: 'another e-mail address',
    query: n,
    body: national(martin),
    status: 200,
    accounts: [[n, null, true, martin]],
  },
  {
    name: 'disabled',
    query: n,
    body: national(martin, off),
    status: 200,
    accounts: [[n, null, false, martin]],
  },
  {
    name: 'enabled under a third address',
    query: n,
    body: national(other),
    status: 200,
    accounts: [[n, null, true, other]],
  },
  {
    name: 'disabled again',
    query: n,
    body: national(other, off),
    status: 200,
    accounts: [[n, null, false, other]],
  },
  {
    name: 'someone else is created',
    body: technical(u, basile),
    status: 201,
    accounts: [
      [n, null, false, other],
      [null, u, true, basile],
    ],
  },
  {
    name: 'and takes over the national identifier',
    query: u,
    body: national(basile),
    status: 200,
    accounts: [bare, [n, null, true, basile]],
  },
  {
    name: 'a removal by an identifier that nobody has',
    query: t,
    body: technical(t, other, off),
    status: 200,
    accounts: [bare, [n, null, true, basile]],
  },
  {
    name: 'the first regulator is back, found by e-mail address',
    query: v,
    body: technical(v, other),
    status: 200,
    accounts: [
      [null, v, true, other],
      [n, null, true, basile],
    ],
  },
];

it('over months, the accounts are what a person would expect after each step', async () => {
  const store = createMemoryRegulatorAccounts();
  const handler = createRegulatorHandler({ accounts: store });
  const ids: (string | undefined)[] = [];
  for (const { name, query, body, status, accounts } of steps) {
    const response = await handler(
      new Request(query === undefined ? address : `${address}?${toQuery(query)}`, {
        method: query === undefined ? 'POST' : 'PUT',
        body: JSON.stringify(toBody(body)),
      }),
    );
    expect([name, response.status]).toEqual([name, status]);
    const list = store.list();
    const summary = list.map((account) => [
      account.nationalId,
      account.technicalId,
      account.active,
      account.email,
    ]);
    expect([name, summary]).toEqual([name, accounts]);
    // An id never moves to another account.
    expect(list.slice(0, ids.length).map(({ id }) => id)).toEqual(ids);
    ids.splice(0, ids.length, ...list.map(({ id }) => id));
    const read = await handler(new Request(`${address}/${ids[0]}`));
    expect([name, read.status]).toEqual([name, accounts[0] === bare ? 404 : 200]);
  }
});
