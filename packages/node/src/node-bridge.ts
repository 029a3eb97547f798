import { type HandlerContext, type Logger, SasError } from '@sas-sos/core';
import {
  createPeerCertificateReader,
  type ReadableRequest,
  type Reply,
  readLogger,
  toErrorReply,
} from '@sas-sos/fhir-http';
import { canBeLight, createLightRequest } from './light-request.js';
import {
  type HostedRequest,
  isHttp2,
  type NodeRequest,
  type NodeResponse,
} from './node-message.js';
import { sendResponse } from './send-response.js';
import { toWebRequest } from './to-web-request.js';

/** How to mount a handler or a guard. */
export interface NodeHandlerOptions {
  /**
   * Path under which the handler answers, such as `/fhir`. For hosts without mount paths.
   *
   * @defaultValue the mount path of Express, else the root
   */
  readonly basePath?: string | undefined;
  /** @defaultValue logs nothing */
  readonly logger?: Logger | undefined;
}

/** Passes a Node request to a handler, and sends the answer, if there is one. */
export type NodeBridge = (
  nodeRequest: NodeRequest,
  nodeResponse: NodeResponse,
  handler: (request: ReadableRequest, context: HandlerContext) => Promise<Reply | undefined>,
) => Promise<void>;

/**
 * Creates a bridge from `node:http` to Web handlers, for everything that is mounted in a Node host.
 *
 * @throws SasError `SAS_OPTION_INVALID` when `basePath` does not start with a slash.
 */
export function createNodeBridge(
  options: NodeHandlerOptions,
  { hasBody }: { readonly hasBody: boolean },
): NodeBridge {
  const logger = readLogger(options.logger);
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
        const { socket } = nodeRequest;
        const connection = isHttp2(nodeRequest) ? nodeRequest.stream?.session : socket;
        return connection && peerCertificateOf(socket, connection);
      },
    };
  }

  return async (nodeRequest, nodeResponse, handler) => {
    const caller = watchCaller(nodeRequest, nodeResponse);
    const { signal } = caller;
    const sending = { nodeRequest, nodeResponse, signal, release: () => {} };
    let reply: Reply | undefined;
    try {
      const { request, release } = canBeLight(nodeRequest, { hasBody })
        ? createLightRequest(nodeRequest, signal)
        : toWebRequest(nodeRequest, signal, { hasBody });
      sending.release = release;
      reply = await handler(request, toContext(nodeRequest, signal));
    } catch (error) {
      reply = toErrorReply(error);
      if (!signal.aborted && reply.status >= 500) {
        logger.error({ err: error }, 'A handler rejected instead of answering');
      }
    }
    if (!reply) return caller.markAnswered();
    try {
      await sendResponse({ ...sending, reply });
    } catch (error) {
      if (!signal.aborted) logger.error({ err: error }, 'An answer could not be sent completely');
      if (nodeResponse.writableEnded) return;
      if (nodeResponse.headersSent) throw error;
      for (const name of reply.headers.keys()) nodeResponse.removeHeader(name);
      const { cookies } = reply;
      const earlier = [nodeResponse.getHeader('set-cookie') ?? []].flat().map(String);
      nodeResponse.setHeader(
        'set-cookie',
        earlier.filter((cookie) => !cookies.includes(cookie)),
      );
      await sendResponse({ ...sending, reply: toErrorReply(error) });
    } finally {
      caller.markAnswered();
      sending.release();
    }
  };
}

/** Aborts a signal when the caller leaves before the answer. */
function watchCaller(nodeRequest: NodeRequest, nodeResponse: NodeResponse) {
  const controller = new AbortController();
  let isAnswered = false;
  const leave = () => {
    if (!isAnswered) controller.abort();
  };
  nodeResponse.once('close', leave);
  // A response that waits behind others on the same connection is not notified when that closes.
  nodeRequest.once('close', () => {
    if (nodeRequest.socket?.destroyed) leave();
  });
  // After an error of the connection `close` follows, which is enough.
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
  throw SasError.ofOption('basePath', 'give a path that starts with a slash.');
}
