import type { Agenda } from '@sas-sos/core';
import { describe, expect, it } from 'vitest';
import type { AgendaFixture } from './agenda-fixture.js';
import { createMemoryAgenda, type MemoryAgenda } from './create-memory-agenda.js';
import { type AgendaUnderTest, describeAgenda } from './describe-agenda.js';
import { wrongAnswers } from './test-data/wrong-answers.js';
import { wrongDirectories } from './test-data/wrong-directories.js';
import { wrongSlots } from './test-data/wrong-slots.js';
import { wrongWindows } from './test-data/wrong-windows.js';

const wrongAgendas = [...wrongDirectories, ...wrongWindows, ...wrongSlots, ...wrongAnswers];

// Runs the suite on the agenda of this package, as a vendor would.
describeAgenda({ name: 'createMemoryAgenda', runner: { describe, it }, create: createRight });

function createRight(fixture: AgendaFixture): AgendaUnderTest {
  return underTest(createMemoryAgenda(fixture));
}

function underTest(agenda: MemoryAgenda): AgendaUnderTest {
  return { agenda, book: agenda.book, release: agenda.release };
}

type Outcome = 'passed' | 'failed';

/** Runs the suite as a runner would, and returns the outcome of each test. */
async function runSuite(
  create: (fixture: AgendaFixture) => AgendaUnderTest,
): Promise<ReadonlyMap<string, Outcome>> {
  const tests: [name: string, test: () => Promise<void>][] = [];
  describeAgenda({
    create,
    timeLimit: 100,
    runner: {
      describe: (_name, body) => body(),
      it: (name, test) => tests.push([name, test]),
    },
  });
  const outcomes = new Map<string, Outcome>();
  for (const [name, test] of tests) {
    outcomes.set(
      name,
      await test().then(
        () => 'passed',
        () => 'failed',
      ),
    );
  }
  return outcomes;
}

function failuresOf(outcomes: ReadonlyMap<string, Outcome>): string[] {
  return [...outcomes].flatMap(([name, outcome]) => (outcome === 'failed' ? [name] : []));
}

describe('describeAgenda', () => {
  it('passes an agenda that returns cursors and has no optional method', async () => {
    const outcomes = await runSuite((fixture) => {
      const { listAssociations, findFreeSlots, book, release } = createMemoryAgenda(fixture);
      const agenda: Agenda = {
        listAssociations,
        async *findFreeSlots(query) {
          for await (const slot of await findFreeSlots(query)) {
            query.signal.throwIfAborted();
            yield slot;
          }
        },
      };
      return { agenda, book, release };
    });
    expect(failuresOf(outcomes)).toEqual([]);
  });

  it('passes an agenda with its own formats of instants, identifiers and phones', async () => {
    const outcomes = await runSuite((fixture) => {
      const associations = fixture.associations.map((association) => ({
        ...association,
        siret: `3${association.siret}`,
        places: association.places.map((place) => ({
          ...place,
          phone: place.phone?.replaceAll(' ', '.'),
        })),
      }));
      const slots = fixture.slots.map((slot, index) => ({
        ...slot,
        start: index % 2 ? slot.start.getTime() : slot.start.toISOString().replace('Z', '+00:00'),
        end: index % 2 ? slot.end.getTime() : slot.end.toISOString().replace('T', ' '),
      }));
      return underTest(createMemoryAgenda({ associations, slots }));
    });
    expect(failuresOf(outcomes)).toEqual([]);
  });

  it('passes an agenda whose store assigns ids and reports them', async () => {
    const outcomes = await runSuite((fixture) => {
      const stored = {
        ...fixture,
        slots: fixture.slots.map((slot) => ({ ...slot, id: `slot-${slot.id}` })),
      };
      return { ...createRight(stored), stored };
    });
    expect(failuresOf(outcomes)).toEqual([]);
  });

  it.each(wrongAgendas)('$rule: fails an agenda that $does', async ({ rule, create, others }) => {
    const failures = failuresOf(await runSuite(create));
    if (others === 'many') expect(failures).toContain(rule);
    else expect(failures.sort()).toEqual([rule, ...(others ?? [])].sort());
  });

  it('has a wrong agenda for each of its rules', async () => {
    const rules = [...(await runSuite(createRight)).keys()];
    const proven = new Set(wrongAgendas.map(({ rule }) => rule));
    expect(rules.filter((rule) => !proven.has(rule))).toEqual([]);
  });

  it('releases the store when a test fails', async () => {
    let open = 0;
    await runSuite((fixture) => {
      open += 1;
      const dispose = () => {
        open -= 1;
      };
      const right = createMemoryAgenda(fixture);
      return { ...underTest(right), agenda: { ...right, findFreeSlots: () => [] }, dispose };
    });
    expect(open).toBe(0);
  });

  it('throws when there is no runner', () => {
    expect(() => describeAgenda({ create: createRight })).toThrow(
      expect.objectContaining({ code: 'SAS_TEST_RUNNER_MISSING' }),
    );
  });
});
