import { Agent, createServer, request as httpRequest } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type ReadableRequest,
  type Reply,
  readWholeBody,
  toBytesReply,
  toErrorReply,
  toRequest,
  withExchange,
} from '@sas-sos/fhir-http';
import { expect, it, vi } from 'vitest';
import { dial, eventually, flood, listen } from './server.fixture.js';
import { toNodeHandler } from './to-node-handler.js';

const limit = 200_000;
const text = (value: string) => toBytesReply([new TextEncoder().encode(value)], { headers: [] });

type Exchange = (request: ReadableRequest, signal: AbortSignal | undefined) => Promise<Reply>;

/** Reads bodies as the parts of the SDK do, without a `Request`. */
function toHandler(exchange: Exchange) {
  const answer = async () => new Response('not asked');
  return toNodeHandler(
    withExchange(answer, (request, { signal }) => exchange(request, signal).catch(toErrorReply)),
  );
}

const echo: Exchange = async (request, signal) =>
  text(new TextDecoder().decode(await readWholeBody(request, { limit, signal })) || request.method);

const head = 'POST / HTTP/1.1\r\nHost: a\r\n';

it('reads many bodies over one connection', async () => {
  const connected = vi.fn();
  await using host = await listen(createServer(toHandler(echo)).on('connection', connected));
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const bodies: string[] = [];
  for (const body of ['', 'a'.repeat(limit), 'é', '']) {
    const call = httpRequest({ port: host.port, host: '127.0.0.1', agent, method: 'PUT' });
    const answer = new Promise<string>((resolve, reject) => {
      call.on('error', reject).on('response', async (response) => {
        resolve(Buffer.concat(await response.toArray()).toString());
      });
    });
    call.end(body);
    bodies.push(await answer);
  }
  agent.destroy();
  expect(bodies).toEqual(['PUT', 'a'.repeat(limit), 'é', 'PUT']);
  expect(connected).toHaveBeenCalledOnce();
});

it('reads pipelined bodies, each to its end', async () => {
  await using host = await listen(
    toHandler(async (...all) => {
      await delay(5);
      return echo(...all);
    }),
  );
  using line = await dial(host.port);
  line.socket.write(`${head}Content-Length: 4\r\n\r\n<ab>${head}Content-Length: 3\r\n\r\n<c>`);
  expect((await line.until(/<c>/)).match(/<[^>]*>/g)).toEqual(['<ab>', '<c>']);
});

it.each([
  { name: 'without an end', size: 'Transfer-Encoding: chunked' },
  { name: 'of a terabyte', size: 'Content-Length: 1000000000000' },
])('does not read a body $name from the connection', async ({ size }) => {
  await using host = await listen(toHandler(echo));
  using line = await dial(host.port);
  flood(line.socket, `${head}${size}\r\n\r\n`);
  expect(await line.untilClosed()).toContain('SAS_BODY_TOO_LARGE');
  expect(line.socket.bytesWritten).toBeLessThan(64_000_000);
});

it('keeps the connection when a body that is too large has already arrived', async () => {
  await using host = await listen(
    toHandler(async (request, signal) =>
      text(`<${(await readWholeBody(request, { limit: 2, signal })).byteLength}>`),
    ),
  );
  using line = await dial(host.port);
  line.socket.write(`${head}Content-Length: 3\r\n\r\nabc`);
  expect(await line.until(/SAS_BODY_TOO_LARGE/)).not.toMatch(/connection: close/i);
  line.socket.write(`${head}Content-Length: 2\r\n\r\nab`);
  await line.until(/<2>/);
});

it('fails for a caller who leaves in the middle of the body', async () => {
  let outcome: unknown;
  let isAborted: boolean | undefined;
  let isAsked = false;
  await using host = await listen(
    toHandler(async (request, signal) => {
      isAsked = true;
      outcome = await readWholeBody(request, { limit }).catch((error: unknown) => error);
      await eventually(() => signal?.aborted === true);
      isAborted = true;
      return text('');
    }),
  );
  using line = await dial(host.port);
  line.socket.write(`${head}Content-Length: 10\r\n\r\nabc`);
  await eventually(() => isAsked);
  line.socket.destroy();
  await eventually(() => isAborted === true);
  expect(outcome).toMatchObject({ code: 'SAS_BODY_UNREADABLE' });
});

it('fails for a late reader of the body of an answered request', async () => {
  let late: Promise<unknown> | undefined;
  await using host = await listen(
    toHandler(async (request) => {
      late = readWholeBody(request, { limit }).catch((error: unknown) => error);
      await delay(20);
      return text('early');
    }),
  );
  using line = await dial(host.port);
  line.socket.write(`${head}Content-Length: 10\r\n\r\nabc`);
  await line.until(/early/);
  expect(await late).toMatchObject({ code: 'SAS_BODY_UNREADABLE' });
});

it('gives a request without its body once that was read', async () => {
  await using host = await listen(
    toHandler(async (request, signal) => {
      await readWholeBody(request, { limit, signal });
      const { method, body, headers } = toRequest(request);
      return text(`<${method} ${body} ${headers.get('content-length')}>`);
    }),
  );
  using line = await dial(host.port);
  line.socket.write(`${head}Content-Length: 3\r\n\r\nabc`);
  await line.until(/<POST null 3>/);
});
