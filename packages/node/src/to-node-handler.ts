import {
  createOptionError,
  type FetchHandler,
  type HandlerContext,
  type Logger,
  silentLogger,
  toErrorResponse,
} from '@sas-sos/core';
import type { HostedRequest, NodeRequest, NodeResponse } from './node-message.js';
import { createPeerCertificateReader } from './peer-certificate.js';
import { sendResponse } from './send-response.js';
import { toWebRequest } from './to-web-request.js';

/** A listener of `node:http`, `node:https` and `node:http2`; a handler of Express 4 and 5. */
export type NodeHandler = (request: NodeRequest, response: NodeResponse) => void;

/** How a handler is mounted. */
export interface NodeHandlerOptions {
  /**
   * Path under which the handler answers, such as `/fhir`. For hosts that have no notion of one.
   *
   * @defaultValue the mount path of Express, else the root
   */
  readonly basePath?: string | undefined;
  /** @defaultValue says nothing */
  readonly logger?: Logger | undefined;
}

/**
 * Mounts a handler in `node:http`, or in Express as it is.
 *
 * Every request is answered here: Express's `next` is never called. The handler's
 * `context.signal` (and the `signal` of its request) is aborted when the caller leaves before the
 * answer is sent. A body that a parser took before is found in `request.body`.
 *
 * @throws SasError `SAS_OPTION_INVALID` when `basePath` does not start with a slash.
 * @example
 * ```ts
 * createServer(toNodeHandler(gateway, { basePath: '/fhir' })).listen(3000);
 * // or
 * express().use('/fhir', toNodeHandler(gateway));
 * ```
 */
export function toNodeHandler(
  handler: FetchHandler,
  options: NodeHandlerOptions = {},
): NodeHandler {
  const logger = options.logger ?? silentLogger;
  const fixedBasePath = readBasePath(options.basePath);
  const peerCertificateOf = createPeerCertificateReader();

  function toContext(
    nodeRequest: NodeRequest & HostedRequest,
    signal: AbortSignal,
  ): HandlerContext {
    const { baseUrl } = nodeRequest;
    return {
      basePath: fixedBasePath ?? (typeof baseUrl === 'string' ? baseUrl : ''),
      signal,
      remoteAddress: nodeRequest.socket?.remoteAddress,
      get peerCertificate() {
        return peerCertificateOf(nodeRequest);
      },
    };
  }

  async function serve(nodeRequest: NodeRequest, nodeResponse: NodeResponse): Promise<void> {
    const caller = watchCaller(nodeRequest, nodeResponse);
    const { signal } = caller;
    const sending = { nodeRequest, nodeResponse, signal, release: () => {} };
    let response: Response;
    try {
      const { request, release } = toWebRequest(nodeRequest, signal);
      sending.release = release;
      response = await handler(request, toContext(nodeRequest, signal));
    } catch (error) {
      response = toErrorResponse(error);
      if (!signal.aborted && response.status >= 500) {
        logger.error({ err: error }, 'A handler rejected instead of answering');
      }
    }
    try {
      await sendResponse({ ...sending, response });
    } catch (error) {
      if (!signal.aborted) logger.error({ err: error }, 'An answer could not be sent to its end');
      if (nodeResponse.writableEnded) return;
      if (nodeResponse.headersSent) throw error;
      for (const name of response.headers.keys()) nodeResponse.removeHeader(name);
      await sendResponse({ ...sending, response: toErrorResponse(error) });
    } finally {
      caller.markAnswered();
      sending.release();
    }
  }

  return (request, response) => {
    serve(request, response).catch(() => response.destroy());
  };
}

/** Aborts a signal when the caller leaves before it is answered. */
function watchCaller(nodeRequest: NodeRequest, nodeResponse: NodeResponse) {
  const controller = new AbortController();
  let isAnswered = false;
  const leave = () => {
    if (!isAnswered) controller.abort();
  };
  nodeResponse.once('close', leave);
  // A response that waits for those before it on the same connection is not told of its end.
  nodeRequest.once('close', () => {
    if (nodeRequest.socket?.destroyed) leave();
  });
  // An error of the connection: `close` follows, and says all there is to say.
  nodeResponse.on('error', () => {});
  return {
    signal: controller.signal,
    markAnswered() {
      isAnswered = true;
    },
  };
}

function readBasePath(basePath: string | undefined): string | undefined {
  if (basePath === undefined) return undefined;
  if (basePath === '' || /^\/[^?#]*$/.test(basePath)) return basePath.replace(/\/+$/, '');
  throw createOptionError('basePath', 'give a path that starts with a slash.');
}
