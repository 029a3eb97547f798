import type { HandlerContext } from '@sas-sos/core';
import { type GuardVerdict, toNodeGuard } from '@sas-sos/node';
import { copyHeaders } from './copy-headers.js';
import type { FastifyHostReply, FastifyHostRequest } from './fastify-host.js';
import type { FastifyHandlerOptions } from './to-fastify-plugin.js';

// prelude: import fastify from 'fastify';
// prelude: import { regulators } from './regulators.js';
// prelude: const app = fastify();
/**
 * Puts a guard before pages of Fastify: it checks a request, and either answers it or returns what
 * it found.
 *
 * @returns a function that resolves with the guard's result if the request passes, or with
 *   `undefined` once it is answered or its caller has left: then the page returns `reply`. It never
 *   rejects.
 * @example
 * ```ts
 * const guard = toFastifyGuard(regulators.guard);
 * app.get('/agenda', async (request, reply) => {
 *   const visit = await guard(request, reply);
 *   if (!visit) return reply;
 *   return visit.right ? 'agenda' : reply.code(403).send('Réservé aux régulateurs');
 * });
 * ```
 */
export function toFastifyGuard<Pass extends { readonly kind: 'pass' }>(
  guard: (request: Request, context?: HandlerContext) => Promise<GuardVerdict<Pass>>,
  { logger }: FastifyHandlerOptions = {},
): (request: FastifyHostRequest, reply: FastifyHostReply) => Promise<Pass | undefined> {
  const check = toNodeGuard(guard, { logger });
  return async (request, reply) => {
    copyHeaders(reply);
    const passed = await check(request.raw, reply.raw);
    if (!passed) reply.hijack();
    return passed;
  };
}
