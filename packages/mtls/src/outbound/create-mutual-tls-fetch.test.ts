import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TLSSocket } from 'node:tls';
import { createTestPki, type TestCertificate } from '@sas-sos/test-pki';
import { type Dispatcher, request } from 'undici';
import { describe, expect, it } from 'vitest';
import { createMutualTlsFetch, type MutualTlsFetchOptions } from './create-mutual-tls-fetch.js';
import { toPkcs12 } from './pkcs12.fixture.js';
import { watchMutualTlsFetch } from './watch-mutual-tls-fetch.js';

const pki = createTestPki();
const identity = { ...pki.vendor, ca: pki.ca };
const fingerprintOf = ({ cert }: TestCertificate) => new X509Certificate(cert).fingerprint256;

/** Starts a platform: answers with the caller's fingerprint, refuses others in the handshake. */
async function serve(
  answer: RequestListener = (request, response) => {
    response.end((request.socket as TLSSocket).getPeerX509Certificate()?.fingerprint256);
  },
  certificate = pki.server,
) {
  const server = createServer(
    { ...certificate, ca: pki.ca, requestCert: true, rejectUnauthorized: true },
    answer,
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}/fhir?identifier=secret`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function create(options: Partial<MutualTlsFetchOptions> = {}) {
  const call = createMutualTlsFetch({ ...identity, ...options } as MutualTlsFetchOptions);
  return Object.assign(call, { [Symbol.asyncDispose]: () => call.close() });
}

const textOf = async (response: Promise<Response>) => (await response).text();

describe('a fetch that presents our certificate', () => {
  it('presents the certificate', async () => {
    await using platform = await serve();
    await using call = create();
    expect(await textOf(call(platform.url))).toBe(fingerprintOf(pki.vendor));
    expect(await textOf(call(new URL(platform.url)))).toBe(fingerprintOf(pki.vendor));
    expect(await textOf(call(new Request(platform.url)))).toBe(fingerprintOf(pki.vendor));
  });

  it('shares its connections with other clients', async () => {
    await using platform = await serve();
    await using call = create();
    const { dispatcher } = call;
    const response = fetch(platform.url, { dispatcher } as unknown as RequestInit);
    expect(await textOf(response)).toBe(fingerprintOf(pki.vendor));
    const renewed = pki.issueClient();
    call.update({ ...renewed, ca: pki.ca });
    const again = fetch(platform.url, { dispatcher } as unknown as RequestInit);
    expect(await textOf(again)).toBe(fingerprintOf(renewed));
  });

  it('presents a certificate from PKCS#12', async () => {
    await using platform = await serve();
    const pfx = toPkcs12(pki.vendor, 'pass phrase é');
    const call = createMutualTlsFetch({ pfx, passphrase: 'pass phrase é', ca: pki.ca });
    expect(await textOf(call(platform.url))).toBe(fingerprintOf(pki.vendor));
    await call.close();
  });

  it('sends what fetch sends', async () => {
    await using platform = await serve(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      response.end(`${request.method} ${request.headers['x-a']} ${body}`);
    });
    await using call = create();
    const init = { method: 'POST', headers: { 'x-a': '1' }, body: 'é' };
    expect(await textOf(call(platform.url, init))).toBe('POST 1 é');
  });
});

describe('a certificate that changes', () => {
  it('is chosen when a request is dispatched, including the first one', async () => {
    await using platform = await serve();
    await using call = create();
    const renewed = pki.issueClient();
    // Unlike fetch, `request` dispatches at once.
    const dispatch = () =>
      request(platform.url, { dispatcher: call.dispatcher as unknown as Dispatcher });
    const first = dispatch();
    call.update({ ...renewed, ca: pki.ca });
    const second = dispatch();
    expect(await (await first).body.text()).toBe(fingerprintOf(pki.vendor));
    expect(await (await second).body.text()).toBe(fingerprintOf(renewed));
  });

  it('lets pending requests end', async () => {
    const held: (() => void)[] = [];
    await using platform = await serve((_, response) => {
      held.push(() => void response.end('done'));
    });
    await using call = create();
    const underWay = textOf(call(platform.url));
    // Called before the change, it may be dispatched before or after it: both have to end.
    call.update({ ...pki.issueClient(), ca: pki.ca });
    const next = textOf(call(platform.url));
    while (held.length < 2) await sleep(5);
    call.update(identity);
    for (const release of held) release();
    expect(await Promise.all([underWay, next])).toEqual(['done', 'done']);
  });

  it('is not taken when it is invalid', async () => {
    await using platform = await serve();
    await using call = create();
    expect(() => call.update({ ...identity, key: pki.platform.key })).toThrow(
      expect.objectContaining({ code: 'SAS_OPTION_INVALID' }),
    );
    expect(await textOf(call(platform.url))).toBe(fingerprintOf(pki.vendor));
  });

  it('loses no request when read from files (10 callers)', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sas-sos-outbound-'));
    const files = { cert: join(folder, 'cert'), key: join(folder, 'key'), ca: join(folder, 'ca') };
    const write = async ({ cert, key }: TestCertificate) => {
      await writeFile(files.cert, cert);
      await writeFile(files.key, key);
    };
    await write(pki.vendor);
    await writeFile(files.ca, pki.ca);
    await using platform = await serve();
    const call = await watchMutualTlsFetch({ files, intervalMilliseconds: 20 });
    const until = performance.now() + 2000;
    const seen = new Set<string>();
    // However slow the machine, the certificate changes once.
    const isOver = () => performance.now() >= until && seen.size > 1;
    const keepCalling = async () => {
      while (!isOver()) seen.add(await textOf(call(platform.url)));
    };
    const rotate = async () => {
      while (!isOver()) {
        await sleep(300);
        await write(pki.issueClient());
        await call.reload();
      }
    };
    await Promise.all([rotate(), ...Array.from({ length: 10 }, keepCalling)]);
    await call.close();
    await rm(folder, { recursive: true });
    expect(seen.size).toBeGreaterThan(1);
  });

  it('is refused at the start when its files cannot be used', async () => {
    await expect(
      watchMutualTlsFetch({ files: { pfx: join(tmpdir(), 'sas-sos-not-there') } }),
    ).rejects.toMatchObject({ code: 'SAS_OPTION_INVALID', issues: [{ expression: 'files.pfx' }] });
  });
});

describe('a call that fails', () => {
  const silentServer = async () => {
    const server = createTcpServer(() => {}).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return server;
  };

  /** Returns the code of the rejection, which must not contain any part of the address. */
  async function failureOf(response: Promise<unknown>): Promise<string> {
    const error = await response.then(
      () => new Error('It did not fail.'),
      (reason: unknown) => reason,
    );
    for (let cause = error; cause instanceof Error; cause = cause.cause) {
      expect(`${cause.message} ${cause.stack}`).not.toContain('identifier=secret');
    }
    return String((error as { code?: unknown }).code);
  }

  it('reports that nothing is listening', async () => {
    const { url } = await (async () => {
      await using platform = await serve();
      return platform;
    })();
    await using call = create();
    expect(await failureOf(call(url))).toBe('SAS_OUTBOUND_UNREACHABLE');
  });

  it('reports a broken connection', async () => {
    await using platform = await serve((request) => void request.socket.destroy());
    await using call = create();
    expect(await failureOf(call(platform.url))).toBe('SAS_OUTBOUND_UNREACHABLE');
  });

  it("reports that the server's certificate is not trusted", async () => {
    await using platform = await serve();
    await using call = create({ ca: createTestPki().ca });
    expect(await failureOf(call(platform.url))).toBe('SAS_OUTBOUND_TLS_REFUSED');
  });

  it("reports that the server's certificate is for another name", async () => {
    const elsewhere = createTestPki({ hosts: ['elsewhere.example'] });
    await using platform = await serve(undefined, elsewhere.server);
    await using call = create({ ca: elsewhere.ca });
    expect(await failureOf(call(platform.url))).toBe('SAS_OUTBOUND_TLS_REFUSED');
  });

  it('reports a timeout while connecting', async () => {
    const server = await silentServer();
    await using call = create({ limits: { connectMilliseconds: 200 } });
    const { port } = server.address() as AddressInfo;
    const code = await failureOf(call(`https://localhost:${port}/?identifier=secret`));
    server.close();
    expect(code).toBe('SAS_OUTBOUND_TIMEOUT');
  });

  it('reports a timeout while waiting for the answer', async () => {
    await using platform = await serve(() => {});
    await using call = create({ limits: { answerMilliseconds: 200 } });
    expect(await failureOf(call(platform.url))).toBe('SAS_OUTBOUND_TIMEOUT');
  });

  it('rejects with the abort reason of its signal', async () => {
    await using platform = await serve(() => {});
    await using call = create();
    const reason = new Error('enough');
    const controller = new AbortController();
    const failure = call(platform.url, { signal: controller.signal });
    controller.abort(reason);
    await expect(failure).rejects.toBe(reason);
  });

  it.each([
    { name: 'plain HTTP', url: 'http://localhost/?identifier=secret' },
    { name: 'a relative address', url: '/fhir?identifier=secret' },
    { name: 'credentials', url: 'https://user:password@localhost/?identifier=secret' },
    { name: 'a user', url: 'https://user@localhost/?identifier=secret' },
    { name: 'a password', url: 'https://:password@localhost/?identifier=secret' },
  ])('is refused at once: $name', async ({ url }) => {
    await using call = create();
    expect(await failureOf(call(url))).toBe('SAS_OPTION_INVALID');
  });

  it('is refused when redirected to plain HTTP', async () => {
    await using platform = await serve((_, response) => {
      response.writeHead(307, { location: 'http://localhost:65000/' }).end();
    });
    await using call = create();
    expect(await failureOf(call(platform.url, { redirect: 'follow' }))).toBe(
      'SAS_OUTBOUND_TLS_REFUSED',
    );
  });

  it('does not follow a redirect unless the caller asks for it', async () => {
    await using other = await serve();
    await using platform = await serve((_, response) => {
      response.writeHead(307, { location: other.url }).end();
    });
    await using call = create();
    expect(await failureOf(call(platform.url))).toBe('SAS_OUTBOUND_REDIRECTED');
    expect((await call(platform.url, { redirect: 'follow' })).status).toBe(200);
  });

  it('is any call after close', async () => {
    await using platform = await serve();
    const call = create();
    await call.close();
    await call.close();
    expect(await failureOf(call(platform.url))).toBe('SAS_OUTBOUND_UNREACHABLE');
    // As a reload of files that was in progress would do.
    call.update(identity);
    await call.close();
    expect(await failureOf(call(platform.url))).toBe('SAS_OUTBOUND_UNREACHABLE');
  });
});

describe('the options', () => {
  it.each<{ name: string; options: object; option: string }>([
    { name: 'no certificate', options: { cert: '' }, option: 'cert' },
    { name: 'the key of another', options: { key: pki.platform.key }, option: 'key' },
    { name: 'text instead of authorities', options: { ca: 'text' }, option: 'ca' },
    { name: 'text instead of PKCS#12', options: { pfx: Buffer.from('text') }, option: 'pfx' },
    {
      name: 'another passphrase',
      options: { pfx: toPkcs12(pki.vendor, 'right'), passphrase: 'wrong' },
      option: 'pfx',
    },
    { name: 'no authorities', options: { ca: [] }, option: 'ca' },
    {
      name: 'an authority that is no certificate',
      options: { ca: '-----BEGIN CERTIFICATE-----\nYWJj\n-----END CERTIFICATE-----\n' },
      option: 'ca',
    },
    {
      name: 'half a connection',
      options: { limits: { connections: 0.5 } },
      option: 'limits.connections',
    },
    {
      name: 'a timeout of more than an hour',
      options: { limits: { bodyMilliseconds: 3_600_001 } },
      option: 'limits.bodyMilliseconds',
    },
    {
      name: 'a text as timeout',
      options: { limits: { answerMilliseconds: '1000' } },
      option: 'limits.answerMilliseconds',
    },
    {
      name: 'a timeout of 0',
      options: { limits: { connectMilliseconds: 0 } },
      option: 'limits.connectMilliseconds',
    },
  ])('are refused: $name', ({ options, option }) => {
    expect(() => createMutualTlsFetch({ ...identity, ...options })).toThrow(
      expect.objectContaining({
        code: 'SAS_OPTION_INVALID',
        issues: [expect.objectContaining({ expression: option })],
      }),
    );
  });

  it('may have limits from 1 to an hour', async () => {
    const limits = {
      connectMilliseconds: 3_600_000,
      answerMilliseconds: 3_600_000,
      connections: 1,
    };
    await using call = create({ limits: { ...limits, bodyMilliseconds: 1 } });
    expect(call.dispatcher).toBeDefined();
  });
});
