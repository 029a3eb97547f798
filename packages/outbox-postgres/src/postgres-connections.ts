import { isSasError } from '@sas-sos/core';
import { withTimeLimit } from '@sas-sos/fhir-http';
import type { PostgresConnection, PostgresPool, PostgresQueryable } from './postgres-pool.js';

type Result = Awaited<ReturnType<PostgresQueryable['query']>>;

/** Time limit of a statement, waiting for its connection included, in milliseconds. */
export const statementMilliseconds = 8000;

/** Time limit of the round trip that checks a connection, in milliseconds. */
export const checkMilliseconds = 2000;

/** Runs a statement on a connection of the pool. */
export type RunStatement = (
  text: string,
  values: unknown[],
  /** @defaultValue {@link statementMilliseconds} */
  milliseconds?: number,
) => Promise<Result>;

/**
 * Creates a function that runs statements, each within a time limit, whatever the settings of the
 * pool. A connection that reaches the limit is closed, and so are the idle ones that do not answer
 * either: a firewall that drops one connection has usually dropped its neighbours, and each of
 * them would cost another time limit.
 */
export function createStatementRunner(pool: PostgresPool): RunStatement {
  let isChecking = false;

  async function checkIdle(): Promise<void> {
    if (isChecking) return;
    isChecking = true;
    const idle = Array.from({ length: pool.idleCount ?? 0 });
    // One that fails is closed, and that is all there is to do.
    await Promise.allSettled(idle.map(() => runOnce('SELECT 1', [], checkMilliseconds)));
    isChecking = false;
  }

  async function runOnce(text: string, values: unknown[], milliseconds: number): Promise<Result> {
    const until = performance.now() + milliseconds;
    const connection = await takeConnection(pool, milliseconds);
    let isBroken = true;
    // A lost connection rejects its statement; without a listener it would also throw.
    const ignore = () => {};
    connection.on('error', ignore);
    try {
      const left = Math.max(1, until - performance.now());
      const result = await queryWithin(connection, { text, values, milliseconds: left });
      isBroken = false;
      return result;
    } finally {
      connection.release(isBroken);
      if (!isBroken) connection.removeListener('error', ignore);
    }
  }

  return async (text, values, milliseconds = statementMilliseconds) => {
    try {
      return await runOnce(text, values, milliseconds);
    } catch (error) {
      if (isSasError(error) && error.code === 'SAS_TIME_LIMIT_EXCEEDED') void checkIdle();
      throw error;
    }
  };
}

const survived = new WeakSet<PostgresPool>();

/**
 * Lets the process survive a connection that is lost just after it was made, as when PostgreSQL
 * stops: pg takes its own error listener away before whoever asked for the connection can add one,
 * and an `error` without a listener is thrown.
 */
export function surviveLostConnections(pool: PostgresPool): void {
  if (survived.has(pool)) return;
  survived.add(pool);
  pool.on?.('connect', (connection) => connection.on('error', () => {}));
}

/**
 * Takes a connection from the pool; one that comes too late goes back to it.
 *
 * @throws SasError `SAS_TIME_LIMIT_EXCEEDED`
 */
export function takeConnection(
  pool: PostgresPool,
  milliseconds: number,
): Promise<PostgresConnection> {
  return withTimeLimit(() => pool.connect(), {
    milliseconds,
    onLate(outcome) {
      if ('value' in outcome) outcome.value.release();
    },
  });
}

/**
 * Runs a statement. After the time limit the connection still waits for the answer: close it.
 *
 * @throws SasError `SAS_TIME_LIMIT_EXCEEDED`
 */
export function queryWithin(
  client: PostgresQueryable,
  {
    text,
    values = [],
    milliseconds = statementMilliseconds,
  }: {
    readonly text: string;
    readonly values?: unknown[];
    readonly milliseconds?: number;
  },
): Promise<Result> {
  return withTimeLimit(() => client.query(text, values), { milliseconds });
}
