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

/** A platform: answers with the fingerprint of who calls, and refuses others in the handshake. */
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

describe('a fetch with our certificate', () => {
  it('presents it', async () => {
    await using platform = await serve();
    await using call = create();
    expect(await textOf(call(platform.url))).toBe(fingerprintOf(pki.vendor));
    expect(await textOf(call(new URL(platform.url)))).toBe(fingerprintOf(pki.vendor));
    expect(await textOf(call(new Request(platform.url)))).toBe(fingerprintOf(pki.vendor));
  });

  it('hands on its connections, for other clients', async () => {
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

  it('presents one out of PKCS#12', async () => {
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
  it('is the one of the moment when a request was dispatched, the first one too', async () => {
    await using platform = await serve();
    await using call = create();
    const renewed = pki.issueClient();
    // It dispatches at once, unlike fetch.
    const dispatch = () =>
      request(platform.url, { dispatcher: call.dispatcher as unknown as Dispatcher });
    const first = dispatch();
    call.update({ ...renewed, ca: pki.ca });
    const second = dispatch();
    expect(await (await first).body.text()).toBe(fingerprintOf(pki.vendor));
    expect(await (await second).body.text()).toBe(fingerprintOf(renewed));
  });

  it('lets requests under way end', async () => {
    const held: (() => void)[] = [];
    await using platform = await serve((_, response) => {
      held.push(() => void response.end('done'));
    });
    await using call = create();
    const underWay = textOf(call(platform.url));
    // Dispatched after the change though called before it, or before: both have to end.
    call.update({ ...pki.issueClient(), ca: pki.ca });
    const next = textOf(call(platform.url));
    while (held.length < 2) await sleep(5);
    call.update(identity);
    for (const release of held) release();
    expect(await Promise.all([underWay, next])).toEqual(['done', 'done']);
  });

  it('is not taken when it is wrong', async () => {
    await using platform = await serve();
    await using call = create();
    expect(() => call.update({ ...identity, key: pki.platform.key })).toThrow(
      expect.objectContaining({ code: 'SAS_OPTION_INVALID' }),
    );
    expect(await textOf(call(platform.url))).toBe(fingerprintOf(pki.vendor));
  });

  it('loses no request, out of files (10 callers)', async () => {
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
    const keepCalling = async () => {
      while (performance.now() < until) seen.add(await textOf(call(platform.url)));
    };
    const rotate = async () => {
      while (performance.now() < until) {
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

  it('is not begun with when its files cannot be used', async () => {
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

  /** What it rejects with; nothing of the address may be in it. */
  async function failureOf(response: Promise<unknown>): Promise<string> {
    const error = await response.then(
      () => new Error('It did not fail.'),
      (reason: unknown) => reason,
    );
    for (let each = error; each instanceof Error; each = each.cause) {
      expect(`${each.message} ${each.stack}`).not.toContain('identifier=secret');
    }
    return String((error as { code?: unknown }).code);
  }

  it('says that nobody is there', async () => {
    const { url } = await (async () => {
      await using platform = await serve();
      return platform;
    })();
    await using call = create();
    expect(await failureOf(call(url))).toBe('SAS_OUTBOUND_UNREACHABLE');
  });

  it('says that the connection broke off', async () => {
    await using platform = await serve((request) => void request.socket.destroy());
    await using call = create();
    expect(await failureOf(call(platform.url))).toBe('SAS_OUTBOUND_UNREACHABLE');
  });

  it("says that the other end's certificate is not trusted", async () => {
    await using platform = await serve();
    await using call = create({ ca: createTestPki().ca });
    expect(await failureOf(call(platform.url))).toBe('SAS_OUTBOUND_TLS_REFUSED');
  });

  it("says that the other end's certificate is of another name", async () => {
    const elsewhere = createTestPki({ hosts: ['elsewhere.example'] });
    await using platform = await serve(undefined, elsewhere.server);
    await using call = create({ ca: elsewhere.ca });
    expect(await failureOf(call(platform.url))).toBe('SAS_OUTBOUND_TLS_REFUSED');
  });

  it('says that no connection came about in time', async () => {
    const server = await silentServer();
    await using call = create({ limits: { connectMilliseconds: 200 } });
    const { port } = server.address() as AddressInfo;
    const code = await failureOf(call(`https://localhost:${port}/?identifier=secret`));
    server.close();
    expect(code).toBe('SAS_OUTBOUND_TIMEOUT');
  });

  it('says that no answer came in time', async () => {
    await using platform = await serve(() => {});
    await using call = create({ limits: { answerMilliseconds: 200 } });
    expect(await failureOf(call(platform.url))).toBe('SAS_OUTBOUND_TIMEOUT');
  });

  it('gives back what its signal was aborted with', async () => {
    await using platform = await serve(() => {});
    await using call = create();
    const reason = new Error('enough');
    const controller = new AbortController();
    const failure = call(platform.url, { signal: controller.signal });
    controller.abort(reason);
    await expect(failure).rejects.toBe(reason);
  });

  it.each([
    { name: 'no HTTPS', url: 'http://localhost/?identifier=secret' },
    { name: 'no address', url: '/fhir?identifier=secret' },
    { name: 'credentials', url: 'https://user:password@localhost/?identifier=secret' },
  ])('is refused at once: $name', async ({ url }) => {
    await using call = create();
    expect(await failureOf(call(url))).toBe('SAS_OPTION_INVALID');
  });

  it('is refused where it is sent on to plain HTTP', async () => {
    await using platform = await serve((_, response) => {
      response.writeHead(307, { location: 'http://localhost:65000/' }).end();
    });
    await using call = create();
    expect(await failureOf(call(platform.url, { redirect: 'follow' }))).toBe(
      'SAS_OUTBOUND_TLS_REFUSED',
    );
  });

  it('is sent on to nobody, unless the caller says so', async () => {
    await using other = await serve();
    await using platform = await serve((_, response) => {
      response.writeHead(307, { location: other.url }).end();
    });
    await using call = create();
    expect(await failureOf(call(platform.url))).toBe('SAS_OUTBOUND_REDIRECTED');
    expect((await call(platform.url, { redirect: 'follow' })).status).toBe(200);
  });

  it('is one after the end', async () => {
    await using platform = await serve();
    const call = create();
    await call.close();
    await call.close();
    expect(await failureOf(call(platform.url))).toBe('SAS_OUTBOUND_UNREACHABLE');
    // A change of files that was under way.
    call.update(identity);
    await call.close();
    expect(await failureOf(call(platform.url))).toBe('SAS_OUTBOUND_UNREACHABLE');
  });
});

describe('the options', () => {
  it.each<{ name: string; options: object; option: string }>([
    { name: 'no certificate', options: { cert: '' }, option: 'cert' },
    { name: 'the key of another', options: { key: pki.platform.key }, option: 'key' },
    { name: 'authorities that are none', options: { ca: 'text' }, option: 'ca' },
    { name: 'PKCS#12 that is none', options: { pfx: Buffer.from('text') }, option: 'pfx' },
    {
      name: 'another passphrase',
      options: { pfx: toPkcs12(pki.vendor, 'right'), passphrase: 'wrong' },
      option: 'pfx',
    },
    {
      name: 'no time',
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
});
