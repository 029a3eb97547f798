import { setTimeout as delay } from 'node:timers/promises';
import type { Agent, Dispatcher, Pool } from 'undici';
import { plainHttpCode } from './outbound-error.js';

/** A dispatcher whose certificate can be changed while it is in use. */
export interface RotatingDispatcher {
  /** What fetch is handed. */
  readonly dispatcher: Pick<Dispatcher, 'dispatch'>;
  /** Uses another agent from the next request on, unless closed; those under way end on theirs. */
  replace(options: Agent.Options): void;
  /** Takes no more requests; resolves once those under way have ended, or are ended for taking long. */
  close(): Promise<void>;
}

// A body that nobody reads would hold the end up for ever.
const longestClose = 5000;

/** Makes a dispatcher that stands before one agent after another. */
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
      // The agent is chosen here and not when fetch is called, which dispatches later.
      dispatch(request, handler) {
        if (!String(request.origin).startsWith('https:')) {
          throw Object.assign(new Error('Not HTTPS.'), { code: plainHttpCode });
        }
        return current.dispatch(request, handler);
      },
    },
    replace(next) {
      // A change of files that was met while closing.
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
  /** Takes no more requests; resolves once those under way have ended. */
  close(): Promise<void>;
  /** Breaks its connections off; an agent that is closing no longer knows them. */
  end(): Promise<void>;
}

function createAgent(options: Agent.Options): EndableAgent {
  const pools = new Set<Pool>();
  let loaded: Agent | undefined;
  // undici takes longer to load than all the rest: whoever makes no such call does without it.
  const loading = import('undici').then(({ Agent, Pool }) => {
    loaded = new Agent({
      ...options,
      factory(origin, poolOptions) {
        // The agent closes a pool without connections, and makes another when it is needed.
        for (const pool of pools) if (pool.closed) pools.delete(pool);
        const pool = new Pool(origin, poolOptions as Pool.Options);
        pools.add(pool);
        return pool;
      },
    });
    return loaded;
  });
  // A failure is reported to the requests, and there may be none.
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

/** Ends a request that no agent was asked to make, in the form of its caller's version of undici. */
function fail(handler: Dispatcher.DispatchHandler, error: Error): void {
  if (handler.onError) handler.onError(error);
  else handler.onResponseError?.(undefined as never, error);
}
