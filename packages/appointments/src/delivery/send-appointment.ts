import type { OutboxFailure } from '@sas-sos/core';
import type { MutualTlsDispatcher } from '@sas-sos/mtls';
import type { Appointment, OperationOutcome } from 'fhir/r4.js';
import { parseRetryAfter } from './retry-delay.js';

/** How one exchange with the platform ended. */
export type SendOutcome =
  | { readonly outcome: 'delivered' }
  | { readonly outcome: 'refused'; readonly failure: OutboxFailure }
  | {
      readonly outcome: 'failed';
      readonly failure: OutboxFailure;
      /** What the platform asked for, in milliseconds. */
      readonly retryAfterMilliseconds: number | undefined;
    };

/** Sends one appointment; never rejects. */
export type AppointmentSender = (
  appointment: Appointment,
  /** `create`: nothing of this appointment was ever sent; `update` creates it too, where need be. */
  interaction: 'create' | 'update',
) => Promise<SendOutcome>;

/** Longest text kept of what the platform says. */
const longestText = 1000;

/** Statuses of 4xx that say nothing of the report itself. */
const passing: ReadonlySet<number> = new Set([408, 425, 429]);

/** Makes what sends appointments, through fhir-kit-client. */
export function createAppointmentSender({
  platformUrl,
  dispatcher,
  answerMilliseconds,
  now,
}: {
  readonly platformUrl: string;
  readonly dispatcher: MutualTlsDispatcher | undefined;
  /** Longest exchange. */
  readonly answerMilliseconds: number;
  readonly now: () => number;
}): AppointmentSender {
  // It has no CommonJS build; loaded with the first report and kept.
  const loading = once(async () => {
    const { Client } = await import('fhir-kit-client');
    // A redirection could lead a report anywhere, and turns a POST into a GET.
    const requestOptions = { redirect: 'manual', ...(dispatcher ? { dispatcher } : {}) };
    return new Client({ baseUrl: platformUrl, requestOptions });
  });

  return async (appointment, interaction) => {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), answerMilliseconds);
    try {
      const client = await loading();
      const resource = {
        resourceType: 'Appointment',
        body: { ...appointment },
        options: { signal: abort.signal },
      } as const;
      const [{ system, value } = {}] = appointment.identifier ?? [];
      await (interaction === 'create'
        ? client.create(resource)
        : client.update({ ...resource, searchParams: { identifier: `${system}|${value}` } }));
      return { outcome: 'delivered' };
    } catch (error) {
      // The error holds the URL and both bodies: nothing of it but this goes on.
      return toOutcome(error, abort.signal.aborted, now());
    } finally {
      clearTimeout(timer);
    }
  };
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** What fhir-kit-client throws of an answer; there is none of this after a network fault. */
interface AnswerError {
  readonly response?: { readonly status?: unknown; readonly data?: unknown };
  readonly config?: { readonly headers?: Headers };
}

function toOutcome(error: unknown, isTimeout: boolean, now: number): SendOutcome {
  const { response, config } = (error ?? {}) as AnswerError;
  const status = response?.status;
  if (typeof status !== 'number') {
    const text = isTimeout ? 'no answer in time' : findErrorCode(error);
    const failure = { code: 'SAS_PLATFORM_UNAVAILABLE', text } as const;
    return { outcome: 'failed', failure, retryAfterMilliseconds: undefined };
  }
  const headers = config?.headers;
  // Taken, and told so in a body that is no JSON.
  if (status >= 200 && status < 300 && headers?.has('location')) return { outcome: 'delivered' };
  const text = toText(response?.data);
  if (status >= 400 && status < 500 && !passing.has(status)) {
    return { outcome: 'refused', failure: { code: 'SAS_REPORT_REFUSED', status, text } };
  }
  return {
    outcome: 'failed',
    failure: { code: 'SAS_PLATFORM_UNAVAILABLE', status, text },
    retryAfterMilliseconds: parseRetryAfter(headers?.get('retry-after') ?? null, now),
  };
}

/** `ECONNREFUSED`, say: what went wrong with the network, by a code that holds no data. */
function findErrorCode(error: unknown): string {
  let current = error;
  for (let depth = 0; current instanceof Error && depth < 5; depth += 1) {
    if (
      'code' in current &&
      typeof current.code === 'string' &&
      /^[A-Z0-9_]+$/.test(current.code)
    ) {
      return current.code;
    }
    current = current.cause;
  }
  return 'no answer';
}

/** The text of an OperationOutcome, or the start of whatever else it is. */
function toText(data: unknown): string {
  if (typeof data === 'string') return toPlain(data);
  const { issue } = (data ?? {}) as Partial<OperationOutcome>;
  if (!Array.isArray(issue)) return toPlain(JSON.stringify(data) ?? '');
  const texts = issue
    .slice(0, 20)
    .map((each) => [each?.details?.text, each?.diagnostics, each?.expression?.toString()])
    .map((parts) => parts.filter((part) => typeof part === 'string' && part !== '').join(' — '));
  return toPlain(texts.filter((text) => text !== '').join('\n'));
}

function toPlain(text: string): string {
  return text
    .slice(0, longestText)
    .replace(/[^\P{C}\n]/gu, ' ')
    .trim();
}
