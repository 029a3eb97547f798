import type { NodeRequest } from './node-message.js';

const mostMilliseconds = 2000;
const mostBytes = 33_554_432;

/**
 * Reads what is left of the body of a request and throws it away, within bounds: a connection that
 * is closed on unread bytes is reset, and the caller may never see the answer that is under way.
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
