import { expect, it } from 'vitest';
import { slotsStatus } from '../rules/answer/slots-status.js';
import { slotsTotal } from '../rules/slots/slots-total.js';
import { planSteps } from './plan-steps.js';
import { defineStep } from './step.js';

const title = { fr: 'a', en: 'a' };
const run = async () => [];
const first = defineStep({ id: 'a.first', group: 'metadata', title, rules: [slotsStatus], run });
const second = defineStep({
  id: 'b.second',
  group: 'accounts',
  title,
  rules: [slotsTotal],
  after: ['a.first'],
  run,
});
const other = defineStep({ id: 'b.other', group: 'accounts', title, rules: [slotsStatus], run });
const third = defineStep({
  id: 'c.third',
  group: 'sign-on',
  title,
  rules: [slotsStatus],
  uses: ['b.second'],
  run,
});
const steps = [first, second, other, third];

it.each([
  { only: [], ids: ['a.first', 'b.second', 'b.other', 'c.third'] },
  { only: ['b.second'], ids: ['a.first', 'b.second'] },
  { only: ['slots.total'], ids: ['a.first', 'b.second'] },
  { only: ['slots.status'], ids: ['a.first', 'b.second', 'b.other', 'c.third'] },
  { only: ['accounts'], ids: ['a.first', 'b.second', 'b.other'] },
  { only: ['metadata'], ids: ['a.first'] },
  { only: ['sign-on'], ids: ['a.first', 'b.second', 'c.third'] },
])('$only runs $ids', ({ only, ids }) => {
  expect(planSteps(steps, only).steps.map(({ id }) => id)).toEqual(ids);
});

it('counts only what was asked for', () => {
  const { isWanted } = planSteps(steps, ['slots.total']);
  expect(isWanted(second, 'slots.total')).toBe(true);
  expect(isWanted(first, 'slots.status')).toBe(false);
});

it('refuses a name that does not exist', () => {
  expect(() => planSteps(steps, ['slots.totals'])).toThrow(RangeError);
});
