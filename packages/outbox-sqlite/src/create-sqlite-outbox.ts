import {
  type Clock,
  type Outbox,
  type OutboxClaim,
  type OutboxSettlement,
  SasError,
} from '@sas-sos/core';
import { createDueQueue } from './due-queue.js';
import type { SqliteDatabase } from './sqlite-driver.js';
import { type ReportRow, toReport } from './sqlite-rows.js';
import { prepareSqliteStatements } from './sqlite-statements.js';

/** Number of rows that one statement of a purge removes: few, so that nothing waits for long. */
const purgedAtOnce = 1000;

/**
 * Creates an outbox over a database that only this process has open.
 *
 * Leases and delays are kept in memory, with a monotonic clock: when this process ends, its claims
 * end too. What must survive it is in the file: that a report was claimed. Which reports are due is
 * kept in memory as well: nobody else changes the file.
 */
export function createSqliteOutbox(
  database: SqliteDatabase,
  {
    clock,
    checkFiles = () => {},
  }: {
    readonly clock: Clock;
    /** Throws when what is written would be lost. */
    readonly checkFiles?: (() => void) | undefined;
  },
): Outbox {
  const statements = prepareSqliteStatements(database);
  const listeners = new Set<() => void>();
  const queue = createDueQueue();
  /** Whether a change failed, so that the file may differ from what the queue was told. */
  let isStale = true;

  /** Runs work in one transaction, flushed to the disk at its end. */
  function write<Value>(work: () => Value): Value {
    return runCoded(() => {
      database.exec('BEGIN IMMEDIATE');
      try {
        const value = work();
        database.exec('COMMIT');
        return value;
      } catch (error) {
        isStale = true;
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      }
    });
  }

  function wake(): void {
    for (const listener of listeners) queueMicrotask(listener);
  }

  /** Reads which reports are due, but for those that are put off. */
  function refresh(): void {
    if (!isStale) return;
    const rows = statements.allFirst.all() as Pick<ReportRow, 'position'>[];
    queue.reset(rows.map(({ position }) => position));
    isStale = false;
  }

  /** Queues the first unfinished report of an appointment, unless it is kept aside. */
  function queueFirst(appointment: string): void {
    const first = statements.first.get(appointment) as ReportRow | undefined;
    if (first?.state === 'waiting') queue.add(first.position);
  }

  /** Takes reports out of the queue; after a failure, all that is due is read again. */
  function takeDue(limit: number): readonly ReportRow[] {
    refresh();
    isStale = true;
    const chosen: ReportRow[] = [];
    while (chosen.length < limit) {
      const positions = queue.take(limit - chosen.length);
      if (positions.length === 0) break;
      for (const position of positions) {
        const row = statements.read.get(position) as ReportRow | undefined;
        if (row?.state === 'waiting') chosen.push(row);
      }
    }
    isStale = false;
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

  /** Queues what a settlement made due. */
  function requeue(settlement: OutboxSettlement): void {
    const { claim, outcome } = settlement;
    const { position } = claim;
    if (outcome === 'retry') {
      queue.park(position, settlement.afterMilliseconds);
      return;
    }
    queue.forget(position);
    if (outcome === 'release') queue.add(position);
    if (outcome !== 'delivered') return;
    const row = statements.read.get(position) as ReportRow | undefined;
    if (row) queueFirst(row.appointment);
  }

  /** Queues after a change that is already written: the call it belongs to must not fail. */
  function queueAfter(work: () => void): void {
    try {
      work();
    } catch {
      isStale = true;
    }
  }

  return {
    async append({ appointment, status, follows, content }, { transaction } = {}) {
      if (transaction !== undefined) {
        throw SasError.ofOption('transaction', 'this outbox cannot join a transaction: omit it.');
      }
      runCoded(checkFiles);
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
      if (outcome.outcome === 'stored') {
        queueAfter(() => {
          const first = statements.first.get(appointment) as ReportRow | undefined;
          if (first?.position === outcome.position) queue.add(outcome.position);
        });
        wake();
      }
      runCoded(checkFiles);
      return outcome;
    },

    async claim({ limit, leaseMilliseconds }) {
      const rows = runCoded(() => takeDue(limit));
      if (rows.length === 0) {
        // What a removed file still holds is delivered; nobody may believe that this was all.
        runCoded(checkFiles);
        return [];
      }
      write(() => {
        for (const { position } of rows) statements.attempt.run(position);
      });
      return rows.map((row): OutboxClaim => {
        const { position, appointment, content, attempts, is_first, stored_at } = row;
        const token = queue.park(position, leaseMilliseconds);
        return {
          ...{ position, appointment, content, token, attempt: attempts + 1 },
          isFirst: is_first === 1,
          ageMilliseconds: Math.max(0, clock.now() - stored_at),
        };
      });
    },

    async settle(settlements) {
      // Of two settlements of a report, the first counts.
      const claimed = new Map(
        settlements.map(({ claim }) => [claim.position, queue.tokenOf(claim.position)]),
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
      queueAfter(() => {
        for (const [index, settlement] of settlements.entries()) {
          if (accepted[index]) requeue(settlement);
        }
      });
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
      const rows = runCoded(() => {
        checkFiles();
        return database.prepare(text).all(...values, limit) as ReportRow[];
      });
      return rows.map(toReport);
    },

    async amend(position, amendment) {
      runCoded(checkFiles);
      const appointment = write(() => {
        const row = statements.read.get(position) as ReportRow | undefined;
        if (row?.state !== 'aside') return undefined;
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
        return row.appointment;
      });
      if (appointment === undefined) return false;
      queueAfter(() => queueFirst(appointment));
      wake();
      return true;
    },

    async count() {
      runCoded(checkFiles);
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
