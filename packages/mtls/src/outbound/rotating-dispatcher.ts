import { setTimeout as delay } from 'node:timers/promises';
import { Agent, type Dispatcher, Pool } from 'undici';
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
    const closed = old.agent
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
        return current.agent.dispatch(request, handler);
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
      isClosed = true;
      if (!current.agent.closed) retire(current);
      const deadline = new AbortController();
      const { signal } = deadline;
      const late = delay(patience, undefined, { signal }).catch(() => {});
      await Promise.race([Promise.all(closing.values()), late]);
      deadline.abort();
      await Promise.all([...closing.keys()].map((old) => old.end()));
    },
  };
}

interface EndableAgent {
  readonly agent: Agent;
  /** Breaks its connections off; an agent that is closing no longer knows them. */
  end(): Promise<void>;
}

function createAgent(options: Agent.Options): EndableAgent {
  const pools = new Set<Pool>();
  const agent = new Agent({
    ...options,
    factory(origin, poolOptions) {
      // The agent closes a pool without connections, and makes another when it is needed.
      for (const pool of pools) if (pool.closed) pools.delete(pool);
      const pool = new Pool(origin, poolOptions as Pool.Options);
      pools.add(pool);
      return pool;
    },
  });
  return {
    agent,
    async end() {
      await Promise.all([...pools].map((pool) => pool.destroy()));
    },
  };
}
