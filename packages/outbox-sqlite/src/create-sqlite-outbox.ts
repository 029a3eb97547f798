import {
  type Clock,
  type Outbox,
  type OutboxClaim,
  type OutboxReport,
  type OutboxSettlement,
  SasError,
} from '@sas-sos/core';
import type { SqliteDatabase } from './sqlite-driver.js';
import { prepareSqliteStatements } from './sqlite-statements.js';

interface ReportRow {
  readonly position: number;
  readonly appointment: string;
  readonly is_first: 0 | 1;
  readonly status: string;
  readonly content: string;
  readonly state: OutboxReport['state'];
  readonly attempts: number;
  readonly stored_at: number;
  readonly changed_at: number | null;
  readonly failure: string | null;
  readonly traces: string;
}

/** Number of rows that one statement of a purge removes: few, so that nothing waits for long. */
const purgedAtOnce = 1000;

/**
 * Creates an outbox over a database that only this process has open.
 *
 * Leases and delays are kept in memory, with a monotonic clock: when this process ends, its claims
 * end too. What must survive it is in the file: that a report was claimed.
 */
export function createSqliteOutbox(
  database: SqliteDatabase,
  { clock }: { readonly clock: Clock },
): Outbox {
  const statements = prepareSqliteStatements(database);
  const listeners = new Set<() => void>();
  /** Reports that are claimed, or wait after a failure, until a time of `performance.now`. */
  const parked = new Map<number, { readonly token: number; readonly until: number }>();
  let lastToken = 0;

  /** Runs work in one transaction, flushed to the disk at its end. */
  function write<Value>(work: () => Value): Value {
    return runCoded(() => {
      database.exec('BEGIN IMMEDIATE');
      try {
        const value = work();
        database.exec('COMMIT');
        return value;
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      }
    });
  }

  function wake(): void {
    for (const listener of listeners) queueMicrotask(listener);
  }

  function chooseDue(limit: number): readonly ReportRow[] {
    const chosen: ReportRow[] = [];
    const now = performance.now();
    for (const { position } of statements.firstUnfinished.iterate() as Iterable<ReportRow>) {
      if ((parked.get(position)?.until ?? 0) > now) continue;
      chosen.push(statements.read.get(position) as ReportRow);
      if (chosen.length === limit) break;
    }
    return chosen;
  }

  function settleOne(settlement: OutboxSettlement): boolean {
    const { claim, outcome } = settlement;
    const { position } = claim;
    const { changes } =
      outcome === 'release'
        ? statements.release.run(position)
        : statements.settle.run(
            outcome === 'retry' ? 'waiting' : outcome,
            clock.now(),
            outcome === 'delivered' ? null : JSON.stringify(settlement.failure),
            position,
          );
    return Number(changes) === 1;
  }

  return {
    async append({ appointment, status, follows, content }, { transaction } = {}) {
      if (transaction !== undefined) {
        throw SasError.ofOption('transaction', 'this outbox cannot join a transaction: omit it.');
      }
      const outcome = write(() => {
        const last = statements.last.get(appointment) as Pick<ReportRow, 'status'> | undefined;
        const after = last?.status;
        if (after !== undefined && !follows.includes(after)) {
          return { outcome: 'refused', after } as const;
        }
        statements.remember.run(appointment, status);
        const isFirst = after === undefined ? 1 : 0;
        const { lastInsertRowid } = statements.insert.run(
          ...[appointment, isFirst, status, content, clock.now()],
        );
        return { outcome: 'stored', position: Number(lastInsertRowid) } as const;
      });
      if (outcome.outcome === 'stored') wake();
      return outcome;
    },

    async claim({ limit, leaseMilliseconds }) {
      const rows = runCoded(() => chooseDue(limit));
      if (rows.length === 0) return [];
      write(() => {
        for (const { position } of rows) statements.attempt.run(position);
      });
      const until = performance.now() + leaseMilliseconds;
      return rows.map((row): OutboxClaim => {
        const { position, appointment, content, attempts, is_first, stored_at } = row;
        lastToken += 1;
        parked.set(position, { token: lastToken, until });
        return {
          ...{ position, appointment, content, token: lastToken, attempt: attempts + 1 },
          isFirst: is_first === 1,
          ageMilliseconds: Math.max(0, clock.now() - stored_at),
        };
      });
    },

    async settle(settlements) {
      // Of two settlements of a report, the first counts.
      const claimed = new Map(
        settlements.map(({ claim }) => [claim.position, parked.get(claim.position)?.token]),
      );
      const accepted = settlements.map(({ claim }) => {
        const isLast = claimed.get(claim.position) === claim.token;
        if (isLast) claimed.delete(claim.position);
        return isLast;
      });
      if (!accepted.includes(true)) return accepted;
      const done = write(() =>
        settlements.map((settlement, index) => accepted[index] === true && settleOne(settlement)),
      );
      for (const [index, settlement] of settlements.entries()) {
        if (!accepted[index]) continue;
        const { position } = settlement.claim;
        if (settlement.outcome !== 'retry') parked.delete(position);
        else {
          // A token that belongs to no claim.
          lastToken += 1;
          const until = performance.now() + settlement.afterMilliseconds;
          parked.set(position, { token: lastToken, until });
        }
      }
      return done;
    },

    async find({ appointment, state, position, after, limit }) {
      const conditions: string[] = [];
      const values: (string | number)[] = [];
      const add = (condition: string, value: string | number | undefined) => {
        if (value === undefined) return;
        conditions.push(condition);
        values.push(value);
      };
      add('appointment = ?', appointment);
      add('position = ?', position);
      add('position > ?', after);
      add('state = ?', state);
      const where = conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '';
      const text = `SELECT * FROM outbox_report${where} ORDER BY position LIMIT ?`;
      const rows = runCoded(() => database.prepare(text).all(...values, limit) as ReportRow[]);
      return rows.map(toReport);
    },

    async amend(position, amendment) {
      const isDone = write(() => {
        const row = statements.read.get(position) as ReportRow | undefined;
        if (row?.state !== 'aside') return false;
        const { action, by, reason } = amendment;
        const before = action === 'mend' ? { before: row.content } : {};
        const trace = { action, by, reason, at: clock.now(), ...before };
        statements.amend.run(
          action === 'drop' ? 'dropped' : 'waiting',
          action === 'mend' ? amendment.content : row.content,
          clock.now(),
          JSON.stringify([...JSON.parse(row.traces), trace]),
          position,
        );
        return true;
      });
      if (isDone) wake();
      return isDone;
    },

    async count() {
      const row = runCoded(() => statements.count.get()) as Record<string, number | null>;
      const ageOf = (at: number | null | undefined) =>
        typeof at === 'number' ? Math.max(0, clock.now() - at) : 0;
      return {
        waiting: row['waiting'] ?? 0,
        aside: row['aside'] ?? 0,
        oldestWaitingMilliseconds: ageOf(row['oldest_waiting']),
        oldestAsideMilliseconds: ageOf(row['oldest_aside']),
      };
    },

    async purge({ olderThanMilliseconds }) {
      const before = clock.now() - olderThanMilliseconds;
      let purged = 0;
      for (;;) {
        const { changes } = write(() => statements.purge.run(before, purgedAtOnce));
        purged += Number(changes);
        if (Number(changes) < purgedAtOnce) return purged;
        // Lets other calls run in between.
        await new Promise<void>((resolve) => setImmediate(resolve));
      }
    },

    watch(listener) {
      const own = () => listener();
      listeners.add(own);
      return () => {
        listeners.delete(own);
      };
    },
  };
}

/** Converts a failure of the driver to an outbox error with a code. */
function runCoded<Value>(work: () => Value): Value {
  try {
    return work();
  } catch (cause) {
    throw new SasError('SAS_OUTBOX_UNAVAILABLE', { cause });
  }
}

function toReport(row: ReportRow): OutboxReport {
  const { position, appointment, status, content, state, attempts, stored_at, changed_at } = row;
  return {
    ...{ position, appointment, status, content, state, attempts },
    storedAt: stored_at,
    changedAt: changed_at,
    failure: row.failure === null ? null : JSON.parse(row.failure),
    traces: JSON.parse(row.traces),
  };
}
