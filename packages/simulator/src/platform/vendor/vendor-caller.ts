import { setTimeout as delay } from 'node:timers/promises';
import type { Check, VendorAnswer } from '@sas-sos/conformance';
import type { Clock } from '@sas-sos/core';
import type { MutualTlsDispatcher } from '@sas-sos/mtls';
import type { Exchange, ExchangeMessage } from '../../state/exchange.js';
import type { ExchangeLog } from '../../state/exchange-log.js';
import type { Fault, FaultSwitches } from '../../state/fault-switches.js';
import type { RawRequest } from './raw-request.js';
import { createRequestSender, toFailureCode, toFailureSentence } from './request-sender.js';
import { toRequestUrl, type VendorRequest } from './vendor-request.js';

/** Dependencies of the calls. */
export interface VendorCallerOptions {
  /** The vendor's FHIR base. */
  readonly vendorUrl: string;
  readonly dispatcher: MutualTlsDispatcher | undefined;
  readonly exchanges: ExchangeLog;
  readonly faults: FaultSwitches;
  readonly clock: Clock;
  /**
   * How long the platform waits for a complete answer.
   *
   * @defaultValue 7000
   */
  readonly timeoutMilliseconds?: number | undefined;
}

/** How a call ended. */
export interface VendorCall {
  /** Null if there was no answer. */
  readonly answer: VendorAnswer | null;
  /** Why there was none, in French. */
  readonly failure: string | null;
  /** Code of the network's fault; null if there was none, or it has no code. */
  readonly code: string | null;
  /** Whether a switch of the simulator is why there was no answer. */
  readonly isSimulated: boolean;
  readonly checks: readonly Check[];
  /** The one that counts comes first. */
  readonly exchanges: readonly [number, ...number[]];
}

/** Calls the vendor, and records what was exchanged. Never rejects. */
export type VendorCaller = (
  request: VendorRequest | RawRequest,
  check: (answer: VendorAnswer) => readonly Check[],
) => Promise<VendorCall>;

const silence = 'La plateforme n’envoie plus de requête (panne simulée) : rien à corriger.';

/** No answer. */
const nothing = { answer: null, text: '', bytes: 0 } as const;

/** When `cut` aborts. */
const cutMilliseconds = 200;

/** Creates a function that calls the vendor as the platform does, with the active faults. */
export function createVendorCaller({
  vendorUrl,
  dispatcher,
  exchanges,
  faults,
  clock,
  timeoutMilliseconds = 7000,
}: VendorCallerOptions): VendorCaller {
  const baseUrl = vendorUrl.replace(/\/+$/, '');
  const send = createRequestSender({ baseUrl, dispatcher });
  const toUrl = (request: VendorRequest | RawRequest) =>
    'url' in request ? request.url : toRequestUrl(baseUrl, request);

  async function callOnce(
    request: VendorRequest | RawRequest,
    check: (answer: VendorAnswer) => readonly Check[],
    fault: Fault | null,
  ): Promise<VendorCall> {
    const startedAt = clock.now();
    const { answer, text, bytes, failure, code, durationMilliseconds } =
      fault === 'down'
        ? { ...nothing, failure: silence, code: null, durationMilliseconds: 0 }
        : await ask(request, fault);
    const checks = answer ? check(answer) : [];
    const { number }: Exchange = exchanges.record({
      flow: request.flow,
      caller: 'platform',
      method: request.method,
      url: toUrl(request),
      startedAt,
      durationMilliseconds,
      request: toRequestMessage(request),
      status: answer?.status ?? null,
      response: answer && toResponseMessage(answer, { text, bytes }),
      failure,
      fault,
      checks,
      replayOf: 'url' in request ? request.replayOf : null,
      regulatorId: request.regulatorId ?? null,
    });
    const isSimulated = !answer && (fault === 'down' || fault === 'cut');
    return { answer, failure, code, isSimulated, checks, exchanges: [number] };
  }

  /** One request, and why it brought no answer. */
  async function ask(request: VendorRequest | RawRequest, fault: Fault | null) {
    const isCut = fault === 'cut';
    const waited = isCut ? Math.min(cutMilliseconds, timeoutMilliseconds) : timeoutMilliseconds;
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), waited);
    const clockedAt = performance.now();
    const elapsed = () => performance.now() - clockedAt;
    const fail = (failure: string, code: string | null = null) => ({
      ...nothing,
      failure,
      code,
      durationMilliseconds: elapsed(),
    });
    const left = isCut
      ? 'La plateforme a coupé avant la réponse (panne simulée) : rien à corriger.'
      : `Pas de réponse complète en ${timeoutMilliseconds / 1000} s, délai maximal de la plateforme.`;
    try {
      const { text, bytes, ...given } = await send(request, controller.signal);
      // A faster answer is lost too: the platform never learns of it.
      if (isCut) return fail(left);
      const durationMilliseconds = elapsed();
      const url = toUrl(request);
      return {
        answer: { ...given, url, durationMilliseconds },
        text,
        bytes,
        failure: null,
        code: null,
        durationMilliseconds,
      };
    } catch (error) {
      if (controller.signal.aborted) return fail(left);
      return fail(toFailureSentence(error), toFailureCode(error) ?? null);
    } finally {
      clearTimeout(timer);
    }
  }

  return async (request, check) => {
    const { slowMilliseconds } = faults.read();
    const fault = faults.take('calls');
    // The end of the process does not wait for it.
    if (fault === 'slow') await delay(slowMilliseconds, undefined, { ref: false });
    if (fault !== 'twice') return callOnce(request, check, fault);
    const ended: VendorCall[] = [];
    const call = async () => void ended.push(await callOnce(request, check, fault));
    await Promise.all([call(), call()]);
    return toFirst(ended);
  };
}

/** The first answer counts; a failure counts only if there is no answer. */
function toFirst(ended: readonly VendorCall[]): VendorCall {
  const ranked = [...ended.filter(({ answer }) => answer), ...ended.filter((call) => !call.answer)];
  const [first, ...others] = ranked as [VendorCall, ...VendorCall[]];
  const numbers = others.flatMap(({ exchanges }) => exchanges);
  return { ...first, exchanges: [...first.exchanges, ...numbers] };
}

/** The request, for the log. */
function toRequestMessage({ headers, body }: VendorRequest | RawRequest): ExchangeMessage {
  const text = typeof body === 'object' && body !== null ? JSON.stringify(body) : body;
  return { headers: Object.entries(headers), body: text, bodyBytes: Buffer.byteLength(text ?? '') };
}

/** The answer, for the log. */
function toResponseMessage(
  { headers }: VendorAnswer,
  { text, bytes }: { readonly text: string; readonly bytes: number },
): ExchangeMessage {
  const length = headers.get('content-length') ?? '';
  const isAsSent = /^\d{1,15}$/.test(length) && !headers.has('content-encoding');
  return {
    headers: [...headers],
    body: text === '' ? null : text,
    bodyBytes: isAsSent ? Number(length) : bytes,
  };
}
