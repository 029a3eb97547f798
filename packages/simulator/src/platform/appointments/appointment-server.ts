import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Check } from '@sas-sos/conformance';
import {
  type CallerGuard,
  type Clock,
  type HandlerContext,
  type Logger,
  SasError,
} from '@sas-sos/core';
import {
  createPeerCertificateReader,
  fhirMediaType,
  readBody,
  resolveFhirTarget,
} from '@sas-sos/fhir-http';
import { type Context, Hono } from 'hono';
import type { ExchangeMessage } from '../../state/exchange.js';
import type { ExchangeLog } from '../../state/exchange-log.js';
import type { Fault, FaultSwitches } from '../../state/fault-switches.js';
import type { StateStore } from '../../state/state-store.js';
import { answerPlatformRequest } from './answer-platform-request.js';
import { answerFault, waitUnlessLeft, writeTwice } from './connection-faults.js';
import { findOperatorOfBody } from './find-operator.js';
import { type PlatformAnswer, toErrorAnswer } from './platform-answer.js';

/** Dependencies of the platform's server of appointments. */
interface AppointmentServerOptions {
  readonly state: StateStore;
  readonly exchanges: ExchangeLog;
  readonly faults: FaultSwitches;
  /** If absent, every caller is admitted. */
  readonly guard: CallerGuard | undefined;
  /** Its FHIR base, such as `http://127.0.0.1:4000/fhir`. */
  readonly url: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

type PlatformEnvironment = { Bindings: HttpBindings };

const bodyLimit = 1024 * 1024;

/** Sentences for exchanges that ended without an answer. */
const failures = {
  down: 'Connexion fermée d’emblée : le simulateur joue la panne.',
  cut: 'Connexion coupée avant tout enregistrement (panne simulée) : rien à corriger.',
  'cut-after':
    'Connexion coupée après l’enregistrement, sans réponse (panne simulée) : rien à corriger.',
  left: 'L’appelant est parti avant la réponse.',
} as const;

/**
 * Creates the server to which vendors report appointments (INT_R03), mounted at the path of `url`.
 */
export function createAppointmentServer(
  options: AppointmentServerOptions,
): Hono<PlatformEnvironment> {
  const { state, exchanges, faults, guard, url, clock, logger } = options;
  const basePath = new URL(url).pathname;
  const peerCertificateOf = createPeerCertificateReader();

  function toContext({ incoming }: HttpBindings): HandlerContext {
    return {
      basePath,
      baseUrl: url,
      remoteAddress: incoming.socket.remoteAddress,
      peerCertificate: peerCertificateOf(incoming.socket),
    };
  }

  /** Checks who is calling; a guard that fails admits nobody. */
  async function admit(request: Request, context: HandlerContext): Promise<readonly Check[]> {
    if (!guard) return [];
    const verdict = await guard(request, context);
    if (!verdict.caller) throw verdict.refusal ?? new SasError('SAS_CALLER_NOT_ADMITTED');
    const message = 'Le certificat est celui du logiciel attendu.';
    return [{ rule: 'appointments.certificate', severity: 'error', passed: true, message }];
  }

  async function answer(request: Request, received: Received, fault: Fault | null) {
    let checks: readonly Check[] = [];
    try {
      checks = await admit(request, received.context);
      received.body = await readBody(request, { limit: bodyLimit, signal: request.signal });
      if (fault === 'cut') return undefined;
      const played = answerFault(fault, isWrite(request));
      if (played) return { ...played, checks };
      const { method, headers } = request;
      const target = resolveFhirTarget(request, received.context);
      const given = answerPlatformRequest(
        { state, clock },
        { method, headers, target, body: received.body },
      );
      return { ...given, checks: [...checks, ...given.checks] };
    } catch (error) {
      const refused = await toErrorAnswer(error, checks);
      const isOurs = refused.status >= 500;
      if (isOurs) logger.error({ name: (error as Error)?.name }, 'A report could not be answered');
      return refused.status === 401 || refused.status === 403
        ? { ...refused, checks: [toRefusedCaller(refused)] }
        : refused;
    }
  }

  async function serve({ req, env }: Context<PlatformEnvironment>): Promise<Response> {
    const request = req.raw;
    const { incoming, outgoing } = env;
    const { slowMilliseconds } = faults.read();
    const fault = faults.take('appointments', (active) => active !== 'refuse' || isWrite(request));
    const received: Received = {
      context: toContext(env),
      body: new Uint8Array(),
      startedAt: clock.now(),
      clockedAt: performance.now(),
    };

    function record(given: PlatformAnswer | undefined, end: Ending): void {
      exchanges.record({
        flow: 'appointments',
        caller: 'vendor',
        method: request.method,
        url: `${new URL(url).origin}${incoming.url ?? ''}`,
        startedAt: received.startedAt,
        durationMilliseconds: performance.now() - received.clockedAt,
        request: toMessage([...request.headers], received.body),
        status: end.response?.status ?? null,
        response: end.response ? toMessage([...end.response.headers], end.body) : null,
        failure: end.failure,
        fault,
        checks: given?.checks ?? [],
        regulatorId: findOperatorOfBody(state.read().regulators, received.body)?.id ?? null,
      });
    }

    function hangUp(failure: keyof typeof failures, given?: PlatformAnswer): Response {
      record(given, { failure: failures[failure] });
      incoming.socket.destroy();
      return RESPONSE_ALREADY_SENT;
    }

    if (fault === 'down') return hangUp('down');
    const given = await answer(request, received, fault);
    if (!given) return hangUp('cut');
    if (fault === 'cut-after') return hangUp('cut-after', given);
    if (fault === 'slow') await waitUnlessLeft(outgoing, slowMilliseconds);
    if (incoming.socket.destroyed) return hangUp('left', given);
    const body = new TextEncoder().encode(given.resource ? JSON.stringify(given.resource) : '');
    const response = toResponse(given, body);
    record(given, { response, body, failure: null });
    if (fault === 'twice') {
      writeTwice(outgoing, response, request.method === 'HEAD' ? new Uint8Array() : body);
    }
    return response;
  }

  return new Hono<PlatformEnvironment>().all('*', serve);
}

const isWrite = ({ method }: Request): boolean => method === 'POST' || method === 'PUT';

interface Received {
  readonly context: HandlerContext;
  body: Uint8Array;
  readonly startedAt: number;
  readonly clockedAt: number;
}

/** How an exchange ended: with an answer, or why without one. */
type Ending =
  | { readonly response: Response; readonly body: Uint8Array; readonly failure: null }
  | { readonly response?: undefined; readonly failure: string };

function toResponse({ status, headers, resource }: PlatformAnswer, body: Uint8Array): Response {
  return new Response(resource ? (body as Uint8Array<ArrayBuffer>) : null, {
    status,
    headers: {
      ...(resource ? { 'content-type': fhirMediaType } : {}),
      'content-length': String(body.byteLength),
      'cache-control': 'no-store',
      ...headers,
    },
  });
}

function toMessage(
  headers: readonly (readonly [string, string])[],
  body: Uint8Array,
): ExchangeMessage {
  const { byteLength } = body;
  return {
    headers,
    body: byteLength === 0 ? null : new TextDecoder().decode(body),
    bodyBytes: byteLength,
  };
}

function toRefusedCaller({ resource }: PlatformAnswer): Check {
  const issue = resource?.resourceType === 'OperationOutcome' ? resource.issue[0] : undefined;
  const message = issue?.details?.text ?? 'Le certificat n’est pas celui du logiciel attendu.';
  return { rule: 'appointments.certificate', severity: 'error', passed: false, message };
}
