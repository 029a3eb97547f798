import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** How long requests in flight are waited for. */
const patienceMilliseconds = 5000;

/**
 * Makes what stops a server: nothing new comes in, streams of events are cut, requests in flight are
 * answered, within five seconds.
 */
export function createServerEnd(server: Server): () => Promise<void> {
  const sockets = new Set<Socket>();
  const open = new Set<ServerResponse>();
  let ended: Promise<void> | undefined;
  // Node counts a connection that has not said anything yet among those that are busy.
  server.on('setSecureContext' in server ? 'secureConnection' : 'connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    if (ended) socket.destroy();
  });
  server.prependListener('request', (_request, response: ServerResponse) => {
    open.add(response);
    // Also has Node remember the headers that come after: it forgets those of a bare `writeHead`.
    response.setHeader('x-content-type-options', 'nosniff');
    response.once('close', () => {
      open.delete(response);
      if (ended) setImmediate(() => server.closeIdleConnections());
    });
  });

  return () => {
    ended ??= new Promise((resolve) => {
      const timer = setTimeout(() => server.closeAllConnections(), patienceMilliseconds);
      server.close(() => {
        clearTimeout(timer);
        resolve();
      });
      const busy = new Set([...open].map(({ socket }) => socket));
      for (const socket of sockets) if (!busy.has(socket)) socket.destroy();
      for (const response of open) endAfter(response);
    });
    return ended;
  };
}

/** Ends the connection with its answer; at once when the answer would never end. */
function endAfter(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close');
  else if (/^text\/event-stream/i.test(String(response.getHeader('content-type')))) {
    response.destroy();
  }
}
