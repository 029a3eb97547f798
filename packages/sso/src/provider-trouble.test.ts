import { generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import { createTestBrowser, createTestProvider, type TestProvider } from '@sas-sos/test-provider';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sasDelegation } from './methods/sas-delegation.js';
import {
  arrivalUrl,
  camille,
  client,
  createMovedClock,
  createVendor,
  page,
  signIn,
  signInUntilCallback,
  site,
} from './vendor.fixture.js';

let provider: TestProvider;
beforeAll(async () => {
  provider = await createTestProvider({ clients: [client], users: [camille] });
});
afterAll(() => provider.close());
afterEach(() => provider.behave());

/** Counts the requests to each endpoint while something runs. */
async function count(run: () => Promise<unknown>) {
  const before = provider.requests;
  await run();
  const after = provider.requests;
  return { discovery: after.discovery - before.discovery, keys: after.keys - before.keys };
}

const arrive = (vendor: ReturnType<typeof createVendor>) => vendor.handle(new Request(arrivalUrl));

/** A vendor, and the statuses of all answers of its discovery so far. */
function watched() {
  const statuses: number[] = [];
  const vendor = createVendor(provider, {
    async fetch(url, init) {
      const response = await fetch(url, init);
      if (String(url).includes('/.well-known/')) statuses.push(response.status);
      return response;
    },
  });
  return { vendor, discoveries: () => [...statuses] };
}

describe('the discovery document', () => {
  it('is not requested before the first arrival', async () => {
    const asked = await count(async () => {
      const vendor = createVendor(provider);
      await vendor.handle(new Request(page));
    });
    expect(asked).toEqual({ discovery: 0, keys: 0 });
  });

  it('is requested once by 500 concurrent arrivals', async () => {
    const vendor = createVendor(provider);
    const asked = await count(async () => {
      const answers = await Promise.all(Array.from({ length: 500 }, () => arrive(vendor)));
      expect(answers.every(({ status }) => status === 302)).toBe(true);
    });
    expect(asked).toEqual({ discovery: 1, keys: 0 });
  });

  it('is requested again when it is an hour old, without delaying arrivals', async () => {
    const { vendor, discoveries } = watched();
    await arrive(vendor);
    vendor.clock.advance(3_600_000);
    const answers = await Promise.all(Array.from({ length: 50 }, () => arrive(vendor)));
    expect(answers.every(({ status }) => status === 302)).toBe(true);
    await expect.poll(discoveries, { timeout: 10_000 }).toEqual([200, 200]);
    await arrive(vendor);
    expect(discoveries()).toEqual([200, 200]);
  });

  it('stays in use when it cannot be fetched again', async () => {
    const { vendor, discoveries } = watched();
    await arrive(vendor);
    provider.misbehave({ discovery: { status: 503 } });
    vendor.clock.advance(3_600_000);
    for (const times of [2, 3]) {
      const ask = async () => {
        expect((await arrive(vendor)).status).toBe(302);
        return discoveries().length;
      };
      await expect.poll(ask, { timeout: 10_000 }).toBeGreaterThanOrEqual(times);
      vendor.clock.advance(2000);
    }
    expect(discoveries().slice(0, 3)).toEqual([200, 503, 503]);
  });

  it('that is down is reported, is left alone for two seconds, and recovers by itself', async () => {
    provider.misbehave({ discovery: { status: 503 } });
    const vendor = createVendor(provider, { clock: stopped() });
    const asked = await count(async () => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => arrive(vendor)));
      expect(answers.every(({ status }) => status === 503)).toBe(true);
      const late = await arrive(vendor);
      expect(late.status).toBe(503);
      expect(late.headers.get('retry-after')).toBe('5');
      expect(await late.text()).toContain('href="/agenda/1111111111?slot=s1&#38;origin=sas"');
    });
    expect(asked.discovery).toBe(1);
    expect(new Set(vendor.codes())).toEqual(new Set(['SAS_SIGN_ON_PROVIDER_UNREACHABLE']));
    provider.behave();
    time.now += 2000;
    expect((await arrive(vendor)).status).toBe(302);
  });

  it('does not affect visits without origin, or with a session, when it is down', async () => {
    const vendor = createVendor(provider);
    const { browser } = await signIn(vendor, provider);
    provider.misbehave({
      discovery: { status: 503 },
      keys: { status: 503 },
      token: { status: 500 },
    });
    expect((await vendor.handle(new Request(page))).status).toBe(401);
    expect((await browser.open(arrivalUrl)).status).toBe(200);
  });

  it('that names another issuer is not accepted', async () => {
    provider.misbehave({ discovery: 'other-issuer' });
    const vendor = createVendor(provider);
    expect((await arrive(vendor)).status).toBe(500);
    expect(vendor.codes()).toEqual(['SAS_SIGN_ON_PROVIDER_MISCONFIGURED']);
  });

  it.each([
    { name: 'is not JSON', body: '<html>', code: 'SAS_SIGN_ON_PROVIDER_MISCONFIGURED' },
    { name: 'is a list', body: '[]', code: 'SAS_SIGN_ON_PROVIDER_MISCONFIGURED' },
    {
      name: 'has an invalid endpoint',
      body: (issuer: string) => ({ ...metadataOf(issuer), token_endpoint: 'javascript:alert(1)' }),
      code: 'SAS_SIGN_ON_PROVIDER_MISCONFIGURED',
    },
    {
      name: 'has an endpoint that is not secure',
      body: (issuer: string) => ({ ...metadataOf(issuer), token_endpoint: 'http://a.example/t' }),
      code: 'SAS_SIGN_ON_PROVIDER_MISCONFIGURED',
    },
    {
      name: 'has an alias that is not secure',
      body: (issuer: string) => ({
        ...metadataOf(issuer),
        mtls_endpoint_aliases: { token_endpoint: 'http://a.example/t' },
      }),
      code: 'SAS_SIGN_ON_PROVIDER_MISCONFIGURED',
    },
    {
      name: 'is too long',
      body: `{"x":"${'x'.repeat(1_100_000)}"}`,
      code: 'SAS_SIGN_ON_PROVIDER_UNREACHABLE',
    },
    { name: 'redirects', body: '', status: 302, code: 'SAS_SIGN_ON_PROVIDER_UNREACHABLE' },
  ])('that $name is not accepted', async ({ body, status = 200, code }) => {
    const issuer = 'https://provider.example/realms/sas';
    const text = typeof body === 'function' ? JSON.stringify(body(issuer)) : body;
    const vendor = createVendor(
      { issuer },
      {
        fetch: async () =>
          new Response(text, { status, headers: { location: 'https://evil.example/' } }),
      },
    );
    await arrive(vendor);
    expect(vendor.codes()).toEqual([code]);
  });
});

const time = { now: Date.now() };
/** A clock that stops until it is moved forward. */
function stopped() {
  time.now = Date.now();
  return { now: () => time.now };
}

function metadataOf(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
  };
}

describe('the keys', () => {
  it('are fetched once by many concurrent sign-ons', async () => {
    const vendor = createVendor(provider);
    const ready: Awaited<ReturnType<typeof signInUntilCallback>>[] = [];
    for (let index = 0; index < 10; index += 1) ready.push(await signInUntilCallback(vendor));
    const asked = await count(async () => {
      const pages = await Promise.all(
        ready.map(({ browser, callbackUrl }) => browser.open(callbackUrl)),
      );
      expect(pages.every(({ status }) => status === 200)).toBe(true);
    });
    expect(asked).toEqual({ discovery: 0, keys: 1 });
  });

  it('that were rotated between two sign-ons are fetched again at once', async () => {
    const vendor = createVendor(provider);
    await signIn(vendor, provider);
    await provider.rotateKeys();
    const { end } = await signIn(vendor, provider);
    expect(end.status).toBe(200);
  });

  it('that are slow are waited for', async () => {
    provider.misbehave({ keys: { delay: 200 } });
    const vendor = createVendor(provider);
    expect((await signIn(vendor, provider)).end.status).toBe(200);
  });

  /** A vendor that receives other keys than the provider's. */
  const withKeys = (change: (key: JsonWebKey) => readonly object[]) =>
    createVendor(provider, {
      async fetch(url, init) {
        const response = await fetch(url, init);
        if (!String(url).endsWith('/certs')) return response;
        const { keys } = (await response.json()) as { keys: JsonWebKey[] };
        return Response.json({ keys: keys.flatMap(change) });
      },
    });

  it('that cannot be fetched end the sign-on', async () => {
    provider.misbehave({ keys: { status: 503 } });
    const vendor = createVendor(provider);
    const { end } = await signIn(vendor, provider);
    expect(end.status).toBe(503);
    expect(vendor.codes()).toEqual(['SAS_SIGN_ON_PROVIDER_UNREACHABLE']);
  });

  it.each([
    { name: 'has no modulus', broken: { n: undefined } },
    { name: 'has a modulus that is not text', broken: { n: 1 } },
    { name: 'is too short', broken: { n: 'AQAB' } },
  ])('one of which $name end the sign-on, with nothing but a code', async ({ broken }) => {
    const vendor = withKeys((key) => [{ ...key, ...broken }]);
    const { end } = await signIn(vendor, provider);
    expect(end.status).toBe(503);
    expect(vendor.lines).toMatchObject([
      { code: 'SAS_SIGN_ON_PROVIDER_UNREACHABLE', reason: expect.stringMatching(/^keys: [\w ]+$/) },
    ]);
    expect(vendor.lines[0]).not.toHaveProperty('err');
  });

  it('two of which have the same name are tried one after the other', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const stranger = (key: JsonWebKey) => ({ ...key, ...publicKey.export({ format: 'jwk' }) });
    const vendor = withKeys((key) => [stranger(key), key]);
    expect((await signIn(vendor, provider)).end.status).toBe(200);
    const refusing = withKeys((key) => [stranger(key), stranger(key)]);
    await signIn(refusing, provider);
    expect(refusing.codes()).toEqual(['SAS_SIGN_ON_TOKEN_INVALID']);
  });

  it('many of which have the same name are not all tried', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const other = publicKey.export({ format: 'jwk' });
    const vendor = withKeys((key) => [
      ...Array.from({ length: 20 }, () => ({ ...key, ...other })),
      key,
    ]);
    await signIn(vendor, provider);
    expect(vendor.codes()).toEqual(['SAS_SIGN_ON_TOKEN_INVALID']);
  });
});

describe('the token endpoint', () => {
  it.each([
    { token: { status: 500 }, status: 503, code: 'SAS_SIGN_ON_PROVIDER_UNREACHABLE' },
    {
      token: { status: 401, error: 'invalid_client' },
      status: 500,
      code: 'SAS_SIGN_ON_PROVIDER_MISCONFIGURED',
    },
  ] as const)('that is $token: $code', async ({ token, status, code }) => {
    provider.misbehave({ token });
    const vendor = createVendor(provider);
    const { end } = await signIn(vendor, provider);
    expect(end.status).toBe(status);
    expect(vendor.codes()).toEqual([code]);
  });

  it('that expects another secret means misconfigured', async () => {
    const vendor = createVendor(provider, {
      method: sasDelegation({
        issuer: provider.issuer,
        clientId: 'agenda',
        clientAuthentication: { method: 'client_secret_basic', clientSecret: 'wrong' },
      }),
    });
    await signIn(vendor, provider);
    expect(vendor.codes()).toEqual(['SAS_SIGN_ON_PROVIDER_MISCONFIGURED']);
  });
});

describe('the clocks', () => {
  it.each([
    { name: '8 seconds behind', moved: -8000, codes: [] },
    { name: '8 seconds ahead', moved: 8000, codes: [] },
    { name: 'a minute behind', moved: -60_000, codes: ['SAS_SIGN_ON_TOKEN_INVALID'] },
    { name: 'ten minutes ahead', moved: 600_000, codes: ['SAS_SIGN_ON_TOKEN_INVALID'] },
  ])('with ours $name: $codes', async ({ moved, codes }) => {
    const clock = createMovedClock();
    clock.advance(moved);
    const vendor = createVendor(provider, { clock });
    await signIn(vendor, provider);
    expect(vendor.codes()).toEqual(codes);
  });

  it('once ours is set right, the next sign-on succeeds', async () => {
    const clock = createMovedClock();
    const vendor = createVendor(provider, { clock });
    clock.advance(600_000);
    await signIn(vendor, provider);
    expect(vendor.codes()).toEqual(['SAS_SIGN_ON_TOKEN_INVALID']);
    clock.advance(-600_000);
    const { end } = await signIn(vendor, provider);
    expect(end.status).toBe(200);
    expect(vendor.codes()).toEqual(['SAS_SIGN_ON_TOKEN_INVALID']);
  });
});

it.each([
  { error: 'temporarily_unavailable', code: 'SAS_SIGN_ON_PROVIDER_UNREACHABLE' },
  { error: 'server_error', code: 'SAS_SIGN_ON_PROVIDER_UNREACHABLE' },
  { error: 'invalid_scope', code: 'SAS_SIGN_ON_PROVIDER_MISCONFIGURED' },
  { error: 'unauthorized_client', code: 'SAS_SIGN_ON_PROVIDER_MISCONFIGURED' },
  { error: 'login_required', code: 'SAS_SIGN_ON_PROVIDER_REFUSED' },
  { error: '"><script>', code: 'SAS_SIGN_ON_PROVIDER_REFUSED' },
])('the error $error of the provider: $code', async ({ error, code }) => {
  const vendor = createVendor(provider);
  const { browser, callbackUrl } = await signInUntilCallback(vendor);
  const url = new URL(callbackUrl);
  url.searchParams.delete('code');
  url.searchParams.set('error', error);
  url.searchParams.set('error_description', 'camille.durand@example.org');
  const { text } = await browser.open(url.href);
  expect(vendor.codes()).toEqual([code]);
  expect(text).not.toContain('<script');
  expect(JSON.stringify([text, vendor.lines])).not.toContain('camille');
});

it('a provider without a listener counts as unreachable', async () => {
  const gone = await createTestProvider({ clients: [client], users: [] });
  await gone.close();
  const vendor = createVendor(gone);
  const browser = createTestBrowser({ sites: { [site]: vendor.handle } });
  expect((await browser.open(arrivalUrl)).status).toBe(503);
  expect(vendor.codes()).toEqual(['SAS_SIGN_ON_PROVIDER_UNREACHABLE']);
});
