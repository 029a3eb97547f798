import type { PostgresConnection, PostgresPool } from './postgres-pool.js';

/** Delay before a lost connection is replaced, in milliseconds. */
const reconnectMilliseconds = 2000;

/**
 * Listens to notifications of other instances, on its own connection while there are listeners;
 * lost connections are replaced.
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

  async function connect(): Promise<void> {
    if (connection || isConnecting || listeners.size === 0) return;
    isConnecting = true;
    try {
      const next = await pool.connect();
      const lose = () => {
        if (connection === next) connection = undefined;
        else return;
        next.release(true);
        later();
      };
      connection = next;
      next.on('error', lose);
      next.on('end', lose);
      next.on('notification', wake);
      await next.query('LISTEN sas_outbox', []);
      // Notifications sent before this connection listened were missed.
      wake();
    } catch {
      connection?.release(true);
      connection = undefined;
      later();
    } finally {
      isConnecting = false;
    }
    if (listeners.size === 0) disconnect();
  }

  function disconnect(): void {
    clearTimeout(timer);
    timer = undefined;
    const last = connection;
    connection = undefined;
    last?.release(true);
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
