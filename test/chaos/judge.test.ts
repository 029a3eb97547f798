import type { Appointment } from 'fhir/r4.js';
import { expect, it } from 'vitest';
import type { ReceivedRequest } from '../../packages/appointments/src/test-data/platform-double.js';
import { createHistories, identifierSystem, toUndone } from './histories.mjs';
import { countHeldBack, judge } from './judge.mjs';

type History = ReturnType<typeof createHistories>[number];

/** An appointment of three events, none of them refused. */
const history = createHistories('judge', 100).find(
  ({ events }) => events.length === 3 && events.every(({ refusal }) => refusal === undefined),
) as History;

function toState(event: number, { isUndone = false } = {}): Appointment {
  const report = history.events[event]?.report;
  if (!report) throw new Error('unknown event');
  const { id, status, start, end, effector } = isUndone ? toUndone(report) : report;
  return {
    resourceType: 'Appointment',
    identifier: [{ system: identifierSystem, value: id }],
    status,
    start: new Date(Number(start)).toISOString(),
    end: new Date(Number(end)).toISOString(),
    participant: [
      { status: 'accepted', ...(effector ? { actor: { identifier: { value: effector } } } : {}) },
    ],
  };
}

function createPlatform(states: readonly Appointment[], resources = 1) {
  const requests: ReceivedRequest[] = states.map((body) => ({
    ...{ method: 'PUT', url: '/fhir/Appointment', body, isActedUpon: true },
  }));
  return {
    ...{ url: '', requests, states: new Map([[history.id, states]]) },
    resources: new Map(states.length > 0 ? [[history.id, resources]] : []),
    [Symbol.asyncDispose]: async () => {},
  };
}

const good = [toState(0), toState(1), toState(2)];
const clean = { duplicates: 0, lost: 0, outOfOrder: 0, phantoms: 0, stale: 0 };

it.each<{
  name: string;
  states: readonly Appointment[];
  resources?: number;
  dropped?: readonly number[];
  wrong: Partial<typeof clean>;
}>([
  { name: 'all in order', states: good, wrong: {} },
  { name: 'one repeated at once', states: [toState(0), toState(0), ...good.slice(1)], wrong: {} },
  { name: 'one dropped', states: [toState(0), toState(2)], dropped: [1], wrong: {} },
  { name: 'created twice', states: good, resources: 2, wrong: { duplicates: 1 } },
  { name: 'one missing', states: [toState(0), toState(2)], wrong: { lost: 1 } },
  { name: 'the last missing', states: good.slice(0, 2), wrong: { lost: 1, stale: 1 } },
  { name: 'nothing at all', states: [], wrong: { lost: 3, stale: 1 } },
  {
    name: 'two swapped',
    states: [toState(1), toState(0), toState(2)],
    wrong: { outOfOrder: 1 },
  },
  {
    name: 'an older one repeated at the end',
    states: [...good, toState(1)],
    wrong: { outOfOrder: 1, stale: 1 },
  },
  {
    name: 'one that was rolled back',
    states: [toState(0), toState(1, { isUndone: true }), toState(1), toState(2)],
    wrong: { phantoms: 1 },
  },
  { name: 'one that was dropped', states: good, dropped: [1], wrong: { phantoms: 1 } },
  {
    name: "a state other than the vendor's",
    states: [...good.slice(0, 2), { ...toState(2), end: '2026-12-02T00:00:00Z' }],
    wrong: { stale: 1 },
  },
])('judges $name', ({ states, resources, dropped = [], wrong }) => {
  const { evidence, ...verdict } = judge(createPlatform(states, resources), {
    done: new Map([[history.id, 3]]),
    dropped: new Set(dropped.map((event) => `${history.id} ${event}`)),
    histories: [history],
    nameFault: () => 'none',
  });
  expect(verdict).toEqual({ ...clean, ...wrong });
  expect(evidence).toHaveLength(Object.keys(wrong).length > 0 ? 1 : 0);
});

it('counts what is held back without a reason', () => {
  expect(countHeldBack(createPlatform(good.slice(0, 1)), [history])).toBe(2);
  const refused = {
    ...history,
    events: history.events.map((changed, event) => ({
      ...changed,
      refusal: event === 1 ? ('drop' as const) : undefined,
    })),
  };
  expect(countHeldBack(createPlatform(good.slice(0, 1)), [refused])).toBe(0);
});
