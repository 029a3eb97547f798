import type { NodeRequest } from './node-message.js';

/** The body of a request as it comes off the wire. */
export interface BodyStream {
  /** The bytes; nothing is taken off the wire before someone asks for them. */
  readonly stream: ReadableStream<Uint8Array>;
  /** Lets go of the request; whoever still reads the stream gets an error. */
  release(): void;
}

/** Reads a request as a Web stream, one chunk at a time, as they are asked for. */
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
    source?.error(new Error('The body of the request broke off.'));
  };

  function attach(): void {
    request.on('data', onData).on('end', onEnd).on('close', onBroken).on('error', onBroken);
  }

  function detach(): void {
    isOpen = false;
    // The listener of errors stays: an error that comes late must not be one that nobody hears.
    request.off('data', onData).off('end', onEnd).off('close', onBroken);
    request.pause();
  }

  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (request.destroyed && !request.readableEnded) {
          controller.error(new Error('The body of the request broke off.'));
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
