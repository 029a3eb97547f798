import type {
  Clock,
  RegulatorAccountChange,
  RegulatorAccounts,
  RegulatorSaveOutcome,
} from '@sas-sos/core';
import type { ClientBase, Pool, QueryConfig } from 'pg';
import { queryUntilAborted } from './postgres-cancel.js';
import { inPostgresTransaction } from './postgres-transaction.js';
import { toRegulatorEvent } from './regulator-event.js';
import {
  type AccountRow,
  accountColumns,
  toAccountValues,
  toRegulatorAccount,
} from './regulator-row.js';

/**
 * One statement, with an index for each condition. It has no name, so it is planned each time: a
 * plan cached when the table was nearly empty would scan all of it until the next ANALYZE.
 */
export const postgresFindRegulators = `SELECT ${accountColumns.join(', ')} FROM regulator_account
  WHERE id = ANY($1::text[]) OR national_id = ANY($2::text[]) OR technical_id = ANY($2::text[])
    OR email_key = ANY($3::text[])`;

// An account and its event are one statement, so a change is one round trip, and atomic.
const addAccount = {
  name: 'add-regulator',
  text: `WITH written AS (
      INSERT INTO regulator_account
        (${accountColumns.join(', ')}, search_text, created_at, updated_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12)
      RETURNING id)
    INSERT INTO regulator_event (account_id, occurred_at, kind, changes)
    SELECT id, $12, $13, $14 FROM written`,
};

const replaceAccount = {
  name: 'replace-regulator',
  text: `WITH written AS (
      UPDATE regulator_account SET version = $2, national_id = $3, technical_id = $4, active = $5,
        email = $6, email_key = $7, family_name = $8, given_name = $9, details = $10,
        search_text = $11, updated_at = $12
      WHERE id = $1 AND version = $15
      RETURNING id, active),
    ended AS (
      DELETE FROM session USING written WHERE account_id = written.id AND NOT written.active)
    INSERT INTO regulator_event (account_id, occurred_at, kind, changes)
    SELECT id, $12, $13, $14 FROM written`,
};

// Always in the same order: two saves of the same accounts cannot deadlock.
const lockAccounts = {
  name: 'lock-regulators',
  text: 'SELECT FROM regulator_account WHERE id = ANY($1::text[]) ORDER BY id FOR UPDATE',
};

// unique_violation, serialization_failure and deadlock_detected: another save came first.
const staleStates: readonly unknown[] = ['23505', '40001', '40P01'];

const isStale = (error: unknown) =>
  staleStates.includes((error as { readonly code?: unknown } | null)?.code);

/**
 * Creates the SDK's port over the vendor's PostgreSQL; several instances may share it. A search is
 * cancelled in the database when its answer is no longer wanted; a save never is.
 */
export function createPostgresRegulatorAccounts(
  pool: Pool,
  { clock }: { readonly clock: Clock },
): RegulatorAccounts {
  return {
    async find({ ids = [], identifiers = [], emailKeys = [], signal }) {
      const query = { text: postgresFindRegulators, values: [ids, identifiers, emailKeys] };
      const rows = await queryUntilAborted<AccountRow>(pool, query, signal);
      return rows.map(toRegulatorAccount);
    },

    async save(changes, { signal }) {
      signal.throwIfAborted();
      const now = clock.now();
      const statements = changes.map((change) => toStatement(change, now));
      try {
        const [first, ...others] = statements;
        if (!first) return 'saved';
        if (others.length === 0) return await writeOne(pool, first);
        const ids = changes.map(({ after }) => after.id);
        return await writeAll(pool, ids, statements);
      } catch (error) {
        if (isStale(error)) return 'stale';
        throw error;
      }
    },
  };
}

function toStatement(change: RegulatorAccountChange, now: number): QueryConfig {
  const { before, after } = change;
  const { kind, changes } = toRegulatorEvent(change, now);
  const values = [...toAccountValues(after), new Date(now), kind, JSON.stringify(changes)];
  return before
    ? { ...replaceAccount, values: [...values, before.version] }
    : { ...addAccount, values };
}

/**
 * Runs one statement without a transaction. Not by `pool.query`, which closes its connection after
 * any error: a `stale` would cost ten times what a `saved` does.
 */
async function writeOne(pool: Pool, statement: QueryConfig): Promise<RegulatorSaveOutcome> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    return (await tryWrite(client, statement)) ? 'saved' : 'stale';
  } catch (error) {
    if (!isStale(error)) broken = error as Error;
    throw error;
  } finally {
    client.release(broken);
  }
}

function writeAll(
  pool: Pool,
  ids: readonly string[],
  statements: readonly QueryConfig[],
): Promise<RegulatorSaveOutcome> {
  return inPostgresTransaction(
    pool,
    async (client): Promise<RegulatorSaveOutcome> => {
      await client.query({ ...lockAccounts, values: [ids] });
      for (const statement of statements) if (!(await tryWrite(client, statement))) return 'stale';
      return 'saved';
    },
    (outcome) => outcome === 'saved',
  );
}

/** Runs a statement; returns `false` if the account has another version. */
async function tryWrite(
  client: Pick<ClientBase, 'query'>,
  statement: QueryConfig,
): Promise<boolean> {
  return (await client.query(statement)).rowCount === 1;
}
