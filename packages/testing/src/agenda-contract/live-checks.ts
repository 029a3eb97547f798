import assert from 'node:assert/strict';
import { assertSettles } from '../assert-settles.js';
import {
  type AgendaCheck,
  type AgendaSubject,
  assertSameIds,
  describeSearch,
  describeSlot,
  expectedSlots,
  findAll,
  hintOfStored,
  idsOf,
  listAssociations,
  prepareSearch,
  readAll,
  startSearch,
} from './agenda-check.js';

/** Rules for fresh answers, and for searches that end when they are aborted. */
export const liveChecks: readonly AgendaCheck[] = [
  {
    name: 'no longer finds a slot once it is booked',
    async run(subject) {
      const { book } = subject;
      const { id } = await firstFreeSlot(subject);
      await book(id);
      assert.ok(
        !(await findIds(subject)).has(id),
        `findFreeSlots still returns slot ${id}, which \`book\` has booked.`,
      );
    },
  },
  {
    name: 'finds a slot again once it is released',
    async run(subject) {
      const { book, release } = subject;
      const { id } = await firstFreeSlot(subject);
      await book(id);
      await findIds(subject);
      await release(id);
      assert.ok(
        (await findIds(subject)).has(id),
        `findFreeSlots does not return slot ${id}, which \`release\` has freed.`,
      );
    },
  },
  {
    name: 'answers 20 concurrent searches as it answers one',
    async run(subject) {
      const sirets = subject.fixture.associations.map(({ siret }) => siret);
      const searches = Array.from({ length: 20 }, (_, index) => ({
        sirets: sirets.slice(index % 5),
      }));
      const answers = await Promise.all(searches.map((search) => findAll(subject, search)));
      for (const [index, search] of searches.entries()) {
        assertSameIds(
          answers[index] ?? [],
          await findAll(subject, search),
          `${describeSearch(subject, search)}, with 19 others at the same time`,
        );
      }
    },
  },
  {
    name: 'still answers after readers that stopped half-way',
    fixture: 'many-slots',
    async run(subject) {
      for (let reader = 0; reader < 25; reader += 1) {
        await assertSettles(subject, 'A search after abandoned ones', readOne(subject));
      }
      await assertAnswers(subject);
    },
  },
  {
    name: 'ends a search whose signal is already aborted',
    async run(subject) {
      const signal = AbortSignal.abort();
      await assertSettles(subject, 'The search', findAll(subject, { signal }));
      await assertAnswers(subject);
    },
  },
  {
    name: 'ends a search that is aborted before the answer',
    async run(subject) {
      const caller = new AbortController();
      const search = await prepareSearch(subject, { signal: caller.signal });
      const answer = search().then(readAll);
      caller.abort();
      await assertSettles(subject, 'The search', answer);
      await assertAnswers(subject);
    },
  },
  {
    name: 'ends a search that is aborted while its slots are being read',
    fixture: 'many-slots',
    async run(subject) {
      const caller = new AbortController();
      const answer = await startSearch(subject, { signal: caller.signal });
      const read = async () => {
        for await (const _slot of answer) if (!caller.signal.aborted) caller.abort();
      };
      await assertSettles(subject, 'The search', read());
      await assertAnswers(subject);
    },
  },
  {
    name: 'ends a listing whose signal is already aborted',
    async run(subject) {
      const signal = AbortSignal.abort();
      const listed = Promise.resolve().then(() => subject.agenda.listAssociations({ signal }));
      await assertSettles(subject, 'The listing', listed);
      const { length } = await listAssociations(subject);
      assert.ok(length > 0, 'listAssociations is empty after an aborted call; expected as before.');
    },
  },
];

async function assertAnswers(subject: AgendaSubject): Promise<void> {
  const answer = findIds(subject);
  await assertSettles(subject, 'The next search', answer);
  const { size } = await answer;
  assert.ok(size > 0, 'findFreeSlots is empty after an aborted search; expected as before.');
}

async function readOne(subject: AgendaSubject): Promise<void> {
  for await (const _slot of await startSearch(subject)) break;
}

async function findIds(subject: AgendaSubject): Promise<ReadonlySet<string>> {
  return new Set(idsOf(await findAll(subject)));
}

async function firstFreeSlot(subject: AgendaSubject) {
  const [slot] = expectedSlots(subject.fixture);
  assert.ok(slot, 'The fixture has a free slot.');
  assert.ok(
    (await findIds(subject)).has(slot.id),
    `${describeSearch(subject)} did not return slot ${describeSlot(slot)}. ${hintOfStored}`,
  );
  return slot;
}
