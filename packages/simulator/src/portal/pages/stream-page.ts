import { Readable } from 'node:stream';
import { constants, createGzip } from 'node:zlib';
import type { Context } from 'hono';
import { toHtml } from './escape-html.js';
import { type Html, html } from './html.js';

/** Where a part of the page is written once it is known; in the order of the parts. */
export const hole: Html = toHtml('<!--later-->');

/** A part of a page: pieces of HTML, as they become known. */
export type LatePart = AsyncIterable<Html | string>;

/** Splits a page at its holes. */
const split = (page: string): readonly string[] => page.split('<!--later-->');

/** Characters that are written together at most: each write costs, and so does a large one. */
const batchLength = 524_288;

/**
 * Answers with a page whose beginning is written at once, each hole as its content becomes known;
 * compressed if the browser accepts it.
 */
export function streamPage(
  context: Context,
  {
    page,
    parts,
    headers,
    onError,
  }: {
    readonly page: string;
    readonly parts: readonly LatePart[];
    readonly headers: Readonly<Record<string, string>>;
    readonly onError: (error: unknown) => void;
  },
): Response {
  const texts = Readable.from(writeAll(split(page), parts, onError), { objectMode: false });
  const accepts = acceptsGzip(context);
  const body = accepts
    ? // Each write is sent at once: the browser shows the form before the vendor has answered.
      texts.pipe(createGzip({ level: 1, flush: constants.Z_SYNC_FLUSH }))
    : texts;
  if (body !== texts) body.once('close', () => texts.destroy());
  return new Response(Readable.toWeb(body) as ReadableStream<Uint8Array>, {
    headers: {
      ...headers,
      vary: 'accept-encoding',
      ...(accepts ? { 'content-encoding': 'gzip' } : {}),
      // Any intermediate server has to pass the pieces on.
      'x-accel-buffering': 'no',
    },
  });
}

/** Whether the browser accepts gzip. */
export function acceptsGzip(context: Context): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(?:\.0+)?\s*(?:,|$))/i.test(
    context.req.header('accept-encoding') ?? '',
  );
}

async function* writeAll(
  pieces: readonly string[],
  parts: readonly LatePart[],
  onError: (error: unknown) => void,
): AsyncGenerator<string> {
  for (const [index, piece] of pieces.entries()) {
    if (index > 0) yield* writePart(parts[index - 1], onError);
    yield piece;
  }
}

/** Writes the pieces that are known together; before it waits for another, what it has. */
async function* writePart(
  part: LatePart | undefined,
  onError: (error: unknown) => void,
): AsyncGenerator<string> {
  const pieces = part?.[Symbol.asyncIterator]();
  let waiting = '';
  try {
    while (pieces) {
      const next = pieces.next();
      // Reported where it is awaited, which may be after a write.
      next.catch(() => {});
      const isKnown = await Promise.race([next.then(() => true), nextTurn()]);
      if (waiting !== '' && (!isKnown || waiting.length >= batchLength)) {
        yield waiting;
        waiting = '';
      }
      const { done, value } = await next;
      if (done) break;
      waiting += value;
    }
  } catch (error) {
    onError(error);
    waiting += html`<p class="notice bad" role="alert">Une erreur s’est produite dans le simulateur lui-même, pas dans votre logiciel : la suite manque. Rechargez la page.</p>`;
  } finally {
    await pieces?.return?.();
  }
  if (waiting !== '') yield waiting;
}

/** Resolves once everything that needs no waiting is done. */
const nextTurn = () => new Promise<false>((resolve) => setImmediate(resolve, false));
