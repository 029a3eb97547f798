import { expect, it } from 'vitest';
import { findBroken, toNames } from '../../rule/judge.fixture.js';
import type { Rule } from '../../rule/rule.js';
import { toExchange } from '../../run/exchange.fixture.js';
import { httpAnswered } from '../http/http-answered.js';
import { accountsAccepted } from './accounts-accepted.js';
import { accountsConflict } from './accounts-conflict.js';
import { accountsCreated } from './accounts-created.js';
import { accountsNewIdHolds } from './accounts-new-id-holds.js';
import { accountsNothingCreated } from './accounts-nothing-created.js';
import { accountsOneOfMany } from './accounts-one-of-many.js';
import { accountsRefused } from './accounts-refused.js';
import { accountsRefusedPublished } from './accounts-refused-published.js';
import { accountsRemovalAccepted } from './accounts-removal-accepted.js';
import { accountsSame } from './accounts-same.js';
import { accountsUnchanged } from './accounts-unchanged.js';
import { accountsUpserted } from './accounts-upserted.js';

const base = 'https://agenda.example/fhir/Practitioner';

/** An answer about the account that was `1` at its creation. */
const answer = (status: number, id?: string) => ({
  call: {
    url: base,
    status,
    headers: new Headers(id === undefined ? {} : { location: `${base}/${id}` }),
    data: {},
    durationMilliseconds: 1,
  },
  interaction: 'update' as const,
  isActive: true,
  before: `${base}/1`,
});

type Answer = ReturnType<typeof answer>;

const rules: readonly Rule<Answer>[] = [
  accountsAccepted,
  accountsConflict,
  accountsCreated,
  accountsNewIdHolds,
  accountsNothingCreated,
  accountsRefused,
  accountsRefusedPublished,
  accountsRemovalAccepted,
  accountsSame,
  accountsUnchanged,
  accountsUpserted,
];
const all = new Map(rules.map((rule) => [rule.id, rule]));

const rows: readonly {
  readonly rule: string;
  readonly right: readonly Answer[];
  readonly wrong: readonly Answer[];
}[] = [
  { rule: 'accounts.created', right: [answer(201)], wrong: [answer(200), answer(409)] },
  {
    rule: 'accounts.accepted',
    right: [answer(200), answer(204)],
    wrong: [answer(302), answer(422)],
  },
  {
    rule: 'accounts.upserted',
    right: [answer(200), answer(201)],
    wrong: [answer(204), answer(404)],
  },
  {
    rule: 'accounts.refused',
    right: [answer(409), answer(500)],
    wrong: [answer(201), answer(200)],
  },
  { rule: 'accounts.refused-published', right: [answer(422)], wrong: [answer(201)] },
  {
    rule: 'accounts.same',
    right: [answer(200, '1'), answer(200), answer(409, '2')],
    wrong: [answer(201, '2')],
  },
  {
    rule: 'accounts.new-id-holds',
    right: [answer(200, '1'), answer(200)],
    // Created anew, or found another account.
    wrong: [answer(201, '2'), answer(200, '2'), answer(404)],
  },
  { rule: 'accounts.unchanged', right: [answer(201)], wrong: [answer(409)] },
  { rule: 'accounts.nothing-created', right: [answer(201)], wrong: [answer(409), answer(200)] },
  { rule: 'accounts.removal-accepted', right: [answer(200)], wrong: [answer(404), answer(422)] },
  {
    rule: 'accounts.conflict',
    right: [answer(409), answer(422)],
    wrong: [answer(201), answer(500)],
  },
];

it.each(rows)('$rule', ({ rule, right, wrong }) => {
  const judged = all.get(rule);
  if (!judged) throw new Error(`There is no rule ${rule}`);
  for (const given of right) expect(findBroken([judged], given)).toEqual([]);
  for (const given of wrong) expect(findBroken([judged], given)).toEqual([rule]);
});

it('has a right and a wrong answer for every rule', () => {
  expect(rows.map(({ rule }) => rule).sort()).toEqual(toNames(rules));
});

it.each([
  { statuses: [201, 409, 409], broken: [] },
  { statuses: [409, 422, 201], broken: [] },
  { statuses: [201, 201, 409], broken: ['accounts.one-of-many'] },
  { statuses: [201, 500, 409], broken: ['accounts.one-of-many'] },
  { statuses: [409, 409, 409], broken: ['accounts.one-of-many'] },
])('accounts.one-of-many: $statuses', ({ statuses, broken }) => {
  const calls = statuses.map((status) => answer(status).call);
  expect(findBroken([accountsOneOfMany], { calls })).toEqual(broken);
});

it('http.answered', () => {
  expect(findBroken([httpAnswered], { failure: null })).toEqual([]);
  const { failure } = toExchange({ code: 'ECONNRESET' });
  expect(findBroken([httpAnswered], { failure })).toEqual(['http.answered']);
});
