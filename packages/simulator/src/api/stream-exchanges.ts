import type { Context } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import type { ExchangeLog, ExchangeSummary } from '../exchanges/exchange.js';

const heartbeatMilliseconds = 15_000;

/** How much one client is sent at once; what it missed beyond that, it does not see. */
const most = 1000;

/**
 * Tells of each exchange as a server-sent event `exchange`, whose id is its number: those after
 * `after`, then those to come, until the client leaves. Nothing is queued for a client that reads
 * slowly: what it has not read yet is read off the log when its turn comes.
 */
export function streamExchanges(
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
        for (const summary of missed) await tell(stream, summary);
        // A comment, which says that somebody is there: at once, then with each beat.
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

async function tell(stream: SSEStreamingApi, summary: ExchangeSummary): Promise<void> {
  if (stream.aborted) return;
  const data = JSON.stringify(summary);
  await stream.writeSSE({ event: 'exchange', id: String(summary.number), data });
}

/** Rings for who waits, or for who will wait next. */
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
