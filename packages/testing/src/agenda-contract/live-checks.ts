import assert from 'node:assert/strict';
import { assertSettles } from '../assert-settles.js';
import {
  type AgendaCheck,
  type AgendaSubject,
  assertSameIds,
  expectedSlots,
  findAll,
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
      assert.equal((await findIds(subject)).has(id), false);
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
      assert.equal((await findIds(subject)).has(id), true);
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
        assertSameIds(answers[index] ?? [], await findAll(subject, search));
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
        for await (const _slot of answer) caller.abort();
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
      assert.notEqual((await listAssociations(subject)).length, 0);
    },
  },
];

async function assertAnswers(subject: AgendaSubject): Promise<void> {
  const answer = findIds(subject);
  await assertSettles(subject, 'The next search', answer);
  assert.notEqual((await answer).size, 0);
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
  assert.equal((await findIds(subject)).has(slot.id), true);
  return slot;
}
