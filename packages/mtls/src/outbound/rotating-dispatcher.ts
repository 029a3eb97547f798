import { setTimeout as delay } from 'node:timers/promises';
import type { Agent, Dispatcher, Pool } from 'undici';
import { plainHttpCode } from './outbound-error.js';

/** A dispatcher whose certificate can be changed while it is in use. */
export interface RotatingDispatcher {
  /** The dispatcher to pass to fetch. */
  readonly dispatcher: Pick<Dispatcher, 'dispatch'>;
  /** Uses a new agent from the next request on, unless closed; pending requests keep theirs. */
  replace(options: Agent.Options): void;
  /** Refuses new requests; resolves once pending ones have ended or, if too slow, been aborted. */
  close(): Promise<void>;
}

// A body that is never read would delay the close for ever.
const longestClose = 5000;

/** Creates a dispatcher that forwards to the current agent. */
export function createRotatingDispatcher(
  options: Agent.Options,
  patience = longestClose,
): RotatingDispatcher {
  let current = createAgent(options);
  let isClosed = false;
  const closing = new Map<EndableAgent, Promise<void>>();

  function retire(old: EndableAgent): void {
    const closed = old
      .close()
      .catch(() => {})
      .finally(() => closing.delete(old));
    closing.set(old, closed);
  }

  return {
    dispatcher: {
      // fetch dispatches some time after it is called: the agent must be chosen here.
      dispatch(request, handler) {
        if (!String(request.origin).startsWith('https:')) {
          throw Object.assign(new Error('Not HTTPS.'), { code: plainHttpCode });
        }
        return current.dispatch(request, handler);
      },
    },
    replace(next) {
      // The watched files may change while the dispatcher is closing.
      if (isClosed) return;
      const old = current;
      current = createAgent(next);
      retire(old);
    },
    async close() {
      if (!isClosed) retire(current);
      isClosed = true;
      const deadline = new AbortController();
      const { signal } = deadline;
      const late = delay(patience, undefined, { signal }).catch(() => {});
      await Promise.race([Promise.all(closing.values()), late]);
      deadline.abort();
      await Promise.all([...closing.keys()].map((old) => old.end()));
    },
  };
}

interface EndableAgent extends Pick<Dispatcher, 'dispatch'> {
  /** Refuses new requests; resolves once pending ones have ended. */
  close(): Promise<void>;
  /** Destroys its connections, which an agent that is closing no longer tracks. */
  end(): Promise<void>;
}

function createAgent(options: Agent.Options): EndableAgent {
  const pools = new Set<Pool>();
  let loaded: Agent | undefined;
  // undici takes longer to load than the rest of the package: servers that only check callers
  // never load it.
  const loading = import('undici').then(({ Agent, Pool }) => {
    loaded = new Agent({
      ...options,
      factory(origin, poolOptions) {
        // The agent closes a pool without connections, and opens another when needed.
        for (const pool of pools) if (pool.closed) pools.delete(pool);
        const pool = new Pool(origin, poolOptions as Pool.Options);
        pools.add(pool);
        return pool;
      },
    });
    return loaded;
  });
  // A failure is reported to each request; without requests, it must not be an unhandled rejection.
  loading.catch(() => {});
  return {
    dispatch(request, handler) {
      if (loaded) return loaded.dispatch(request, handler);
      loading.then(
        (agent) => agent.dispatch(request, handler),
        (error: Error) => fail(handler, error),
      );
      return true;
    },
    async close() {
      await (await loading).close();
    },
    async end() {
      await Promise.all([...pools].map((pool) => pool.destroy()));
    },
  };
}

/** Fails a request before any agent got it, through the callback of the caller's undici version. */
function fail(handler: Dispatcher.DispatchHandler, error: Error): void {
  if (handler.onError) handler.onError(error);
  else handler.onResponseError?.(undefined as never, error);
}
