import { Agent, type Dispatcher } from 'undici';
import { plainHttpCode } from './outbound-error.js';

/** A dispatcher whose certificate can be changed while it is in use. */
export interface RotatingDispatcher {
  /** What fetch is handed. */
  readonly dispatcher: Pick<Dispatcher, 'dispatch'>;
  /** Uses another agent from the next request on; requests under way end on theirs. */
  replace(options: Agent.Options): void;
  /** Takes no more requests, and resolves once those under way have ended. */
  close(): Promise<void>;
}

/** Makes a dispatcher that stands before one agent after another. */
export function createRotatingDispatcher(options: Agent.Options): RotatingDispatcher {
  let agent = new Agent(options);
  let isClosed = false;
  const closing = new Set<Promise<void>>();

  function retire(old: Agent): void {
    const closed = old
      .close()
      .catch(() => {})
      .finally(() => closing.delete(closed));
    closing.add(closed);
  }

  return {
    dispatcher: {
      // The agent is chosen here and not when fetch is called, which dispatches later.
      dispatch(request, handler) {
        if (!String(request.origin).startsWith('https:')) {
          throw Object.assign(new Error('Not HTTPS.'), { code: plainHttpCode });
        }
        return agent.dispatch(request, handler);
      },
    },
    replace(next) {
      // A change of files that was met while closing.
      if (isClosed) return;
      const old = agent;
      agent = new Agent(next);
      retire(old);
    },
    async close() {
      isClosed = true;
      if (!agent.closed) retire(agent);
      await Promise.all(closing);
    },
  };
}
