import { isSasError, type OutboxFailure } from '@sas-sos/core';
import { withTimeLimit } from '@sas-sos/fhir-http';
import type { Appointment, OperationOutcome } from 'fhir/r4.js';
import { loadPlatformClient, type PlatformAnswer, type PlatformClient } from './platform-client.js';
import { parseRetryAfter } from './retry-delay.js';

/** The outcome of an exchange with the platform. */
export type SendOutcome =
  | { readonly outcome: 'delivered' }
  | { readonly outcome: 'refused'; readonly failure: OutboxFailure }
  | {
      readonly outcome: 'failed';
      readonly failure: OutboxFailure;
      /** Delay that the platform asked for, in milliseconds. */
      readonly retryAfterMilliseconds: number | undefined;
    };

/** Sends an appointment; never rejects. */
export type AppointmentSender = (
  appointment: Appointment,
  /** `create`: nothing was sent for this appointment before; `update` also creates if needed. */
  interaction: 'create' | 'update',
) => Promise<SendOutcome>;

/** Maximum length of the platform's text that is kept. */
const longestText = 1000;

/** 4xx statuses that are not about the report itself. */
const passing: ReadonlySet<number> = new Set([408, 425, 429]);

/** Creates a sender of appointments; its client is loaded when the first one is sent. */
export function createAppointmentSender({
  platformUrl,
  fetch,
  answerMilliseconds,
  now,
}: {
  readonly platformUrl: string;
  readonly fetch: typeof globalThis.fetch;
  /** Time limit of an exchange. */
  readonly answerMilliseconds: number;
  readonly now: () => number;
}): AppointmentSender {
  let loading: Promise<PlatformClient> | undefined;

  return async (appointment, interaction) => {
    try {
      // It ends in time even if `fetch` ignores its signal: `stop` waits for it.
      const answer = await withTimeLimit(
        async ({ signal }) => {
          loading ??= loadPlatformClient({ platformUrl, fetch });
          const request = await loading;
          return request(interaction, appointment, signal);
        },
        { milliseconds: answerMilliseconds },
      );
      return toOutcome(answer, now());
    } catch (error) {
      const isLate = isSasError(error) && error.code === 'SAS_TIME_LIMIT_EXCEEDED';
      const text = isLate ? 'no answer in time' : findErrorCode(error);
      const failure = { code: 'SAS_PLATFORM_UNAVAILABLE', text } as const;
      return { outcome: 'failed', failure, retryAfterMilliseconds: undefined };
    }
  };
}

function toOutcome({ status, headers, text: body }: PlatformAnswer, now: number): SendOutcome {
  const isSuccess = status >= 200 && status < 300;
  // With a Location the report was accepted, whatever the body is.
  if (isSuccess && headers.has('location')) return { outcome: 'delivered' };
  const data = body === undefined ? undefined : parseJson(body);
  if (isSuccess && data !== undefined) return { outcome: 'delivered' };
  const text = body === undefined ? {} : { text: toText(data) ?? toPlain(body) };
  const failure = (code: OutboxFailure['code']): OutboxFailure => ({
    code: body === undefined ? 'SAS_ANSWER_TOO_LARGE' : code,
    status,
    ...text,
  });
  if (status >= 400 && status < 500 && !passing.has(status)) {
    return { outcome: 'refused', failure: failure('SAS_REPORT_REFUSED') };
  }
  return {
    outcome: 'failed',
    failure: failure('SAS_PLATFORM_UNAVAILABLE'),
    retryAfterMilliseconds: parseRetryAfter(headers.get('retry-after'), now),
  };
}

/** Parses a body; `{}` if it is empty, `undefined` if it is not JSON. */
function parseJson(body: string): unknown {
  if (body === '') return {};
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** Finds the code of a network error, such as `ECONNREFUSED`, which contains no data. */
function findErrorCode(error: unknown): string {
  let current = error;
  for (let depth = 0; current instanceof Error && depth < 5; depth += 1) {
    const { code } = current as { readonly code?: unknown };
    // A fetch of `@sas-sos/mtls` wraps the network code in an error with its own code.
    if (!isSasError(current) && typeof code === 'string' && /^[A-Z0-9_]+$/.test(code)) return code;
    current = current.cause;
  }
  return 'no answer';
}

/** Extracts the text of an OperationOutcome, or of a JSON string; `undefined` for anything else. */
function toText(data: unknown): string | undefined {
  if (typeof data === 'string') return toPlain(data);
  const { issue } = (data ?? {}) as Partial<OperationOutcome>;
  if (!Array.isArray(issue)) return undefined;
  const texts = issue
    .slice(0, 20)
    .map((issue) => [issue?.details?.text, issue?.diagnostics, ...[issue?.expression].flat()])
    .map((parts) => parts.filter((part) => typeof part === 'string' && part !== '').join(' — '));
  return toPlain(texts.filter((text) => text !== '').join('\n'));
}

function toPlain(text: string): string {
  return text
    .slice(0, longestText)
    .replace(/[^\P{C}\n]/gu, ' ')
    .trim();
}
