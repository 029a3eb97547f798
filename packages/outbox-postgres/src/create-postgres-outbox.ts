import { isSasError, type Outbox, type OutboxClaim, SasError } from '@sas-sos/core';
import { claimDueReports, release } from './claim-due-reports.js';
import { releaseStrayStatement } from './claim-statements.js';
import { createLostClaims } from './lost-claims.js';
import { migratePostgresOutbox } from './migrate-postgres-outbox.js';
import {
  createStatementRunner,
  queryWithin,
  type RunStatement,
  surviveLostConnections,
} from './postgres-connections.js';
import { createPostgresListener } from './postgres-listener.js';
import type { PostgresPool, PostgresQueryable } from './postgres-pool.js';
import { type PostgresRow, toCount, toReport } from './postgres-rows.js';
import {
  amendStatement,
  appendAndNotifyStatement,
  appendStatement,
  countStatement,
  findStatement,
  lastStatusStatement,
  notifyStatement,
  purgeStatement,
  settleStatement,
} from './postgres-statements.js';

/** Options of an outbox on PostgreSQL. */
export interface PostgresOutboxOptions {
  /**
   * The vendor's own `Pool` of pg. One of its connections is kept for `LISTEN`, unless its `max` is
   * 1: what other instances store is then found at the next look.
   */
  readonly pool: PostgresPool;
}

/** An {@link Outbox} on PostgreSQL 12 or later, shared by any number of instances. */
export interface PostgresOutbox extends Outbox<PostgresQueryable> {
  /**
   * Creates the tables, or migrates them to the version of this package; several instances may call
   * it at once.
   *
   * @throws SasError `SAS_OUTBOX_SCHEMA` when they have a later version;
   *   `SAS_OUTBOX_UNAVAILABLE`.
   */
  migrate(): Promise<void>;
}

/**
 * Least time between two notifications, in milliseconds: each is a transaction of its own. The last
 * one of a process that ends before is lost; other instances find the reports at their next look.
 */
const noticeMilliseconds = 10;

/** Number of rows that one statement of a purge removes. */
const purgedAtOnce = 5000;

/** Time limit of one statement of a purge, in milliseconds. */
const purgeMilliseconds = 60_000;

// prelude: declare const connectionString: string;
/**
 * Creates an outbox in the vendor's PostgreSQL.
 *
 * `append` accepts a `transaction`: the vendor's own client, between its `BEGIN` and its `COMMIT`.
 * Times come from the database.
 *
 * Every statement has a time limit of eight seconds, whatever the settings of the pool; a minute
 * for those of a purge. A connection that reaches it is closed, except that of a `transaction`,
 * which is the vendor's: close it instead of rolling back.
 *
 * @throws SasError `SAS_OPTION_INVALID`; every method: `SAS_OUTBOX_UNAVAILABLE`, `SAS_OUTBOX_SCHEMA`
 * @example
 * ```ts
 * import { Pool } from 'pg';
 *
 * const outbox = createPostgresOutbox({ pool: new Pool({ connectionString }) });
 * await outbox.migrate();
 * ```
 * @see `docs/reference/outbox.sql`
 */
export function createPostgresOutbox({ pool }: PostgresOutboxOptions): PostgresOutbox {
  if (typeof pool?.query !== 'function' || typeof pool.connect !== 'function') {
    throw SasError.ofOption('pool', 'give a Pool of pg.');
  }
  surviveLostConnections(pool);
  const listener = createPostgresListener(pool);
  const runOnPool = createStatementRunner(pool);
  let isNotifying = false;
  let isNoticeDue = false;

  /** Notifies the other instances in the background; further notifications are merged. */
  function notifyOthers(): void {
    isNoticeDue = isNotifying;
    if (isNotifying) return;
    isNotifying = true;
    void runOnPool(notifyStatement, [])
      // They look by themselves anyway, a little later.
      .catch(() => {})
      .then(() => setTimeout(endNotice, noticeMilliseconds).unref());
  }

  function endNotice(): void {
    isNotifying = false;
    if (isNoticeDue) notifyOthers();
  }

  function notify(): void {
    listener.wake();
    notifyOthers();
  }

  const run: RunStatement = (...statement) => withCode(() => runOnPool(...statement));
  const claims = createLostClaims(run);

  /** Releases the reports behind those that were just finished. */
  async function releaseBehind(rows: readonly PostgresRow[]): Promise<void> {
    if (!rows.some((row) => row['is_holding'] === 'true')) return;
    // What was finished is finished; the next claim releases what this does not.
    await release(run).catch(() => {});
  }

  return {
    migrate: () => migratePostgresOutbox(pool),

    async append({ appointment, status, follows, content }, { transaction } = {}) {
      const ask: RunStatement = transaction
        ? (text, values) => withCode(() => queryWithin(transaction, { text, values }))
        : run;
      const text = transaction ? appendAndNotifyStatement : appendStatement;
      const { rows } = await ask(text, [appointment, status, follows, content]);
      if (rows[0]) {
        if (!transaction) notify();
        return { outcome: 'stored', position: Number(rows[0].position) };
      }
      const last = await ask(lastStatusStatement, [appointment]);
      return { outcome: 'refused', after: String(last.rows[0]?.status) };
    },

    claim: (options) =>
      claims.follow(
        (token) => claimDueReports(run, { ...options, token }),
        options.leaseMilliseconds,
      ),

    async settle(settlements) {
      if (settlements.length === 0) return [];
      // Of two settlements of a claim the first counts; with both, the statement would use either.
      const firsts = new Map(
        settlements.toReversed().map((settlement) => [toKey(settlement.claim), settlement]),
      );
      const values = [...firsts.values()].map((settlement) => ({
        ...{ position: settlement.claim.position, token: settlement.claim.token },
        outcome: settlement.outcome,
        delay: settlement.outcome === 'retry' ? settlement.afterMilliseconds : 0,
        failure: 'failure' in settlement ? settlement.failure : undefined,
      }));
      const { rows } = await run(settleStatement, [toJson(values)]);
      await releaseBehind(rows);
      const settled = new Set(rows.map(toKey));
      return settlements.map(({ claim }) => settled.delete(toKey(claim)));
    },

    async find({ appointment, state, position, after, limit }) {
      const conditions: string[] = [];
      const values: unknown[] = [];
      const add = (condition: string, value: unknown) => {
        if (value === undefined) return;
        values.push(value);
        conditions.push(`${condition} $${values.length}`);
      };
      add('appointment =', appointment);
      add('position =', position);
      add('position >', after);
      add('state =', state);
      const where = conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '';
      // Not `position` alone: that is the column of the result, a text, in which 10 is before 9.
      const text = `${findStatement}${where} ORDER BY sas_outbox_report.position LIMIT ${Math.trunc(limit)}`;
      const { rows } = await run(text, values);
      return rows.map(toReport);
    },

    async amend(position, amendment) {
      const { action, by, reason } = amendment;
      const content = action === 'mend' ? amendment.content : null;
      const { rows } = await run(amendStatement, [position, action, by, reason, content]);
      if (rows.length === 0) return false;
      await releaseBehind(rows);
      notify();
      return true;
    },

    async count() {
      const { rows } = await run(countStatement, []);
      return toCount(rows[0] ?? {});
    },

    async purge({ olderThanMilliseconds }) {
      await run(releaseStrayStatement, [], purgeMilliseconds);
      let purged = 0;
      for (;;) {
        const values = [olderThanMilliseconds, purgedAtOnce];
        const { rowCount } = await run(purgeStatement, values, purgeMilliseconds);
        purged += rowCount ?? 0;
        if ((rowCount ?? 0) < purgedAtOnce) return purged;
      }
    },

    watch: listener.watch,
  };
}

/**
 * Gives the errors of a statement their code.
 *
 * @throws SasError `SAS_OUTBOX_UNAVAILABLE`, `SAS_OUTBOX_SCHEMA`
 */
async function withCode<Value>(run: () => Promise<Value>): Promise<Value> {
  try {
    return await run();
  } catch (cause) {
    if (isSasError(cause) && cause.code !== 'SAS_TIME_LIMIT_EXCEEDED') throw cause;
    const code = (cause as { readonly code?: unknown } | null)?.code;
    // undefined_table, undefined_column
    const isSchema = code === '42P01' || code === '42703';
    throw new SasError(isSchema ? 'SAS_OUTBOX_SCHEMA' : 'SAS_OUTBOX_UNAVAILABLE', { cause });
  }
}

/** Identifies a claim; rows have its numbers as texts. */
function toKey({ position, token }: Pick<OutboxClaim, 'position' | 'token'> | PostgresRow): string {
  return `${position} ${token}`;
}

/** PostgreSQL refuses U+0000, and the platform may send any text. */
function toJson(value: unknown): string {
  return JSON.stringify(value, (_, member) =>
    typeof member === 'string' ? member.replaceAll('\0', '').toWellFormed() : member,
  );
}
