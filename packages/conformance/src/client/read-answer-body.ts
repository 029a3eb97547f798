import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { LimitError } from './limit-error.js';

/** The body of an answer. */
export interface AnswerBody {
  /** Decoded as UTF-8. */
  readonly text: string;
  /** Length in bytes, decompressed. */
  readonly bytes: number;
}

const decoders = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
} as const;

/**
 * Reads a body to its end, decompressed, and never more than the limit.
 *
 * @throws LimitError `BODY_LIMIT`, or the system's error
 */
export async function readAnswerBody(
  response: IncomingMessage,
  limit: number,
): Promise<AnswerBody> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of decompress(response)) {
    bytes += chunk.length;
    if (bytes > limit) throw new LimitError('BODY_LIMIT');
    chunks.push(chunk);
  }
  return {
    text: Buffer.concat(chunks)
      .toString('utf8')
      .replace(/^\uFEFF/, ''),
    bytes,
  };
}

function decompress(response: IncomingMessage): Readable {
  const encoding = response.headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (!Object.hasOwn(decoders, encoding)) return response;
  const decoder = decoders[encoding as keyof typeof decoders]();
  response.on('error', (error) => decoder.destroy(error));
  return response.pipe(decoder);
}
