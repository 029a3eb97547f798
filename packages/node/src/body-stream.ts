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
  let source: ReadableStreamDefaultController<Uint8Array> | undefined;
  let isOpen = true;

  const onData = (chunk: Uint8Array) => {
    request.pause();
    source?.enqueue(chunk);
  };
  const onEnd = () => {
    detach();
    source?.close();
  };
  const onBroken = () => {
    detach();
    source?.error(new Error('The body of the request ended too early.'));
  };

  function attach(): void {
    request.on('data', onData).on('end', onEnd).on('close', onBroken).on('error', onBroken);
  }

  function detach(): void {
    isOpen = false;
    // The error listener stays: without it, a late error would be unhandled.
    request.off('data', onData).off('end', onEnd).off('close', onBroken);
    request.pause();
  }

  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (request.destroyed && !request.readableEnded) {
          controller.error(new Error('The body of the request ended too early.'));
          return;
        }
        if (!source) {
          source = controller;
          attach();
        }
        request.resume();
      },
      cancel() {
        detach();
      },
    },
    { highWaterMark: 0 },
  );
  return {
    stream,
    release() {
      if (source && isOpen) onBroken();
    },
  };
}
