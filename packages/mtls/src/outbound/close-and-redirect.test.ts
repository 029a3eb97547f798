import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestPki } from '@sas-sos/test-pki';
import { type Dispatcher, request } from 'undici';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMutualTlsFetch } from './create-mutual-tls-fetch.js';
import { createRotatingDispatcher } from './rotating-dispatcher.js';
import { watchMutualTlsFetch } from './watch-mutual-tls-fetch.js';

const pki = createTestPki();
const identity = { ...pki.vendor, ca: pki.ca };

const unhandled = vi.fn();
beforeEach(() => {
  unhandled.mockReset();
  process.on('unhandledRejection', unhandled);
});
afterEach(() => {
  process.off('unhandledRejection', unhandled);
});

/** Unhandled rejections are reported once the microtasks have run. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

async function serve(answer: RequestListener) {
  const server = createServer({ ...pki.server, ca: pki.ca, requestCert: true }, answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

describe('closing a fetch that presents our certificate', () => {
  it('is not disturbed by a certificate that changes afterwards', async () => {
    const call = createMutualTlsFetch(identity);
    const closed = call.close();
    call.update(identity);
    await closed;
    call.update({ ...pki.issueClient(), ca: pki.ca });
    await call.close();
    await settled();
    expect(unhandled).not.toHaveBeenCalled();
    await expect(call('https://localhost:1/')).rejects.toMatchObject({
      code: 'SAS_OUTBOUND_UNREACHABLE',
    });
  });

  it('waits for requests made before there was a connection', async () => {
    await using platform = await serve((_, response) => void response.end('done'));
    const { cert, key } = pki.vendor;
    const connections = createRotatingDispatcher({ connect: { cert, key, ca: pki.ca } });
    const { dispatcher } = connections;
    // Unlike fetch, `request` dispatches at once.
    const answer = request(platform.url, { dispatcher: dispatcher as Dispatcher });
    await connections.close();
    expect(await (await answer).body.text()).toBe('done');
  });

  it('waits for a check of the files in progress, and ends further checks', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sas-sos-close-'));
    const files = { cert: join(folder, 'cert'), key: join(folder, 'key') };
    await writeFile(files.cert, pki.vendor.cert);
    await writeFile(files.key, pki.vendor.key);
    const info = vi.fn();
    const logger = { debug: vi.fn(), info, warn: vi.fn(), error: vi.fn() };
    const call = await watchMutualTlsFetch({ files, intervalMilliseconds: 86_400_000, logger });
    const renewed = pki.issueClient();
    await writeFile(files.cert, renewed.cert);
    await writeFile(files.key, renewed.key);
    let isLooking = true;
    const looked = call.reload().then(() => {
      isLooking = false;
    });
    await settled();
    await call.close();
    expect(isLooking).toBe(false);
    await looked;
    const taken = info.mock.calls.length;
    await writeFile(files.cert, pki.vendor.cert);
    await writeFile(files.key, pki.vendor.key);
    await call.reload();
    expect(info).toHaveBeenCalledTimes(taken);
    await settled();
    expect(unhandled).not.toHaveBeenCalled();
    await rm(folder, { recursive: true });
  });

  it('does not wait for ever for an answer that is never read', async () => {
    await using platform = await serve((_, response) => void response.write('begun'));
    const { cert, key } = pki.vendor;
    const connections = createRotatingDispatcher({ connect: { cert, key, ca: pki.ca } }, 50);
    const { dispatcher } = connections;
    const response = await fetch(platform.url, { dispatcher } as unknown as RequestInit);
    await connections.close();
    await expect(response.text()).rejects.toThrow();
  });
});

describe('a redirect', () => {
  const seen: string[] = [];
  const leadOn: RequestListener = (request, response) => {
    seen.push(request.url ?? '');
    if (request.url === '/there') response.end('there');
    else response.writeHead(307, { location: '/there' }).end('elsewhere');
  };

  it.each<{ name: string; input: (url: string) => string | Request; init?: RequestInit }>([
    { name: 'an address', input: (url) => url },
    { name: 'a Request', input: (url) => new Request(url, { method: 'POST', body: 'a' }) },
    { name: 'options without redirect', input: (url) => url, init: { headers: { 'x-a': '1' } } },
    { name: 'options that forbid it', input: (url) => url, init: { redirect: 'error' } },
  ])('is refused, and not followed: $name', async ({ input, init }) => {
    seen.length = 0;
    await using platform = await serve(leadOn);
    const call = createMutualTlsFetch(identity);
    const failure = call(input(platform.url), init);
    await expect(failure).rejects.toMatchObject({ code: 'SAS_OUTBOUND_REDIRECTED' });
    expect(seen).toEqual(['/']);
    await call.close();
  });

  it.each<{ name: string; input: (url: string) => string | Request; init?: RequestInit }>([
    { name: 'options', input: (url) => url, init: { redirect: 'manual' } },
    { name: 'a Request', input: (url) => new Request(url, { redirect: 'manual' }) },
  ])('is returned as the answer on request: $name', async ({ input, init }) => {
    await using platform = await serve(leadOn);
    const call = createMutualTlsFetch(identity);
    const response = await call(input(platform.url), init);
    expect(response.status).toBe(307);
    await response.text();
    await call.close();
  });

  it('is followed on request, also for a Request', async () => {
    await using platform = await serve(leadOn);
    const call = createMutualTlsFetch(identity);
    const response = await call(new Request(platform.url), { redirect: 'follow' });
    expect(await response.text()).toBe('there');
    await call.close();
  });
});
