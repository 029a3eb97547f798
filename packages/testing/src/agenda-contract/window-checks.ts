import type { FixtureSlot } from '../agenda-fixture.js';
import { assertSame } from '../assert-same.js';
import {
  type AgendaCheck,
  type AgendaSubject,
  assertFinds,
  assertNoSlots,
  assertSameIds,
  describeSearch,
  expectedSlots,
  findAll,
  idsOf,
  isForPlatform,
  type Search,
} from './agenda-check.js';

const minute = 60_000;

/** Rules for the slots that `findFreeSlots` returns. */
export const windowChecks: readonly AgendaCheck[] = [
  {
    name: 'finds every free slot of the requested associations',
    async run(subject) {
      const foundIds = new Set(idsOf(await findAll(subject)));
      const missing = expectedSlots(subject.fixture).filter(({ id }) => !foundIds.has(id));
      assertNoSlots(missing, `${describeSearch(subject)} did not return free slots`);
    },
  },
  {
    name: 'leaves out slots that are booked or blocked',
    async run(subject) {
      const taken = subject.fixture.slots.filter(({ status }) => status !== 'free');
      const foundIds = new Set(idsOf(await findAll(subject)));
      const found = taken.filter(({ id }) => foundIds.has(id));
      assertNoSlots(found, `${describeSearch(subject)} returned slots that are booked or blocked`);
    },
  },
  {
    name: 'returns each slot once, under a unique id',
    async run(subject) {
      const ids = (await findAll(subject)).map(({ id }) => id);
      const repeated = ids.filter((id, index) => ids.indexOf(id) !== index);
      assertSame(repeated, [], `${describeSearch(subject)} returned ids more than once`);
    },
  },
  {
    name: 'returns a slot under the same id in every search',
    async run(subject) {
      const first = await findAll(subject);
      assertSameIds(await findAll(subject), first, `${describeSearch(subject)}, asked again`);
    },
  },
  {
    name: 'includes a slot that starts at the first millisecond of the window',
    run: (subject) =>
      assertWindow(subject, ({ start, end }) => ({ from: start, to: end - minute })),
  },
  {
    name: 'leaves out a slot that starts a millisecond before the window',
    run: (subject) =>
      assertWindow(subject, ({ start, end }) => ({ from: start + 1, to: end - minute })),
  },
  {
    name: 'includes a slot that starts at the last millisecond of the window',
    run: (subject) => assertWindow(subject, ({ start }) => ({ from: start - minute, to: start })),
  },
  {
    name: 'leaves out a slot that starts a millisecond after the window',
    run: (subject) =>
      assertWindow(subject, ({ start }) => ({ from: start - minute, to: start - 1 })),
  },
  {
    name: 'leaves out a slot that starts before the window and ends in it',
    run: (subject) =>
      assertWindow(subject, ({ start, end }) => ({ from: start + minute, to: end - minute })),
  },
  {
    name: 'includes a slot that starts in the window and ends after it',
    run: (subject) =>
      assertWindow(subject, ({ start }) => ({ from: start - minute, to: start + minute })),
  },
  {
    name: 'finds no slot of a place that was not requested',
    async run(subject) {
      for (const { siret, places } of subject.fixture.associations.slice(0, 3)) {
        const own = new Set(places.map(({ id }) => id));
        const slots = await findAll(subject, { sirets: [siret] });
        assertNoSlots(
          slots.filter(({ placeId }) => !own.has(placeId)),
          `${describeSearch(subject, { sirets: [siret] })} returned slots of other places`,
        );
      }
    },
  },
  {
    name: 'finds the slots of 25 associations in one search',
    async run(subject) {
      const placeIds = new Set((await findAll(subject)).map(({ placeId }) => placeId));
      const without = subject.fixture.associations.filter(
        ({ places }) => !places.some(({ id }) => placeIds.has(id)),
      );
      assertSame(
        without.map(({ siret }) => siret),
        [],
        `${describeSearch(subject)} returned no slot of some associations`,
      );
    },
  },
  {
    name: 'returns no slots when none match',
    async run(subject) {
      const last = Math.max(...subject.fixture.slots.map(({ start }) => start.getTime()));
      const search = { from: last + minute, to: last + 1000 * minute };
      assertNoSlots(
        await findAll(subject, search),
        `${describeSearch(subject, search)} returned slots`,
      );
    },
  },
  {
    name: 'finds 10,000 slots in one search',
    fixture: 'many-slots',
    run: (subject) => assertFinds(subject),
  },
];

/** Fails unless a window placed around one slot has the expected slots. */
async function assertWindow(
  subject: AgendaSubject,
  lay: (slot: { readonly start: number; readonly end: number }) => Search,
): Promise<void> {
  for (const slot of pick(subject.fixture.slots)) {
    await assertFinds(subject, lay({ start: slot.start.getTime(), end: slot.end.getTime() }));
  }
}

/** Picks a few free slots across the whole fixture. */
function pick(slots: readonly FixtureSlot[]): readonly FixtureSlot[] {
  const free = slots.filter((slot) => slot.status === 'free' && isForPlatform(slot));
  return free.filter((_, index) => index % Math.ceil(free.length / 5) === 0);
}
