export type {
  FastifyHost,
  FastifyHostPlugin,
  FastifyHostReply,
  FastifyHostRequest,
} from './fastify-host.js';
export { toFastifyGuard } from './to-fastify-guard.js';
export { type FastifyHandlerOptions, toFastifyPlugin } from './to-fastify-plugin.js';
