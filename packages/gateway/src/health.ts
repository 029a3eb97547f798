import { type FetchHandler, type Logger, SasError } from '@sas-sos/core';
import {
  type FhirHandler,
  toBytesReply,
  toErrorResponse,
  toResponse,
  withTimeLimit,
} from '@sas-sos/fhir-http';
import { withoutBody } from './without-body.js';

const checkMilliseconds = 2000;

/** Answers whether every part can serve: 200 or 503, without the reason. */
export function createHealthHandler(options: {
  readonly parts: readonly FhirHandler[];
  readonly logger: Logger;
}): FetchHandler {
  const { parts, logger } = options;

  async function isReady(part: FhirHandler, caller: AbortSignal): Promise<boolean> {
    const { check } = part;
    if (!check) return true;
    try {
      await withTimeLimit(({ signal }) => check.call(part, signal), {
        milliseconds: checkMilliseconds,
        signal: caller,
        onLate: () => logger.debug({}, 'A health check ended after its time limit'),
      });
      return true;
    } catch (err) {
      if (!caller.aborted) {
        const resourceTypes = part.resources.map(({ type }) => type);
        logger.error({ err, resourceTypes }, 'A part of the gateway cannot serve');
      }
      return false;
    }
  }

  return async (request, context) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return toErrorResponse(new SasError('SAS_METHOD_NOT_ALLOWED', { allow: ['GET', 'HEAD'] }));
    }
    const caller = context?.signal ?? request.signal;
    const ready = await Promise.all(parts.map((part) => isReady(part, caller)));
    const pass = ready.every(Boolean);
    const body = new TextEncoder().encode(JSON.stringify({ status: pass ? 'pass' : 'fail' }));
    const reply = toBytesReply([body], {
      status: pass ? 200 : 503,
      headers: [
        ['content-type', 'application/health+json'],
        ['cache-control', 'no-store'],
        ['x-content-type-options', 'nosniff'],
      ],
    });
    return toResponse(request.method === 'HEAD' ? withoutBody(reply) : reply);
  };
}
