import type {
  Exchange,
  ExchangeDraft,
  ExchangeMessage,
  ExchangeSummary,
  Flow,
} from './exchange.js';
import { redactMessage, redactUrl } from './redact.js';

/** A class of statuses. */
export type StatusClass = '2xx' | '3xx' | '4xx' | '5xx' | 'none';

/** Which exchanges to list. */
export interface ExchangeQuery {
  readonly flow?: Flow | undefined;
  /** Only failed ones: no answer, a status of 400 or more, or a failed check. */
  readonly failedOnly?: boolean | undefined;
  /** Only answers of this class, or without an answer. */
  readonly status?: StatusClass | undefined;
  /** Only those whose URL or bodies contain it, in any case. */
  readonly text?: string | undefined;
  /** Only replays of this exchange. */
  readonly replayOf?: number | undefined;
  /** Only those about this regulator. */
  readonly regulatorId?: string | undefined;
  /** Only those with a smaller number, the latest first. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** The latest 10,000 exchanges; their bodies as far as there is room. */
export interface ExchangeLog {
  record(draft: ExchangeDraft): Exchange;
  /** Latest first. */
  list(query: ExchangeQuery): readonly ExchangeSummary[];
  find(number: number): Exchange | undefined;
  /** Number of exchanges that are kept, or of those that a query lists. */
  count(query?: Omit<ExchangeQuery, 'limit' | 'before'>): number;
  /** Adds the regulator to an exchange, if it became known later. */
  attribute(number: number, regulatorId: string): void;
  /** Deletes them; the numbering continues. */
  clear(): void;
  /** Called with each exchange as it is recorded. Returns a function that stops it. */
  subscribe(listener: (summary: ExchangeSummary) => void): () => void;
}

/** Limits of the log. */
interface ExchangeLogBounds {
  readonly exchanges: number;
  /** Bytes of one body. */
  readonly bodyBytes: number;
  /** Bytes of all bodies. */
  readonly allBodyBytes: number;
}

const defaultBounds: ExchangeLogBounds = {
  exchanges: 10_000,
  bodyBytes: 256 * 1024,
  allBodyBytes: 64 * 1024 * 1024,
};

interface Entry {
  exchange: Exchange;
  summary: ExchangeSummary;
  readonly hasFailed: boolean;
  /** Bytes of the two bodies that are kept. */
  keptBytes: number;
}

/**
 * Creates an empty log of exchanges. Secrets are removed as an exchange is recorded, and a long
 * body is truncated: `bodyBytes` is its original length.
 */
export function createExchangeLog(bounds: ExchangeLogBounds = defaultBounds): ExchangeLog {
  // A ring: the exchange `number` is at `number % bounds.exchanges`.
  const ring: (Entry | undefined)[] = [];
  const listeners = new Set<(summary: ExchangeSummary) => void>();
  let first = 1;
  let next = 1;
  /** No exchange before this one still has a body. */
  let firstWithBody = 1;
  let keptBytes = 0;

  const at = (number: number) => ring[number % bounds.exchanges] as Entry;

  function dropBodies(entry: Entry): void {
    if (entry.keptBytes === 0) return;
    keptBytes -= entry.keptBytes;
    entry.keptBytes = 0;
    const { request, response } = entry.exchange;
    entry.exchange = {
      ...entry.exchange,
      request: { ...request, body: null },
      response: response && { ...response, body: null },
    };
  }

  function makeRoom(): void {
    if (next - first > bounds.exchanges) first += 1;
    firstWithBody = Math.max(firstWithBody, first);
    while (keptBytes > bounds.allBodyBytes && firstWithBody < next) {
      dropBodies(at(firstWithBody));
      firstWithBody += 1;
    }
  }

  function notify(summary: ExchangeSummary): void {
    for (const listener of [...listeners]) {
      try {
        listener(summary);
      } catch {
        // A failing listener must not stop the record, nor the listeners after it.
      }
    }
  }

  return {
    record(draft) {
      const { flow } = draft;
      const keep = (message: ExchangeMessage) =>
        redactMessage({ ...message, body: cut(message.body, bounds.bodyBytes) }, flow);
      const exchange: Exchange = {
        ...draft,
        number: next,
        replayOf: draft.replayOf ?? null,
        regulatorId: draft.regulatorId ?? null,
        url: redactUrl(draft.url),
        request: keep(draft.request),
        response: draft.response && keep(draft.response),
      };
      const replaced = ring[next % bounds.exchanges];
      if (replaced) keptBytes -= replaced.keptBytes;
      const entry = toEntry(exchange);
      ring[next % bounds.exchanges] = entry;
      keptBytes += entry.keptBytes;
      next += 1;
      makeRoom();
      notify(entry.summary);
      return entry.exchange;
    },
    list(query) {
      const matches: ExchangeSummary[] = [];
      let number = Math.min(query.before ?? next, next) - 1;
      for (; number >= first && matches.length < query.limit; number -= 1) {
        const entry = at(number);
        if (isListed(entry, query)) matches.push(entry.summary);
      }
      return matches;
    },
    find(number) {
      const isKept = Number.isSafeInteger(number) && number >= first && number < next;
      return isKept ? at(number).exchange : undefined;
    },
    count(query) {
      if (!query) return next - first;
      let matching = 0;
      for (let number = first; number < next; number += 1) {
        if (isListed(at(number), query)) matching += 1;
      }
      return matching;
    },
    attribute(number, regulatorId) {
      if (number < first || number >= next) return;
      const entry = at(number);
      entry.exchange = { ...entry.exchange, regulatorId };
      entry.summary = { ...entry.summary, regulatorId };
    },
    clear() {
      ring.length = 0;
      first = next;
      firstWithBody = next;
      keptBytes = 0;
    },
    subscribe(listener) {
      // A new function each time, so that one listener can be added twice and removed once.
      const own = (summary: ExchangeSummary) => listener(summary);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
  };
}

function isListed(
  { exchange, summary, hasFailed }: Entry,
  {
    flow,
    failedOnly,
    status,
    text,
    replayOf,
    regulatorId,
  }: Omit<ExchangeQuery, 'limit' | 'before'>,
): boolean {
  if (replayOf !== undefined && summary.replayOf !== replayOf) return false;
  if (regulatorId !== undefined && summary.regulatorId !== regulatorId) return false;
  if (flow !== undefined && summary.flow !== flow) return false;
  if (failedOnly && !hasFailed) return false;
  if (status !== undefined && toClass(summary.status) !== status) return false;
  return !text || contains(exchange, text.toLowerCase());
}

const toClass = (status: number | null) =>
  status === null ? 'none' : `${Math.floor(status / 100)}xx`;

function contains({ url, request, response, failure }: Exchange, text: string): boolean {
  return [url, decode(url), failure, request.body, response?.body].some((part) =>
    part?.toLowerCase().includes(text),
  );
}

/** A query as a person reads it; the text itself if it is not encoded rightly. */
function decode(url: string): string {
  try {
    return decodeURIComponent(url.replaceAll('+', ' '));
  } catch {
    return url;
  }
}

function toEntry(exchange: Exchange): Entry {
  const { request, response, checks, ...rest } = exchange;
  const failed = checks.filter(({ passed }) => !passed);
  const errors = failed.filter(({ severity }) => severity === 'error').length;
  const summary = {
    ...rest,
    errors,
    warnings: failed.length - errors,
    responseBytes: response?.bodyBytes ?? 0,
  };
  const { status } = exchange;
  return {
    exchange,
    summary,
    hasFailed: status === null || status >= 400 || failed.length > 0,
    keptBytes: Buffer.byteLength(request.body ?? '') + Buffer.byteLength(response?.body ?? ''),
  };
}

/** The beginning of a text, without splitting a character. */
function cut(text: string | null, bytes: number): string | null {
  // A character takes three bytes at most per UTF-16 unit.
  if (text === null || text.length * 3 <= bytes) return text;
  let kept = 0;
  let end = 0;
  let isNarrow = true;
  while (end < text.length) {
    const unit = text.charCodeAt(end);
    const isPair = unit >= 0xd800 && unit < 0xdc00;
    kept += isPair ? 4 : unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
    if (kept > bytes) break;
    end += isPair ? 2 : 1;
    isNarrow &&= unit <= 0xff;
  }
  if (end >= text.length) return text;
  // A copy: a slice would keep the whole text in memory.
  const encoding = isNarrow ? 'latin1' : 'utf16le';
  return Buffer.from(text.slice(0, end), encoding).toString(encoding);
}
