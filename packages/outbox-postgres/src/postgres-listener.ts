import {
  checkMilliseconds,
  queryWithin,
  statementMilliseconds,
  takeConnection,
} from './postgres-connections.js';
import type { PostgresConnection, PostgresPool } from './postgres-pool.js';

/** Delay before a lost connection is replaced, in milliseconds. */
const reconnectMilliseconds = 2000;

/** Interval between two round trips on the connection, in milliseconds. */
const checkInterval = 10_000;

/**
 * Listens to notifications of other instances, on its own connection while there are listeners;
 * lost connections are replaced. One that is cut without a word looks like one on which nothing
 * happens, so it is asked for a round trip at intervals.
 */
export function createPostgresListener(pool: PostgresPool): {
  watch(listener: () => void): () => void;
  /** Calls the listeners of this process. */
  wake(): void;
} {
  const listeners = new Set<() => void>();
  let connection: PostgresConnection | undefined;
  let isConnecting = false;
  let timer: NodeJS.Timeout | undefined;
  let checks: NodeJS.Timeout | undefined;

  function wake(): void {
    for (const listener of listeners) listener();
  }

  function later(): void {
    if (timer || listeners.size === 0) return;
    timer = setTimeout(() => {
      timer = undefined;
      void connect();
    }, reconnectMilliseconds);
    timer.unref();
  }

  function lose(lost: PostgresConnection): void {
    if (connection !== lost) return;
    connection = undefined;
    clearInterval(checks);
    lost.release(true);
    later();
  }

  async function connect(): Promise<void> {
    // It would take the only connection, and everything else would wait for ever.
    if (pool.options?.max === 1) return;
    if (connection || isConnecting || listeners.size === 0) return;
    isConnecting = true;
    try {
      const next = await takeConnection(pool, statementMilliseconds);
      connection = next;
      next.on('error', () => lose(next));
      next.on('end', () => lose(next));
      next.on('notification', wake);
      await queryWithin(next, { text: 'LISTEN sas_outbox' });
      // Notifications sent before this connection listened were missed.
      wake();
      if (connection === next) checks = setInterval(() => void check(next), checkInterval).unref();
    } catch {
      if (connection) lose(connection);
      else later();
    } finally {
      isConnecting = false;
    }
    if (listeners.size === 0) disconnect();
  }

  async function check(checked: PostgresConnection): Promise<void> {
    try {
      await queryWithin(checked, { text: 'SELECT 1', milliseconds: checkMilliseconds });
    } catch {
      lose(checked);
    }
  }

  function disconnect(): void {
    clearTimeout(timer);
    timer = undefined;
    clearInterval(checks);
    const last = connection;
    connection = undefined;
    // pg says goodbye on an idle connection and waits for the other side, which may never answer;
    // one with a statement it cuts.
    if (last) void check(last).finally(() => last.release(true));
  }

  return {
    wake,
    watch(listener) {
      const own = () => listener();
      listeners.add(own);
      void connect();
      return () => {
        listeners.delete(own);
        if (listeners.size === 0 && !isConnecting) disconnect();
      };
    },
  };
}
