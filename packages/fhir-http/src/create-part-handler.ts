import type { Logger } from '@sas-sos/core';
import { type Exchange, withExchange } from './exchange.js';
import type { FhirHandlerContext } from './fhir-target.js';
import { toResponse } from './reply.js';
import { toErrorReply } from './to-operation-outcome.js';

/**
 * Creates the handler of a part, which gateways of the SDK call by its exchange: errors become
 * answers, and `failure` is logged with those that are on our side.
 */
export function createPartHandler(
  exchange: Exchange,
  { logger, failure }: { readonly logger: Logger; readonly failure: string },
): (request: Request, context?: FhirHandlerContext) => Promise<Response> {
  const answer: Exchange = async (request, context) => {
    try {
      return await exchange(request, context);
    } catch (error) {
      const signal = context.signal ?? request.signal;
      if (signal.aborted) throw signal.reason;
      const reply = toErrorReply(error);
      if (reply.status >= 500) logger.error({ err: error }, failure);
      return reply;
    }
  };
  return withExchange(
    async (request: Request, context: FhirHandlerContext = {}) =>
      toResponse(await answer(request, context)),
    answer,
  );
}
