import { constants, createBrotliCompress, createGzip } from 'node:zlib';
import { type Reply, toBytesReply } from '@sas-sos/fhir-http';
import { type ContentCoding, chooseContentCoding } from './accept-encoding.js';

/** Below this many bytes, which fit into one packet, compression saves nothing. */
const leastBytes = 1400;
/** Bytes per write to the compressor: few round trips to its thread, small copies. */
const blockBytes = 1_048_576;
/** Bytes per read from the compressor. */
const outputBytes = 262_144;

/**
 * Compresses a successful answer off the event loop, if the caller asks for it and it is worth it;
 * returns any other answer unchanged.
 */
export async function compress(
  reply: Reply,
  options: { readonly acceptEncoding: string | null; readonly signal: AbortSignal },
): Promise<Reply> {
  const { status, chunks } = reply;
  if (!chunks || status < 200 || status > 299 || reply.headers.has('content-encoding'))
    return reply;
  let length = 0;
  for (const chunk of chunks) length += chunk.byteLength;
  if (length < leastBytes) return reply;
  const headers = new Map(reply.headers);
  addVary(headers);
  const coding = chooseContentCoding(options.acceptEncoding);
  if (!coding) return { ...reply, headers };
  headers.set('content-encoding', coding);
  const bytes = await compressChunks(chunks, { coding, length, signal: options.signal });
  const { cookies, errorCodes } = reply;
  return { ...toBytesReply(bytes, { status, headers, errorCodes }), cookies };
}

function addVary(headers: Map<string, string>): void {
  const vary = headers.get('vary');
  if (vary === undefined) headers.set('vary', 'accept-encoding');
  else if (!/(^|[\s,])(\*|accept-encoding)($|[\s,])/i.test(vary)) {
    headers.set('vary', `${vary}, accept-encoding`);
  }
}

function compressChunks(
  chunks: readonly Uint8Array<ArrayBuffer>[],
  options: {
    readonly coding: ContentCoding;
    readonly length: number;
    readonly signal: AbortSignal;
  },
): Promise<Uint8Array<ArrayBuffer>[]> {
  const { signal } = options;
  return new Promise((resolve, reject) => {
    const stream = createCompressor(options.coding, options.length);
    const output: Uint8Array<ArrayBuffer>[] = [];
    const stop = () => stream.destroy(new Error('The answer is no longer needed.'));
    stream.on('data', (chunk: Uint8Array<ArrayBuffer>) => output.push(chunk));
    stream.on('end', () => {
      signal.removeEventListener('abort', stop);
      resolve(output);
    });
    stream.on('error', (error) => {
      signal.removeEventListener('abort', stop);
      reject(error);
    });
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });

    let next = 0;
    const feed = () => {
      const block: Uint8Array<ArrayBuffer>[] = [];
      for (let bytes = 0; bytes < blockBytes && next < chunks.length; next += 1) {
        const chunk = chunks[next] as Uint8Array<ArrayBuffer>;
        block.push(chunk);
        bytes += chunk.byteLength;
      }
      const joined = block.length === 1 ? block[0] : Buffer.concat(block);
      if (next < chunks.length) stream.write(joined, feed);
      else stream.end(joined);
    };
    feed();
  });
}

// Level 1 of both: an answer of 4 MB takes a few milliseconds; at brotli's default, over a second.
function createCompressor(coding: ContentCoding, length: number) {
  if (coding === 'gzip') return createGzip({ level: 1, chunkSize: outputBytes });
  return createBrotliCompress({
    chunkSize: outputBytes,
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 1,
      [constants.BROTLI_PARAM_SIZE_HINT]: length,
    },
  });
}
