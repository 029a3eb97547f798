import type { FetchHandler } from '@sas-sos/core';
import { exchangeOf, toReply, toRequest } from '@sas-sos/fhir-http';
import { createNodeBridge, type NodeHandlerOptions } from './node-bridge.js';
import type { NodeRequest, NodeResponse } from './node-message.js';

/** A listener of `node:http`, `node:https` and `node:http2`; a handler of Express 4 and 5. */
export type NodeHandler = (request: NodeRequest, response: NodeResponse) => void;

// prelude: import { createGateway } from '@sas-sos/gateway';
// prelude: const gateway = createGateway({ parts: [] });
/**
 * Mounts a handler in `node:http`, or directly in Express.
 *
 * It answers every request: it never calls Express's `next`. The handler's `context.signal` (and
 * the `signal` of its request) is aborted when the caller leaves before the answer is sent. A body
 * that a parser already read is taken from `request.body`.
 *
 * @throws SasError `SAS_OPTION_INVALID` when `basePath` does not start with a slash.
 * @example
 * ```ts
 * import { createServer } from 'node:http';
 * import express from 'express';
 *
 * createServer(toNodeHandler(gateway, { basePath: '/fhir' })).listen(3000);
 * // or
 * express().use('/fhir', toNodeHandler(gateway));
 * ```
 */
export function toNodeHandler(
  handler: FetchHandler,
  options: NodeHandlerOptions = {},
): NodeHandler {
  const bridge = createNodeBridge(options, { hasBody: true });
  const exchange =
    exchangeOf(handler) ??
    (async (request, context) => toReply(await handler(toRequest(request), context)));
  return (request, response) => {
    bridge(request, response, exchange).catch(() => response.destroy());
  };
}
