import { once } from 'node:events';
import {
  createServer,
  request as forward,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** A request on its way. */
export interface PassingRequest {
  readonly method: string;
  /** Path and query, as written. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An answer on its way back. */
export interface PassingAnswer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string;
}

/** What a proxy makes wrong. */
export interface Change {
  /** Answers in place of the server behind, or changes the request. */
  readonly request?:
    | ((request: PassingRequest) => PassingRequest | PassingAnswer | undefined)
    | undefined;
  /** Changes the answer; `cut` closes the connection. */
  readonly answer?:
    | ((answer: PassingAnswer, request: PassingRequest) => PassingAnswer | 'cut' | undefined)
    | undefined;
  /** Milliseconds to wait before an answer is given. */
  readonly delay?: ((request: PassingRequest) => number) | undefined;
  /** Sends more requests of its own, before the answer is given. */
  readonly more?: ((request: PassingRequest) => readonly PassingRequest[]) | undefined;
}

/** A proxy in front of a server, which it makes wrong in one way at a time. */
export interface MutatingProxy extends AsyncDisposable {
  readonly url: string;
  /** Forwards everything to this server from now on. */
  lead(target: string): void;
  /** Makes it wrong in this way from now on; right without. */
  change(change?: Change): void;
}

/** Listens on a free port of this machine. */
export async function createMutatingProxy({
  namesTarget = false,
}: {
  /** Whether the server behind is called by its own name, not by the proxy's. */
  readonly namesTarget?: boolean;
} = {}): Promise<MutatingProxy> {
  let target: URL | undefined;
  const send = (request: PassingRequest) => forwardTo(target, request, namesTarget);
  let current: Change = {};

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { request: before, answer: after, delay: wait, more } = current;
    const { method = 'GET', url = '/', headers } = incoming;
    const asked = { method, url, headers, body: await readAll(incoming) };
    const onward = before?.(asked) ?? asked;
    const answer = 'status' in onward ? onward : await send(onward);
    for (const request of more?.(asked) ?? []) await send(request);
    const changed = after?.(answer, asked) ?? answer;
    await delay(wait?.(asked) ?? 0);
    if (changed === 'cut') return void response.destroy();
    response.writeHead(changed.status, toHeaders(changed));
    response.end(method === 'HEAD' ? undefined : changed.body);
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    lead(url) {
      target = new URL(url);
    },
    change(change = {}) {
      current = change;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function forwardTo(
  target: URL | undefined,
  request: PassingRequest,
  namesTarget: boolean,
): Promise<PassingAnswer> {
  if (!target) throw new Error('The proxy leads nowhere yet.');
  const { hostname, port, host } = target;
  const { method, url: path, body } = request;
  // The body is changed on the way: it has to be readable, and its length is another.
  const { 'accept-encoding': _, 'content-length': __, ...headers } = request.headers;
  const own = namesTarget ? { host } : {};
  const sent = forward({ hostname, port, method, path, headers: { ...headers, ...own } });
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const text = await readAll(answer);
  return { status: answer.statusCode ?? 502, headers: answer.headers, body: text };
}

async function readAll(stream: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function toHeaders({ headers }: PassingAnswer): OutgoingHttpHeaders {
  const { 'content-length': _, 'transfer-encoding': __, connection: ___, ...others } = headers;
  return others;
}
