import {
  isSasError,
  type Outbox,
  type OutboxClaim,
  type OutboxReport,
  SasError,
} from '@sas-sos/core';
import { migratePostgresOutbox } from './migrate-postgres-outbox.js';
import { createStatementRunner, queryWithin, type RunStatement } from './postgres-connections.js';
import { createPostgresListener } from './postgres-listener.js';
import type { PostgresPool, PostgresQueryable } from './postgres-pool.js';
import {
  amendStatement,
  appendAndNotifyStatement,
  appendStatement,
  claimStatement,
  countStatement,
  findStatement,
  lastStatusStatement,
  notifyStatement,
  purgeStatement,
  settleStatement,
} from './postgres-statements.js';

/** Options of an outbox on PostgreSQL. */
export interface PostgresOutboxOptions {
  /** The vendor's own `Pool` of pg; one of its connections is kept for `LISTEN`. */
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
  const listener = createPostgresListener(pool);
  const runOnPool = createStatementRunner(pool);
  let notifying: Promise<void> | undefined;
  let isNoticeDue = false;

  /** Notifies the other instances in the background; concurrent notifications are merged. */
  function notify(): void {
    listener.wake();
    if (notifying) {
      isNoticeDue = true;
      return;
    }
    notifying = runOnPool(notifyStatement, [])
      // They poll anyway, a little later.
      .catch(() => {})
      .then(() => {
        notifying = undefined;
        if (!isNoticeDue) return;
        isNoticeDue = false;
        notify();
      });
  }

  const run: RunStatement = (...statement) => withCode(() => runOnPool(...statement));

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

    async claim({ limit, leaseMilliseconds }) {
      const { rows } = await run(claimStatement, [limit, leaseMilliseconds]);
      return rows.map(toClaim).sort((a, b) => a.position - b.position);
    },

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
      const text = `${findStatement}${where} ORDER BY position LIMIT ${Math.trunc(limit)}`;
      const { rows } = await run(text, values);
      return rows.map(toReport);
    },

    async amend(position, amendment) {
      const { action, by, reason } = amendment;
      const content = action === 'mend' ? amendment.content : null;
      const { rowCount } = await run(amendStatement, [position, action, by, reason, content]);
      if (rowCount === 0) return false;
      notify();
      return true;
    },

    async count() {
      const [row] = (await run(countStatement, [])).rows;
      return {
        waiting: row.waiting,
        aside: row.aside,
        oldestWaitingMilliseconds: row.oldest_waiting,
        oldestAsideMilliseconds: row.oldest_aside,
      };
    },

    async purge({ olderThanMilliseconds }) {
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

/** Identifies a claim; pg returns their numbers as strings. */
function toKey(claim: { readonly position: number; readonly token: number }): string {
  return `${claim.position} ${claim.token}`;
}

/** PostgreSQL refuses U+0000, and the platform may send any text. */
function toJson(value: unknown): string {
  return JSON.stringify(value, (_, member) =>
    typeof member === 'string' ? member.replaceAll('\0', '').toWellFormed() : member,
  );
}

function toClaim(row: {
  readonly position: string;
  readonly appointment: string;
  readonly content: string;
  readonly token: string;
  readonly attempts: number;
  readonly is_first: boolean;
  readonly age: number;
}): OutboxClaim {
  return {
    position: Number(row.position),
    appointment: row.appointment,
    content: row.content,
    token: Number(row.token),
    attempt: row.attempts,
    isFirst: row.is_first,
    ageMilliseconds: row.age,
  };
}

function toReport({
  position,
  stored_at,
  changed_at,
  ...row
}: Omit<OutboxReport, 'position' | 'storedAt' | 'changedAt'> & {
  readonly position: string;
  readonly stored_at: number;
  readonly changed_at: number | null;
}): OutboxReport {
  return {
    ...row,
    position: Number(position),
    storedAt: Math.floor(stored_at),
    changedAt: changed_at === null ? null : Math.floor(changed_at),
  };
}
