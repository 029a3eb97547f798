import {
  type CallerGuard,
  type FetchHandler,
  type HandlerContext,
  isSasError,
  SasError,
} from '@sas-sos/core';
import {
  type Exchange,
  exchangeOf,
  type FhirHandler,
  type FhirHandlerContext,
  type FhirTarget,
  isJsonFormat,
  type LateOutcome,
  type ReadableRequest,
  type Reply,
  toErrorReply,
  toFhirReply,
  toReply,
  toRequest,
  toResponse,
  withExchange,
  withTimeLimit,
} from '@sas-sos/fhir-http';
import { acceptsJson, formatsOf } from './accept.js';
import { createAdmission } from './admission.js';
import { type CallerVerdict, createRecorder, type RequestProgress } from './audit.js';
import { toCapabilityStatement } from './capability-statement.js';
import { compress } from './compress.js';
import { createFindPath } from './find-path.js';
import { withFixedHeaders } from './fixed-headers.js';
import { type GatewayOptions, readGatewayOptions } from './gateway-options.js';
import { createHealthHandler } from './health.js';
import { createMeasureExchange } from './measure-exchange.js';
import { toPartRequest } from './part-request.js';
import { createRoutes, findAction } from './route.js';
import { createTurns, type Turns } from './turns.js';
import { withoutBody } from './without-body.js';

/** What a part receives; the target is filled in once the request has been routed. */
interface PartContext extends FhirHandlerContext {
  target?: FhirTarget;
}

/** One FHIR endpoint: answers every request, under any host. */
export interface Gateway extends FetchHandler {
  /**
   * Answers a health probe: 200 `{"status":"pass"}` when every part can serve, 503
   * `{"status":"fail"}` when one cannot, or does not answer within 2 seconds. Mount it on its own
   * path, which the platform does not need to reach.
   */
  readonly health: FetchHandler;
}

// prelude: import { agenda } from './agenda.js';
/**
 * Creates one FHIR endpoint from its parts: routing, `/metadata`, limits, compression, audit.
 *
 * A part receives `GET` for a caller's `HEAD` or `POST [type]/_search`, and complete bodies within
 * the limit; `context.signal` aborts when its answer is no longer needed.
 *
 * @throws SasError `SAS_OPTION_INVALID` when an option is invalid; `issues[0].expression` names it.
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
  const findPath = createFindPath({ routes: createRoutes(parts), baseUrl: settings.baseUrl });
  const record = settings.audit && createRecorder({ ...settings, audit: settings.audit });
  const measure = createMeasureExchange();
  const admission = createAdmission({
    most: limits.requests,
    milliseconds: limits.milliseconds,
    logger,
  });
  // Each part has its own: one that hangs does not hold up the others.
  const turns = new Map(parts.map((part) => [part, createTurns(limits.concurrency)]));
  const date = new Date(settings.clock.now()).toISOString();

  /** Checks a request, finds the part for it, and has it answered. */
  async function serve(
    request: ReadableRequest,
    context: PartContext,
    progress: RequestProgress,
  ): Promise<Reply> {
    if (guard) {
      progress.verdict = await judge(guard, toRequest(request), context);
      if (progress.verdict.refusal) throw progress.verdict.refusal;
    }
    if (request.url.length > limits.urlLength) throw new SasError('SAS_URL_TOO_LONG');
    const { target, path } = findPath(request, context);
    progress.path = path;
    const action = findAction(path, request.method);
    progress.action = action;
    checkAccept(request, target);
    const { part } = action;
    if (!part) return metadata(target);
    const asked = await toPartRequest(request, context, {
      action,
      target,
      limits,
    });
    context.signal?.throwIfAborted();
    progress.admitted = admission.admit();
    progress.isAsked = true;
    context.target = asked.target;
    const call = () => callPart(part, asked.request, context);
    const answer = await (turns.get(part) as Turns).run(call, context.signal);
    progress.admitted.end(true);
    return answer;
  }

  /** A guard that fails, or returns nothing, admits nobody. */
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

  function metadata({ baseUrl, query }: FhirTarget): Reply {
    if (!formatsOf(query).every(isJsonFormat)) {
      throw new SasError('SAS_QUERY_FORMAT_UNKNOWN', { expression: '_format' });
    }
    return toFhirReply(
      toCapabilityStatement({ parts, baseUrl, date, software, isGuarded: guard !== undefined }),
    );
  }

  function onLate(outcome: LateOutcome<Reply>): void {
    logger.debug(
      'error' in outcome ? { err: outcome.error } : {},
      'A request ended after the time limit; its answer was dropped',
    );
    if ('value' in outcome) void outcome.value.stream?.cancel().catch(() => {});
  }

  /** Converts an error to an answer, and logs it if it is a failure on our side. */
  function refuse(error: unknown, isAbandoned: boolean): Reply {
    const reply = toErrorReply(error);
    if (isAbandoned) logger.debug({ err: error }, 'The caller left before the answer');
    else if (
      !isSasError(error) ||
      (reply.status >= 500 && error.code !== 'SAS_REQUESTS_TOO_MANY')
    ) {
      logger.error({ err: error }, 'A request failed');
    }
    return reply;
  }

  async function answer(
    request: ReadableRequest,
    context: HandlerContext,
    progress: RequestProgress,
  ): Promise<Reply> {
    const startedAt = performance.now();
    const caller = context.signal ?? request.signal;
    let reply: Reply;
    try {
      reply = await withTimeLimit(
        async ({ signal }) => {
          const served = await serve(request, toPartContext(context, signal), progress);
          if (!settings.compression) return served;
          return compress(served, {
            acceptEncoding: request.headers.get('accept-encoding'),
            signal,
          });
        },
        // The audit trail must record what a part did even for a caller who left.
        { milliseconds: limits.milliseconds, signal: caller, outlastsCaller: true, onLate },
      );
    } catch (error) {
      progress.isAbandoned = caller.aborted;
      reply = refuse(blame(error, progress), caller.aborted);
    } finally {
      progress.admitted?.end(false);
    }
    reply = withFixedHeaders(reply);
    record?.({ progress, request, context, reply, startedAt });
    return request.method === 'HEAD' ? withoutBody(reply) : reply;
  }

  const exchange: Exchange = (request, context) => {
    const progress: RequestProgress = {};
    return measure(request, progress, () => answer(request, context, progress));
  };
  const handle: FetchHandler = async (request, context = {}) =>
    toResponse(await exchange(request, context));

  // Reading the certificate is expensive: it stays a getter, for parts that need it.
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

  return Object.assign(withExchange(handle, exchange), {
    health: createHealthHandler({ parts, logger }),
  });
}

/** Calls a part without a `Request` and a `Response`, if it can be. */
async function callPart(
  part: FhirHandler,
  request: ReadableRequest,
  context: FhirHandlerContext,
): Promise<Reply> {
  const exchange = exchangeOf(part);
  return exchange ? exchange(request, context) : toReply(await part(toRequest(request), context));
}

/** If the time limit passed before a part was called, the caller spent it on sending its body. */
function blame(error: unknown, { action, isAsked }: RequestProgress): unknown {
  const isLate = isSasError(error) && error.code === 'SAS_TIME_LIMIT_EXCEEDED';
  return isLate && action?.part && !isAsked ? new SasError('SAS_BODY_TOO_SLOW') : error;
}

function checkAccept(request: ReadableRequest, { query }: FhirTarget): void {
  if (acceptsJson(request.headers.get('accept')) || formatsOf(query).length > 0) return;
  throw new SasError('SAS_FORMAT_NOT_ACCEPTABLE');
}
