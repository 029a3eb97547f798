import type { HandlerContext } from '@sas-sos/core';
import { toReply, toRequest } from '@sas-sos/fhir-http';
import { createNodeBridge, type NodeHandlerOptions } from './node-bridge.js';
import type { NodeRequest, NodeResponse } from './node-message.js';

/** The decision of a guard: the request passes, or here is its answer. */
export type GuardVerdict<Pass> = Pass | { readonly kind: 'respond'; readonly response: Response };

/** A request that came through a guard: of Express or `node:http`, or of Fastify, which wraps one. */
export interface GuardedRequest {
  readonly method?: string | undefined;
  /** The request of `node:http`, under Fastify. */
  readonly raw?: object | undefined;
}

/** A guard before pages of a Node host. */
export interface NodeGuard<Pass> {
  /**
   * Checks a request: resolves with what the guard found if it passes, or with `undefined` once it
   * is answered or its caller has left. Never rejects.
   */
  (request: NodeRequest, response: NodeResponse): Promise<Pass | undefined>;
  /**
   * Middleware of Express, of Nest on both of its platforms, and of Fastify with `@fastify/middie`:
   * checks a request, and goes on to the next handler only if it passes.
   */
  readonly middleware: (request: NodeRequest, response: NodeResponse, next: () => void) => void;
  /** Returns what was found for a request that passed; `undefined` for any other. */
  passed(request: GuardedRequest): Pass | undefined;
}

// prelude: import { app } from './app.js';
// prelude: import { regulators } from './regulators.js';
/**
 * Puts a guard before handlers of `node:http` or Express: it checks a request, and either answers
 * it or returns what it found. It sees the request without its body, which is left to the next
 * handler.
 *
 * @returns a function that resolves with the guard's result if the request passes, or with
 *   `undefined` once it is answered or its caller has left. It never rejects: a guard that does is
 *   answered as by `toNodeHandler`. Its `middleware` does the same before all pages of a path.
 * @throws SasError `SAS_OPTION_INVALID` when `basePath` does not start with a slash.
 * @example
 * ```ts
 * const guard = toNodeGuard(regulators.guard);
 * app.use('/agenda', guard.middleware);
 * app.get('/agenda', (request, response) => {
 *   const right = guard.passed(request)?.right;
 *   response.send(right ? 'agenda' : 'Réservé aux régulateurs');
 * });
 * ```
 */
export function toNodeGuard<Pass extends { readonly kind: 'pass' }>(
  guard: (request: Request, context?: HandlerContext) => Promise<GuardVerdict<Pass>>,
  options: NodeHandlerOptions = {},
): NodeGuard<Pass> {
  const bridge = createNodeBridge(options, { hasBody: false });
  const found = new WeakMap<object, Pass | undefined>();

  async function check(
    nodeRequest: NodeRequest,
    nodeResponse: NodeResponse,
  ): Promise<Pass | undefined> {
    let passed: Pass | undefined;
    try {
      await bridge(nodeRequest, nodeResponse, async (request, context) => {
        const verdict = await guard(toRequest(request), context);
        if (verdict.kind === 'respond') return toReply(verdict.response);
        passed = verdict;
        return undefined;
      });
    } catch {
      nodeResponse.destroy();
    }
    found.set(nodeRequest, passed);
    return passed;
  }

  return Object.assign(check, {
    middleware(request: NodeRequest, response: NodeResponse, next: () => void) {
      void check(request, response).then((passed) => passed && next());
    },
    passed: (request: GuardedRequest) => found.get(request.raw ?? request),
  });
}
