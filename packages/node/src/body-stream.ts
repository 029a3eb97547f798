import type { NodeRequest } from './node-message.js';

/** The body of a request, read from the connection. */
export interface BodyStream {
  /** The bytes; nothing is read from the connection before a reader asks for it. */
  readonly stream: ReadableStream<Uint8Array>;
  /** Releases the request; a reader that still reads the stream gets an error. */
  release(): void;
}

/** Reads a request as a Web stream, one chunk at a time, on demand. */
export function createBodyStream(request: NodeRequest): BodyStream {
  let attached: { readonly detach: () => void; readonly release: () => void } | undefined;

  function attach(controller: ReadableStreamDefaultController<Uint8Array>) {
    const onData = (chunk: Uint8Array) => {
      request.pause();
      controller.enqueue(chunk);
    };
    const detach = () => {
      // The error listener stays: without it, a late error would be unhandled.
      request.off('data', onData).off('end', onEnd).off('close', onBroken);
      request.pause();
    };
    const onEnd = () => {
      detach();
      controller.close();
    };
    // Once the stream is closed or cancelled, this only detaches.
    const onBroken = () => {
      detach();
      controller.error(endedEarly());
    };
    request.on('data', onData).on('end', onEnd).on('close', onBroken).on('error', onBroken);
    return { detach, release: onBroken };
  }

  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (request.destroyed) throw endedEarly();
        attached ??= attach(controller);
        request.resume();
      },
      cancel() {
        attached?.detach();
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, release: () => attached?.release() };
}

/** Why a body cannot be read to its end. */
export function endedEarly(): Error {
  return new Error('The body of the request ended too early.');
}
