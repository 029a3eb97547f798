import type { HandlerContext } from '@sas-sos/core';
import { toReply, toRequest } from '@sas-sos/fhir-http';
import { createNodeBridge, type NodeHandlerOptions } from './node-bridge.js';
import type { NodeRequest, NodeResponse } from './node-message.js';

/** The decision of a guard: the request passes, or here is its answer. */
export type GuardVerdict<Pass> = Pass | { readonly kind: 'respond'; readonly response: Response };

// prelude: import { app } from './app.js';
// prelude: import { regulators } from './regulators.js';
/**
 * Puts a guard before handlers of `node:http` or Express: it checks a request, and either answers
 * it or returns what it found. It sees the request without its body, which is left to the next
 * handler.
 *
 * @returns a function that resolves with the guard's result if the request passes, or with
 *   `undefined` once it is answered or its caller has left. It never rejects: a guard that does is
 *   answered as by `toNodeHandler`.
 * @throws SasError `SAS_OPTION_INVALID` when `basePath` does not start with a slash.
 * @example
 * ```ts
 * const guard = toNodeGuard(regulators.guard);
 * app.use('/agenda', async (request, response, next) => {
 *   const visit = await guard(request, response);
 *   if (!visit) return;
 *   response.locals.right = visit.right;
 *   next();
 * });
 * ```
 */
export function toNodeGuard<Pass extends { readonly kind: 'pass' }>(
  guard: (request: Request, context?: HandlerContext) => Promise<GuardVerdict<Pass>>,
  options: NodeHandlerOptions = {},
): (request: NodeRequest, response: NodeResponse) => Promise<Pass | undefined> {
  const bridge = createNodeBridge(options, { hasBody: false });
  return async (nodeRequest, nodeResponse) => {
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
    return passed;
  };
}
