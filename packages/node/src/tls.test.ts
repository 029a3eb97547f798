import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import {
  connect as connectHttp2,
  constants,
  createSecureServer,
  type IncomingHttpHeaders,
} from 'node:http2';
import { createServer, request as httpsRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Server, TlsOptions } from 'node:tls';
import type { FetchHandler } from '@sas-sos/core';
import { toBytesReply, toBytesResponse, withExchange } from '@sas-sos/fhir-http';
import { generate } from 'selfsigned';
import { beforeAll, describe, expect, it } from 'vitest';
import { toNodeHandler } from './to-node-handler.js';

interface Pair {
  readonly cert: string;
  readonly key: string;
}

let server: Pair;
let client: Pair;
let stranger: Pair;

beforeAll(async () => {
  const make = async (name: string): Promise<Pair> => {
    const { cert, private: key } = await generate([{ name: 'commonName', value: name }], {
      keySize: 2048,
    });
    return { cert, key };
  };
  [server, client, stranger] = (await Promise.all(
    ['localhost', 'sas-agregateur', 'stranger'].map(make),
  )) as [Pair, Pair, Pair];
});

const describeCaller: FetchHandler = async (request, context) => {
  const first = context?.peerCertificate;
  return Response.json({
    url: request.url,
    header: request.headers.get('x-a'),
    pseudo: [...request.headers.keys()].filter((name) => name.startsWith(':')),
    body: await request.text(),
    fingerprint: first ? createHash('sha256').update(first.raw).digest('hex') : null,
    authorized: first?.authorized,
    authorizationError: first?.authorizationError,
    isSame: first === context?.peerCertificate,
  });
};

function tlsOptions(): TlsOptions {
  return { ...server, ca: [client.cert], requestCert: true, rejectUnauthorized: false };
}

async function listening(host: Server) {
  host.listen(0, '127.0.0.1');
  await once(host, 'listening');
  return {
    port: (host.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      host.close();
      await once(host, 'close');
    },
  };
}

async function call(port: number, presented: Partial<Pair>) {
  const request = httpsRequest({
    port,
    host: '127.0.0.1',
    ...presented,
    rejectUnauthorized: false,
    agent: false,
    path: '/a?b',
    headers: { host: 'a.example' },
  }).end();
  const [response] = await once(request, 'response');
  let body = '';
  for await (const chunk of response) body += chunk;
  return JSON.parse(body);
}

const fingerprintOf = ({ cert }: Pair) =>
  new X509Certificate(cert).fingerprint256.replaceAll(':', '').toLowerCase();

describe('the certificate of the other end', () => {
  it.each([
    { name: 'a trusted one', which: 'client' as const, authorized: true, error: undefined },
    {
      name: 'an untrusted one',
      which: 'stranger' as const,
      authorized: false,
      error: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    },
    { name: 'none', which: 'none' as const, authorized: undefined, error: undefined },
  ])('$name', async ({ which, authorized, error }) => {
    await using host = await listening(createServer(tlsOptions(), toNodeHandler(describeCaller)));
    const pair = { client, stranger, none: undefined }[which];
    expect(await call(host.port, pair ?? {})).toMatchObject({
      url: 'https://a.example/a?b',
      fingerprint: pair ? fingerprintOf(pair) : null,
      isSame: true,
      ...(authorized === undefined ? {} : { authorized }),
      ...(error === undefined ? {} : { authorizationError: error }),
    });
  });

  it('is the same object for one connection', async () => {
    const seen = new Set<unknown>();
    const handler: FetchHandler = async (_, context) => {
      seen.add(context?.peerCertificate);
      return new Response('ok');
    };
    await using host = await listening(createServer(tlsOptions(), toNodeHandler(handler)));
    const { Agent } = await import('node:https');
    const agent = new Agent({
      keepAlive: true,
      maxSockets: 1,
      ...client,
      rejectUnauthorized: false,
    });
    for (let turn = 0; turn < 3; turn += 1) {
      const request = httpsRequest({ port: host.port, host: '127.0.0.1', agent }).end();
      const [response] = await once(request, 'response');
      await once(response.resume(), 'end');
    }
    agent.destroy();
    expect(seen.size).toBe(1);
    expect([...seen][0]).toBeDefined();
  });
});

describe('HTTP/2', () => {
  async function call2(handler: FetchHandler, options: { method: string; body?: Buffer }) {
    await using host = await listening(
      createSecureServer({ ...tlsOptions(), allowHTTP1: true }, toNodeHandler(handler)),
    );
    const session = connectHttp2(`https://127.0.0.1:${host.port}`, {
      ...client,
      rejectUnauthorized: false,
    });
    try {
      const stream = session.request(
        {
          ':method': options.method,
          ':authority': 'a.example:8443',
          ':path': '/a?b',
          'x-a': '1',
        },
        { endStream: !options.body },
      );
      stream.on('error', () => {});
      if (options.body) stream.end(options.body);
      const [headers] = (await once(stream, 'response')) as [IncomingHttpHeaders];
      let body = '';
      for await (const chunk of stream) body += chunk;
      await expect.poll(() => stream.closed).toBe(true);
      return { headers, body, reset: stream.rstCode };
    } finally {
      session.destroy();
    }
  }

  it('gives caller, URL and body', async () => {
    const { headers, body } = await call2(describeCaller, {
      method: 'POST',
      body: Buffer.from('é'),
    });
    expect(headers[':status']).toBe(200);
    expect(JSON.parse(body)).toEqual({
      url: 'https://a.example:8443/a?b',
      header: '1',
      pseudo: [],
      body: 'é',
      fingerprint: fingerprintOf(client),
      authorized: true,
      isSame: true,
    });
  });

  it('has no connection headers', async () => {
    const ofConnection = {
      ...{ connection: 'close', 'keep-alive': 'timeout=5', 'proxy-connection': 'close' },
      ...{ 'transfer-encoding': 'chunked', upgrade: 'h2c' },
    };
    const { headers, body } = await call2(
      async () => new Response('ok', { headers: { ...ofConnection, 'x-b': '2' } }),
      { method: 'GET' },
    );
    expect([headers[':status'], headers['x-b'], body]).toEqual([200, '2', 'ok']);
    for (const name of Object.keys(ofConnection)) expect(headers).not.toHaveProperty([name]);
  });

  it('sends the answer to a body that it did not read', async () => {
    const { headers, body, reset } = await call2(async () => new Response('no', { status: 413 }), {
      method: 'POST',
      body: Buffer.alloc(3_000_000),
    });
    // The caller can stop sending: its request has been answered, and nothing failed.
    expect([headers[':status'], body, reset]).toEqual([413, 'no', constants.NGHTTP2_NO_ERROR]);
  });

  it('lets the caller stop when it read only the start of the body', async () => {
    const { headers, body, reset } = await call2(
      async ({ body }) => {
        await body?.getReader().read();
        return new Response('no'.repeat(500_000), { status: 413 });
      },
      { method: 'POST', body: Buffer.alloc(3_000_000) },
    );
    expect([headers[':status'], body.length]).toEqual([413, 1_000_000]);
    expect(reset).toBe(constants.NGHTTP2_NO_ERROR);
  });

  it('sends only the head to HEAD', async () => {
    const { headers, body, reset } = await call2(
      async () => toBytesResponse([new Uint8Array(3), new Uint8Array(4)], { headers: {} }),
      { method: 'HEAD' },
    );
    expect([headers['content-length'], body, reset]).toEqual(['7', '', constants.NGHTTP2_NO_ERROR]);
  });

  it.each(['GET', 'HEAD', 'POST'])('%s without a body has none', async (method) => {
    let hasBody: boolean | undefined;
    await call2(
      async ({ body }) => {
        hasBody = body !== null;
        return new Response(null);
      },
      { method },
    );
    expect(hasBody).toBe(false);
  });

  it('serves HTTP/1.1 as well', async () => {
    await using host = await listening(
      createSecureServer({ ...tlsOptions(), allowHTTP1: true }, toNodeHandler(describeCaller)),
    );
    expect(await call(host.port, client)).toMatchObject({
      url: 'https://a.example/a?b',
      fingerprint: fingerprintOf(client),
    });
  });

  it.each(['GET', 'POST'])('gives an exchange a whole request, with %s', async (method) => {
    const kinds: unknown[] = [];
    const handler = withExchange(
      async () => new Response(),
      async (request) => {
        kinds.push(request.method, request instanceof Request);
        return toBytesReply([], { headers: [] });
      },
    );
    await call2(handler, { method });
    expect(kinds).toEqual([method, true]);
  });
});
