import { SasError } from '@sas-sos/core';
import { joinBytes, type ReadBodyOptions, type WholeBody } from '@sas-sos/fhir-http';
import { endedEarly } from './body-stream.js';
import type { NodeRequest } from './node-message.js';

/** The body of a request, read whole from the connection. */
export interface NodeBody extends WholeBody {
  /** Releases the request; a reader that still reads the body gets an error. */
  release(): void;
}

/** Reads a request without a Web stream: nothing is read from the connection before it is asked for. */
export function createNodeBody(request: NodeRequest): NodeBody {
  let stop: (() => void) | undefined;

  function read({ limit, signal }: ReadBodyOptions): Promise<Uint8Array<ArrayBuffer>> {
    return new Promise((resolve, reject) => {
      const chunks: Uint8Array[] = [];
      let length = 0;
      const detach = () => {
        stop = undefined;
        // The error listener stays: without it, a late error would be unhandled.
        request.off('data', onData).off('end', onEnd).off('close', onBroken);
        signal?.removeEventListener('abort', onAbort);
        request.pause();
        // The request, and with it the error listener, lives until its answer is sent.
        chunks.length = 0;
      };
      const fail = (error: unknown) => {
        detach();
        reject(error);
      };
      const onData = (chunk: Uint8Array) => {
        length += chunk.byteLength;
        if (length > limit) fail(new SasError('SAS_BODY_TOO_LARGE'));
        else chunks.push(chunk);
      };
      const onEnd = () => {
        resolve(joinBytes(chunks, length));
        detach();
      };
      const onBroken = () => fail(new SasError('SAS_BODY_UNREADABLE', { cause: endedEarly() }));
      const onAbort = () => fail(signal?.reason);

      if (signal?.aborted) return reject(signal.reason);
      if (request.destroyed) return onBroken();
      stop = onBroken;
      signal?.addEventListener('abort', onAbort, { once: true });
      request.on('data', onData).on('end', onEnd).on('close', onBroken).on('error', onBroken);
      request.resume();
    });
  }

  return { read, release: () => stop?.() };
}
