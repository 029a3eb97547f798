import type { ServerResponse } from 'node:http';
import type { Reply } from '@sas-sos/fhir-http';
import { discardBody } from './discard-body.js';
import { declaresBody, isHttp2, type NodeRequest, type NodeResponse } from './node-message.js';

/**
 * Maximum bytes that wait for the caller. The chunks are in memory anyway; without a limit, TLS
 * would keep all of them a second time, encrypted, until a slow caller has read them.
 */
const burstBytes = 1_048_576;

/** A response that is being sent. */
export interface Sending {
  readonly nodeRequest: NodeRequest;
  readonly nodeResponse: NodeResponse;
  /** What to send. */
  readonly reply: Reply;
  /** Aborted when the caller leaves. */
  readonly signal: AbortSignal;
  /** Stops reading the body of the request. */
  readonly release: () => void;
}

/** Sends an answer through a Node response, no faster than the caller reads it. */
export async function sendResponse(sending: Sending): Promise<void> {
  const { nodeRequest, reply, signal } = sending;
  const { chunks, stream } = reply;
  // Everything called here is the same in both classes.
  const nodeResponse = sending.nodeResponse as ServerResponse;
  const hasUnread = await hasUnreadBody(nodeRequest);
  // An answer that has no body by its status comes without one.
  const isBodiless = nodeRequest.method === 'HEAD';
  const isLost = signal.aborted || nodeResponse.headersSent;
  if (isBodiless || isLost) void stream?.cancel().catch(() => {});
  if (signal.aborted) return;
  if (nodeResponse.headersSent) throw new Error('This request has already been answered.');
  const reader = isBodiless ? undefined : stream?.getReader();

  const closesConnection = hasUnread && !isHttp2(nodeRequest);
  writeHead(nodeResponse, reply, isHttp2(nodeRequest));
  if (hasUnread) sending.release();
  if (closesConnection) nodeResponse.setHeader('connection', 'close');

  const earlier = isBodiless ? [] : [...(chunks ?? [])];
  // The last chunk is sent together with the end, unless the end has to wait.
  const last = closesConnection ? undefined : earlier.pop();
  for (const chunk of earlier) {
    const isFull = !nodeResponse.write(chunk) && nodeResponse.writableLength > burstBytes;
    if (isFull) await drained(nodeResponse, signal);
  }
  if (reader) await pipe(reader, nodeResponse, signal);
  if (signal.aborted) return;
  if (closesConnection) {
    nodeResponse.flushHeaders();
    await discardBody(nodeRequest);
  }
  if (hasUnread && isHttp2(nodeRequest)) {
    // Once the answer is sent, the caller is to stop sending. Node ends a stream by itself only if
    // nothing of it was read, and the response has no "finish" before that.
    const { stream: exchange } = nodeRequest;
    exchange.once('finish', () => exchange.destroy());
  }
  nodeResponse.end(last);
}

/** Whether the body is incomplete; bytes that have already arrived get a turn to be read. */
async function hasUnreadBody(nodeRequest: NodeRequest): Promise<boolean> {
  if (!declaresBody(nodeRequest)) return false;
  if (!nodeRequest.complete) await new Promise(setImmediate);
  return !nodeRequest.complete;
}

async function pipe(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  nodeResponse: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  signal.addEventListener('abort', () => void reader.cancel().catch(() => {}));
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    if (!nodeResponse.write(value)) await drained(nodeResponse, signal);
  }
}

/** Resolves when the caller has read what was sent, or has left. */
function drained(nodeResponse: ServerResponse, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      nodeResponse.off('drain', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    nodeResponse.once('drain', done);
    signal.addEventListener('abort', done);
  });
}

const connectionHeaders: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
]);

function writeHead(nodeResponse: ServerResponse, reply: Reply, isSecond: boolean): void {
  const { status, statusText, headers, cookies } = reply;
  nodeResponse.statusCode = status;
  // Also when empty: another answer, which could not be sent, may have set its own.
  if (!isSecond) nodeResponse.statusMessage = statusText;
  // In the order in which `Headers` has them, by name.
  for (const name of [...headers.keys()].sort()) {
    const value = headers.get(name) as string;
    if (isSecond && connectionHeaders.has(name)) continue;
    if (name === 'content-length' && status === 204) continue;
    nodeResponse.setHeader(name, name === 'vary' ? joined(nodeResponse, value) : value);
  }
  if (cookies.length > 0) {
    const earlier = nodeResponse.getHeader('set-cookie') ?? [];
    nodeResponse.setHeader('set-cookie', [earlier, cookies].flat().map(String));
  }
}

/** Keeps a value that a middleware set before. */
function joined(nodeResponse: ServerResponse, vary: string): string {
  const earlier = nodeResponse.getHeader('vary');
  return earlier === undefined ? vary : [earlier, vary].flat().join(', ');
}
