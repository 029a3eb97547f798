import type { NodeRequest } from './node-message.js';

const mostMilliseconds = 2000;
const mostBytes = 33_554_432;

/**
 * Reads the rest of the body of a request and discards it, within bounds: closing a connection with
 * unread bytes resets it, and the caller may never receive the answer.
 */
export function discardBody(request: NodeRequest): Promise<void> {
  return new Promise((resolve) => {
    let bytes = 0;
    const done = () => {
      clearTimeout(timer);
      request.off('data', onData).off('end', done).off('close', done);
      request.pause();
      resolve();
    };
    const onData = (chunk: Uint8Array) => {
      bytes += chunk.byteLength;
      if (bytes > mostBytes) done();
    };
    const timer = setTimeout(done, mostMilliseconds);
    if (request.destroyed || request.readableEnded) return done();
    request.on('data', onData).on('end', done).on('close', done).on('error', done).resume();
  });
}
