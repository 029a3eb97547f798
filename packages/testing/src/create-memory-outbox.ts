import {
  type Clock,
  type Outbox,
  type OutboxClaim,
  type OutboxReport,
  type OutboxSettlement,
  type OutboxState,
  SasError,
  systemClock,
} from '@sas-sos/core';

/** Options of an outbox in memory. */
export interface MemoryOutboxOptions {
  /**
   * Clock for due times and for the times of reports.
   *
   * @defaultValue the machine's own
   */
  readonly clock?: Clock | undefined;
}

/** {@link Outbox} in memory, whose whole content a test can read. */
export interface MemoryOutbox extends Outbox {
  /** Returns every report that was not purged, ordered by position. */
  list(): readonly OutboxReport[];
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

interface StoredReport extends Writable<OutboxReport> {
  isFirst: boolean;
  token: number;
  /** When it may be claimed: after a lease ends, or after a failure. */
  dueAt: number;
}

const longestWait = 3_600_000;

/**
 * Creates an outbox in memory, for tests and demonstrations.
 *
 * It fulfils the contract of {@link Outbox}, except that its content is lost with the process.
 *
 * @example
 * ```ts
 * import { createMemoryOutbox } from '@sas-sos/testing';
 *
 * const outbox = createMemoryOutbox();
 * outbox.list(); // []
 * ```
 */
export function createMemoryOutbox({
  clock = systemClock,
}: MemoryOutboxOptions = {}): MemoryOutbox {
  const reports = new Map<number, StoredReport>();
  const lastStatuses = new Map<string, string>();
  const listeners = new Set<() => void>();
  let lastPosition = 0;

  const wake = () => {
    for (const listener of listeners) queueMicrotask(listener);
  };

  function finish(report: StoredReport, state: OutboxState): void {
    report.state = state;
    report.changedAt = clock.now();
  }

  function* dueReports(): Generator<StoredReport> {
    const held = new Set<string>();
    const now = clock.now();
    for (const report of reports.values()) {
      const { appointment, state, dueAt } = report;
      if (!isUnfinished(state)) continue;
      // A due time beyond the longest wait means that the clock has jumped back since it was set.
      const isDue = dueAt <= now || dueAt > now + longestWait;
      if (!held.has(appointment) && state === 'waiting' && isDue) yield report;
      held.add(appointment);
    }
  }

  function settleOne(settlement: OutboxSettlement): boolean {
    const { claim, outcome } = settlement;
    const report = reports.get(claim.position);
    if (report?.state !== 'waiting' || report.token !== claim.token) return false;
    report.token += 1;
    report.dueAt = clock.now();
    if (outcome === 'release') {
      report.attempts -= 1;
      return true;
    }
    if (outcome !== 'delivered') report.failure = { ...settlement.failure };
    if (outcome === 'retry') report.dueAt += settlement.afterMilliseconds;
    finish(report, outcome === 'retry' ? 'waiting' : outcome);
    return true;
  }

  function ageOfFirst(state: OutboxState): number {
    const first = [...reports.values()].find((report) => report.state === state);
    return first ? Math.max(0, clock.now() - first.storedAt) : 0;
  }

  return {
    async append({ appointment, status, follows, content }, { transaction } = {}) {
      if (transaction !== undefined) {
        throw SasError.ofOption(
          'transaction',
          'this outbox does not join transactions: leave it out.',
        );
      }
      const after = lastStatuses.get(appointment);
      if (after !== undefined && !follows.includes(after)) return { outcome: 'refused', after };
      lastPosition += 1;
      lastStatuses.set(appointment, status);
      reports.set(lastPosition, {
        ...{ position: lastPosition, appointment, status, content },
        ...{ state: 'waiting', attempts: 0, storedAt: clock.now(), changedAt: null },
        ...{ failure: null, traces: [], isFirst: after === undefined, token: 0 },
        dueAt: clock.now(),
      });
      wake();
      return { outcome: 'stored', position: lastPosition };
    },

    async claim({ limit, leaseMilliseconds }) {
      const claims: OutboxClaim[] = [];
      const now = clock.now();
      for (const report of dueReports()) {
        if (claims.length === limit) break;
        report.token += 1;
        report.attempts += 1;
        report.dueAt = now + leaseMilliseconds;
        const { position, appointment, content, token, attempts, isFirst, storedAt } = report;
        claims.push({
          ...{ position, appointment, content, token, attempt: attempts, isFirst },
          ageMilliseconds: Math.max(0, now - storedAt),
        });
      }
      return claims;
    },

    async settle(settlements) {
      return settlements.map(settleOne);
    },

    async find({ appointment, state, position, after = 0, limit }) {
      return [...reports.values()]
        .filter(
          (report) =>
            report.position > after &&
            (position === undefined || report.position === position) &&
            (appointment === undefined || report.appointment === appointment) &&
            (state === undefined || report.state === state),
        )
        .slice(0, limit)
        .map(toReport);
    },

    async amend(position, amendment) {
      const report = reports.get(position);
      if (report?.state !== 'aside') return false;
      const { action, by, reason } = amendment;
      const before = action === 'mend' ? { before: report.content } : {};
      report.traces = [...report.traces, { action, by, reason, at: clock.now(), ...before }];
      if (action === 'mend') report.content = amendment.content;
      finish(report, action === 'drop' ? 'dropped' : 'waiting');
      report.dueAt = clock.now();
      wake();
      return true;
    },

    async count() {
      const states = [...reports.values()].map(({ state }) => state);
      return {
        waiting: states.filter((state) => state === 'waiting').length,
        aside: states.filter((state) => state === 'aside').length,
        oldestWaitingMilliseconds: ageOfFirst('waiting'),
        oldestAsideMilliseconds: ageOfFirst('aside'),
      };
    },

    async purge({ olderThanMilliseconds }) {
      const before = clock.now() - olderThanMilliseconds;
      const old = [...reports.values()].filter(
        ({ state, changedAt }) => !isUnfinished(state) && (changedAt ?? 0) < before,
      );
      for (const { position } of old) reports.delete(position);
      return old.length;
    },

    watch(listener) {
      // A separate function for each call: the same listener may be added several times.
      const own = () => listener();
      listeners.add(own);
      return () => {
        listeners.delete(own);
      };
    },

    list: () => [...reports.values()].map(toReport),
  };
}

function isUnfinished(state: OutboxState): boolean {
  return state === 'waiting' || state === 'aside';
}

function toReport({ isFirst: _, token: __, dueAt: ___, ...report }: StoredReport): OutboxReport {
  return structuredClone(report);
}
