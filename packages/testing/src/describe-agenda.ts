import type { Agenda } from '@sas-sos/core';
import type { AgendaCheck } from './agenda-contract/agenda-check.js';
import { agendaChecks } from './agenda-contract/agenda-checks.js';
import {
  type AgendaFixture,
  createAgendaFixture,
  createLargeFixture,
  emptyFixture,
} from './agenda-fixture.js';
import { resolveTestRunner, type TestRunner } from './test-runner.js';

/** Options of {@link describeAgenda}. */
export interface DescribeAgendaOptions {
  /**
   * Name of the group of tests.
   *
   * @defaultValue `Agenda`
   */
  readonly name?: string | undefined;
  /**
   * Loads a fixture into an empty store and returns the agenda over it. Called once for each test.
   *
   * Tests must not see each other's data: empty the store, or create one for each call.
   */
  create(fixture: AgendaFixture): Promise<AgendaUnderTest> | AgendaUnderTest;
  /**
   * The test runner, if `describe` and `it` are not global.
   *
   * @defaultValue `globalThis`
   */
  readonly runner?: TestRunner | undefined;
  /**
   * Milliseconds that a search may take to end once it is aborted.
   *
   * @defaultValue `5000`
   */
  readonly timeLimit?: number | undefined;
}

/** An agenda over a store that holds a fixture. */
export interface AgendaUnderTest {
  /** The adapter. */
  readonly agenda: Agenda;
  /**
   * The fixture as the store holds it, if that differs: ids assigned by the store, URLs computed by
   * the adapter, kinds of slots that the product does not have.
   *
   * @defaultValue the fixture passed to `create`
   */
  readonly stored?: AgendaFixture | undefined;
  /** Books a slot, as the product does. */
  book(slotId: string): Promise<void> | void;
  /** Frees a slot that was booked. */
  release(slotId: string): Promise<void> | void;
  /** Releases the store at the end of the test. */
  dispose?(): Promise<void> | void;
}

// Leaves time to load a fixture of ten thousand slots, in runners that support a timeout.
const testTimeout = 60_000;

/**
 * Declares the contract suite of the {@link Agenda} port: one test for each rule, on the adapter
 * that `create` returns.
 *
 * @throws SasError `SAS_TEST_RUNNER_MISSING` when `describe` and `it` are missing.
 * @example
 * ```ts
 * import { describeAgenda } from '@sas-sos/testing';
 * import { describe, it } from 'vitest';
 * import { createAgenda } from './agenda.js';
 * import { openTestDatabase } from './test-database.js';
 *
 * describeAgenda({
 *   name: 'our agenda',
 *   runner: { describe, it },
 *   async create(fixture) {
 *     const database = await openTestDatabase();
 *     await database.load(fixture.associations, fixture.slots);
 *     return {
 *       agenda: createAgenda(database.pool),
 *       book: (slotId) => database.setStatus(slotId, 'booked'),
 *       release: (slotId) => database.setStatus(slotId, 'free'),
 *       dispose: () => database.close(),
 *     };
 *   },
 * });
 * ```
 */
export function describeAgenda({
  name = 'Agenda',
  create,
  runner,
  timeLimit = 5000,
}: DescribeAgendaOptions): void {
  const { describe, it } = resolveTestRunner(runner);
  const fixtures = new Map<FixtureKind, AgendaFixture>();

  function fixtureOf(kind: FixtureKind): AgendaFixture {
    const fixture = fixtures.get(kind) ?? createFixture(kind);
    fixtures.set(kind, fixture);
    return fixture;
  }

  async function runCheck(check: AgendaCheck) {
    const fixture = fixtureOf(check.fixture ?? 'associations');
    const underTest = await create(fixture);
    try {
      await check.run({
        agenda: underTest.agenda,
        fixture: underTest.stored ?? fixture,
        timeLimit,
        book: underTest.book.bind(underTest),
        release: underTest.release.bind(underTest),
      });
    } finally {
      await underTest.dispose?.();
    }
  }

  describe(name, () => {
    for (const [subject, checks] of Object.entries(agendaChecks)) {
      describe(subject, () => {
        for (const check of checks) it(check.name, () => runCheck(check), testTimeout);
      });
    }
  });
}

type FixtureKind = NonNullable<AgendaCheck['fixture']>;

function createFixture(kind: FixtureKind): AgendaFixture {
  if (kind === 'none') return emptyFixture;
  return kind === 'many-slots' ? createLargeFixture(Date.now()) : createAgendaFixture(Date.now());
}
