import { SasError, type SasErrorCode } from '@sas-sos/core';
import { createNodeBridge, type NodeHandlerOptions } from './node-bridge.js';
import type { NodeRequest, NodeResponse } from './node-message.js';

/** An error handler of Express 4 and 5. */
export type BodyErrorHandler = (
  error: unknown,
  request: NodeRequest,
  response: NodeResponse,
  next: (error?: unknown) => void,
) => void;

/** By the `type` of an error of `body-parser`, which `express.json()` and its like are. */
const codes: ReadonlyMap<unknown, SasErrorCode> = new Map([
  ['entity.too.large', 'SAS_BODY_TOO_LARGE'],
  ['parameters.too.many', 'SAS_BODY_TOO_LARGE'],
  ['entity.parse.failed', 'SAS_BODY_NOT_JSON'],
  ['charset.unsupported', 'SAS_BODY_ENCODING'],
  ['encoding.unsupported', 'SAS_MEDIA_TYPE_UNSUPPORTED'],
  ['request.aborted', 'SAS_BODY_UNREADABLE'],
  ['request.size.invalid', 'SAS_BODY_UNREADABLE'],
]);

// prelude: import type { FetchHandler } from '@sas-sos/core';
// prelude: import { toNodeHandler } from '@sas-sos/node';
// prelude: declare const sas: { handler: FetchHandler };
/**
 * Creates an error handler for Express that answers with an OperationOutcome what a body parser
 * mounted before the SDK refused: a body that is broken, too large, or encoded in another way. Any
 * other error goes to `next`.
 *
 * @throws SasError `SAS_OPTION_INVALID` when `basePath` does not start with a slash.
 * @example
 * ```ts
 * import express from 'express';
 *
 * const app = express();
 * app.use(express.json());
 * app.use('/fhir', toNodeHandler(sas.handler), createBodyErrorHandler());
 * ```
 */
export function createBodyErrorHandler(options: NodeHandlerOptions = {}): BodyErrorHandler {
  const bridge = createNodeBridge(options, { hasBody: false });
  // Express recognises an error handler by its four parameters.
  return (error, request, response, next) => {
    const code = readCode(error);
    if (!code || response.headersSent) return next(error);
    // Not as the cause: the error of a parser quotes the body.
    const refuse = () => Promise.reject(new SasError(code));
    bridge(request, response, refuse).catch(() => response.destroy());
  };
}

function readCode(error: unknown): SasErrorCode | undefined {
  const { type, code } = (error ?? {}) as { readonly type?: unknown; readonly code?: unknown };
  const refusal = codes.get(type);
  if (refusal) return refusal;
  // What zlib says of a compressed body goes through a parser unchanged.
  const isZlib = /^(?:Z_|ERR_BROTLI|ERR__ERROR)/.test(String(code));
  return isZlib ? 'SAS_BODY_UNREADABLE' : undefined;
}
