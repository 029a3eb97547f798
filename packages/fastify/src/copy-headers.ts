import type { ServerResponse } from 'node:http';
import type { FastifyHostReply } from './fastify-host.js';

/** Keeps what hooks have set: Fastify writes its own headers only with an answer of its own. */
export function copyHeaders(reply: FastifyHostReply): void {
  // `setHeader` is the same in both classes.
  const response = reply.raw as ServerResponse;
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) response.setHeader(name, value);
  }
}
