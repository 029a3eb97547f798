import {
  type CallerGuard,
  type FetchHandler,
  type HandlerContext,
  isSasError,
  SasError,
} from '@sas-sos/core';
import {
  type FhirHandlerContext,
  type FhirTarget,
  isJsonFormat,
  type LateOutcome,
  resolveFhirTarget,
  responseChunks,
  toErrorResponse,
  toFhirResponse,
  withTimeLimit,
} from '@sas-sos/fhir-http';
import { acceptsJson, formatsOf } from './accept.js';
import { type CallerVerdict, createRecorder, type RequestProgress } from './audit.js';
import { toCapabilityStatement } from './capability-statement.js';
import { compress } from './compress.js';
import { withFixedHeaders } from './fixed-headers.js';
import { type GatewayOptions, readGatewayOptions } from './gateway-options.js';
import { createHealthHandler } from './health.js';
import { toPartRequest } from './part-request.js';
import { createRoutes, findAction } from './route.js';
import { withoutBody } from './without-body.js';

/** What a part is handed; the target is filled in once the request has been routed. */
interface PartContext extends FhirHandlerContext {
  target?: FhirTarget;
}

/** One FHIR endpoint: answers every request, under any host. */
export interface Gateway extends FetchHandler {
  /**
   * Answers a health probe: 200 `{"status":"pass"}` when every part can serve, 503
   * `{"status":"fail"}` when one cannot or does not say so within 2 seconds. To be mounted on a path
   * of its own, which the platform does not need to reach.
   */
  readonly health: FetchHandler;
}

// prelude: import { agenda } from './agenda.js';
/**
 * Makes one FHIR endpoint out of its parts: routing, `/metadata`, limits, compression, audit.
 *
 * A part is asked with `GET` where the caller says `HEAD` or `POST [type]/_search`, gets bodies
 * whole and within the limit, and finds in `context.signal` whether its answer is still of use.
 *
 * @throws SasError `SAS_OPTION_INVALID` when an option is wrong; `issues[0].expression` names it.
 * @example
 * ```ts
 * import { createSlotHandler } from '@sas-sos/slots';
 *
 * const gateway = createGateway({
 *   parts: [createSlotHandler({ agenda, placeIdSystem: 'https://editeur.example/ids' })],
 *   baseUrl: 'https://agenda.example/fhir',
 * });
 * const response = await gateway(new Request('https://agenda.example/metadata'));
 * ```
 */
export function createGateway(options: GatewayOptions): Gateway {
  const settings = readGatewayOptions(options);
  const { parts, guard, limits, software, logger } = settings;
  const routes = createRoutes(parts);
  const record = settings.audit && createRecorder({ ...settings, audit: settings.audit });
  const date = new Date(settings.clock.now()).toISOString();

  /** Checks a request, finds who answers it, and has it answered. */
  async function serve(
    request: Request,
    context: PartContext,
    progress: RequestProgress,
  ): Promise<Response> {
    if (guard) {
      progress.verdict = await judge(guard, request, context);
      if (progress.verdict.refusal) throw progress.verdict.refusal;
    }
    if (request.url.length > limits.urlLength) throw new SasError('SAS_URL_TOO_LONG');
    const target = resolveFhirTarget(request, context);
    progress.path = routes.find(target.segments);
    const action = findAction(progress.path, request.method);
    progress.action = action;
    checkAccept(request, target);
    const { part } = action;
    if (!part) return metadata(target);
    const asked = await toPartRequest(request, context, {
      action,
      target,
      bodyLimit: limits.bodyBytes,
    });
    context.signal?.throwIfAborted();
    progress.isAsked = true;
    context.target = asked.target;
    return part(asked.request, context);
  }

  /** Nobody comes in because a guard failed, or had nothing to say. */
  async function judge(
    ask: CallerGuard,
    request: Request,
    context: HandlerContext,
  ): Promise<CallerVerdict> {
    try {
      const verdict = await ask(request, context);
      if (verdict?.refusal || verdict?.caller) return verdict;
      logger.error({}, 'The guard said neither who is calling nor why not');
    } catch (err) {
      logger.error({ err }, 'The guard failed');
    }
    return { refusal: new SasError('SAS_CALLER_NOT_ADMITTED') };
  }

  function metadata({ baseUrl, query }: FhirTarget): Response {
    if (!formatsOf(query).every(isJsonFormat)) {
      throw new SasError('SAS_QUERY_FORMAT_UNKNOWN', { expression: '_format' });
    }
    return toFhirResponse(
      toCapabilityStatement({ parts, baseUrl, date, software, isGuarded: guard !== undefined }),
    );
  }

  function onLate(outcome: LateOutcome<Response>): void {
    logger.debug(
      'error' in outcome ? { err: outcome.error } : {},
      'A part answered after the time limit; its answer was dropped',
    );
    if ('value' in outcome && !responseChunks(outcome.value)) {
      void outcome.value.body?.cancel().catch(() => {});
    }
  }

  /** Turns what was thrown into an answer, and tells the operators when it is a failure of ours. */
  function refuse(error: unknown, isAbandoned: boolean): Response {
    const response = toErrorResponse(error);
    if (isAbandoned) logger.debug({ err: error }, 'The caller left before the answer');
    else if (!isSasError(error) || response.status >= 500) {
      logger.error({ err: error }, 'A request failed');
    }
    return response;
  }

  const handle: FetchHandler = async (request, context = {}) => {
    const startedAt = performance.now();
    const progress: RequestProgress = {};
    const caller = context.signal ?? request.signal;
    let response: Response;
    let isAbandoned = false;
    try {
      response = await withTimeLimit(
        async (signal) => {
          const answer = await serve(request, toPartContext(context, signal), progress);
          if (!settings.compression) return answer;
          return compress(answer, {
            acceptEncoding: request.headers.get('accept-encoding'),
            signal,
          });
        },
        // What a part did for a caller who left is what the audit trail has to say.
        { milliseconds: limits.milliseconds, signal: caller, outlastsCaller: true, onLate },
      );
    } catch (error) {
      isAbandoned = caller.aborted;
      response = refuse(blame(error, progress), isAbandoned);
    }
    response = withFixedHeaders(response);
    record?.({ progress, request, context, response, isAbandoned, startedAt });
    return request.method === 'HEAD' ? withoutBody(response) : response;
  };

  // The certificate costs something to get at: it stays a getter, for whoever asks for it.
  function toPartContext(context: HandlerContext, signal: AbortSignal): PartContext {
    return {
      basePath: context.basePath,
      baseUrl: settings.baseUrl ?? context.baseUrl,
      signal,
      remoteAddress: context.remoteAddress,
      get peerCertificate() {
        return context.peerCertificate;
      },
    };
  }

  return Object.assign(handle, { health: createHealthHandler({ parts, logger }) });
}

/** A time limit that passed before a part was asked was spent by the caller, sending its body. */
function blame(error: unknown, { action, isAsked }: RequestProgress): unknown {
  const isLate = isSasError(error) && error.code === 'SAS_TIME_LIMIT_EXCEEDED';
  return isLate && action?.part && !isAsked ? new SasError('SAS_BODY_TOO_SLOW') : error;
}

function checkAccept(request: Request, { query }: FhirTarget): void {
  if (acceptsJson(request.headers.get('accept')) || formatsOf(query).length > 0) return;
  throw new SasError('SAS_FORMAT_NOT_ACCEPTABLE');
}
