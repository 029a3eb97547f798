import type { FetchHandler, Logger } from '@sas-sos/core';
import { toNodeHandler } from '@sas-sos/node';
import { copyHeaders } from './copy-headers.js';
import type { FastifyHostPlugin, FastifyHostRequest } from './fastify-host.js';

/** How to mount a handler. */
export interface FastifyHandlerOptions {
  /** @defaultValue logs nothing */
  readonly logger?: Logger | undefined;
}

// prelude: import { createGateway } from '@sas-sos/gateway';
// prelude: const gateway = createGateway({ parts: [] });
/**
 * Creates a plugin of Fastify that answers every request under its prefix with a handler.
 *
 * The handler reads the body from the connection: body parsers and body limits of the application
 * are not used there, and are left as they are elsewhere. The handler knows the prefix, the address
 * of the caller and its certificate, as under `toNodeHandler`. Headers that hooks have set are sent.
 *
 * @example
 * ```ts
 * import fastify from 'fastify';
 *
 * const app = fastify();
 * app.register(toFastifyPlugin(gateway), { prefix: '/fhir' });
 * ```
 */
export function toFastifyPlugin(
  handler: FetchHandler,
  { logger }: FastifyHandlerOptions = {},
): FastifyHostPlugin {
  const handle = toNodeHandler(handler, { logger });
  return (instance, _options, done) => {
    // Without `fastify-plugin`, this instance is the plugin's own.
    instance.removeAllContentTypeParsers();
    instance.addContentTypeParser('*', (_request, _payload, parsed) => parsed(null));
    const { prefix } = instance;
    const answer: Parameters<typeof instance.all>[1] = (request, reply) => {
      copyHeaders(reply);
      reply.hijack();
      // As Express does, for `toNodeHandler`.
      Object.assign(request.raw, { baseUrl: toBasePath(request, prefix) });
      handle(request.raw, reply.raw);
    };
    instance.all('/', answer);
    instance.all('/*', answer);
    done();
  };
}

/** The part of the path that the prefix stands for, which may have parameters. */
function toBasePath({ raw }: FastifyHostRequest, prefix: string): string {
  if (!/[:*]/.test(prefix)) return prefix.replace(/\/+$/, '');
  const [path = ''] = (raw.url ?? '').split('?', 1);
  return path.split('/').slice(0, prefix.replace(/\/+$/, '').split('/').length).join('/');
}
