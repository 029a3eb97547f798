import { type Context, Hono } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import type { z } from 'zod';
import { type RawRequest, readRequestEdit } from '../../platform/vendor/raw-request.js';
import { isReplayable, toRawRequest } from '../../platform/vendor/replay.js';
import type { Simulation } from '../../simulation.js';
import type { Exchange, ExchangeSummary } from '../../state/exchange.js';
import type { ExchangeLog } from '../../state/exchange-log.js';
import { findJourney } from '../../state/find-journey.js';
import { ApiError, readJson, readQuery } from './read-request.js';
import { requestSchemas } from './request-schemas.js';

/** Creates the routes of the exchanges. */
export function createExchangeRoutes({
  exchanges,
  vendor,
  vendorUrl,
}: Pick<Simulation, 'exchanges' | 'vendor' | 'vendorUrl'>): Hono {
  const find = (asked: string): Exchange => {
    const exchange = /^\d{1,15}$/.test(asked) ? exchanges.find(Number(asked)) : undefined;
    if (!exchange) throw new ApiError(404, 'There is no such exchange, or it is no longer kept.');
    return exchange;
  };
  return new Hono()
    .get('/', (context) => {
      const {
        failed: failedOnly,
        regulator: regulatorId,
        limit,
        ...asked
      } = readQuery(context, requestSchemas.exchanges);
      const page = exchanges.list({ ...asked, failedOnly, regulatorId, limit });
      // Where the next page starts; null on the last page.
      const next = page.length === limit ? (page.at(-1)?.number ?? null) : null;
      return context.json({ exchanges: page, count: exchanges.count(), before: next });
    })
    .get('/stream', (context) => {
      const { after } = readQuery(context, requestSchemas.stream);
      const last = context.req.header('last-event-id') ?? '';
      // A browser that reconnects sends the last id it received.
      return streamExchanges(context, exchanges, /^\d{1,15}$/.test(last) ? Number(last) : after);
    })
    .get('/:number', (context) => context.json(find(context.req.param('number'))))
    .get('/:number/journey', (context) =>
      context.json({ exchanges: findJourney(exchanges, find(context.req.param('number'))) }),
    )
    .post('/:number/replay', async (context) => {
      const exchange = find(context.req.param('number'));
      const edit = await readJson(context, requestSchemas.replay);
      if (!isReplayable(exchange)) {
        throw new ApiError(
          409,
          'The platform did not send this request, or no longer has it whole.',
        );
      }
      const request = toRawRequest(exchange);
      const number = await vendor.replay({ ...request, ...readEdit(request, edit, vendorUrl) });
      return context.json(find(String(number)), 201, { location: `/api/exchanges/${number}` });
    })
    .delete('/', (context) => {
      exchanges.clear();
      return context.body(null, 204);
    });
}

/** A changed request, within the bounds of the form. */
function readEdit(
  request: RawRequest,
  { headers, ...edit }: z.output<typeof requestSchemas.replay>,
  vendorUrl: string,
): Partial<RawRequest> {
  const lines = Object.entries(headers ?? request.headers).map(
    ([name, value]) => `${name}: ${value}`,
  );
  const changed = {
    method: edit.method ?? request.method,
    url: edit.url ?? request.url,
    headers: lines.join('\n'),
    body: (edit.body === undefined ? request.body : edit.body) ?? '',
  };
  // The request itself, with its bytes, if nothing changes.
  if (headers === undefined && Object.keys(edit).length === 0) return {};
  const read = readRequestEdit(changed, vendorUrl);
  if (!('mistakes' in read)) return read;
  const mistakes = read.mistakes.map(({ field, message }) => ({ path: field, message }));
  throw new ApiError(422, 'The request cannot be sent.', mistakes);
}

const heartbeatMilliseconds = 15_000;

/** Maximum number of events sent to one client at once; it misses those beyond. */
const most = 1000;

/**
 * Sends each exchange as a server-sent event `exchange`, with its number as id: those after
 * `after`, then new ones, until the client leaves. Nothing is queued for a slow client: events that
 * it has not read yet are read from the log when it is ready.
 */
function streamExchanges(
  context: Context,
  exchanges: ExchangeLog,
  after: number | undefined,
): Response {
  return streamSSE(context, async (stream) => {
    const latest = exchanges.list({ limit: 1 })[0]?.number ?? 0;
    let sent = Math.min(after ?? latest, latest);
    let newest = latest;
    const bell = createBell();
    const unsubscribe = exchanges.subscribe(({ number }) => {
      newest = number;
      bell.ring();
    });
    const timer = setInterval(bell.ring, heartbeatMilliseconds);
    stream.onAbort(bell.ring);
    try {
      while (!stream.aborted) {
        const missed = readAfter(exchanges, sent, newest);
        for (const summary of missed) await send(stream, summary);
        // A comment, to show that the server is alive: at once, then at each beat.
        if (missed.length === 0) await stream.write(': still there\n\n');
        sent = newest > sent && missed.length === 0 ? newest : (missed.at(-1)?.number ?? sent);
        if (sent >= newest && !stream.aborted) await bell.heard();
      }
    } finally {
      clearInterval(timer);
      unsubscribe();
    }
  });
}

/** Earliest first. */
function readAfter(exchanges: ExchangeLog, sent: number, newest: number): ExchangeSummary[] {
  const limit = Math.min(newest - sent, most);
  if (limit <= 0) return [];
  return exchanges
    .list({ limit })
    .filter(({ number }) => number > sent)
    .reverse();
}

async function send(stream: SSEStreamingApi, summary: ExchangeSummary): Promise<void> {
  if (stream.aborted) return;
  const data = JSON.stringify(summary);
  await stream.writeSSE({ event: 'exchange', id: String(summary.number), data });
}

/** Wakes the waiting reader, or the next one that waits. */
function createBell() {
  let wake: (() => void) | undefined;
  let isRung = false;
  return {
    ring() {
      isRung = true;
      wake?.();
    },
    async heard(): Promise<void> {
      if (!isRung) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      wake = undefined;
      isRung = false;
    },
  };
}
