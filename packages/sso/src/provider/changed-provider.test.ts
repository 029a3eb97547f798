import { describe, expect, it } from 'vitest';
import { arrivalUrl, createVendor, signIn, signInUntilCallback } from '../vendor.fixture.js';
import { provided } from './provider.fixture.js';

const { provider } = provided();

/** Counts the requests to discovery and keys while something runs. */
async function count(run: () => Promise<unknown>) {
  const before = provider().requests;
  await run();
  const after = provider().requests;
  return { discovery: after.discovery - before.discovery, keys: after.keys - before.keys };
}

describe('another key under the same name', () => {
  it('is fetched once, and the sign-on goes on', async () => {
    const vendor = createVendor(provider());
    await signIn(vendor, provider());
    await provider().rotateKeys({ keepsKeyId: true });
    const asked = await count(async () => {
      expect((await signIn(vendor, provider())).end.status).toBe(200);
    });
    expect(asked).toEqual({ discovery: 0, keys: 1 });
  });

  it('is fetched once by many concurrent sign-ons', async () => {
    const vendor = createVendor(provider());
    await signIn(vendor, provider());
    await provider().rotateKeys({ keepsKeyId: true });
    const ready: Awaited<ReturnType<typeof signInUntilCallback>>[] = [];
    for (let index = 0; index < 8; index += 1) ready.push(await signInUntilCallback(vendor));
    const asked = await count(async () => {
      const ends = await Promise.all(
        ready.map(({ browser, callbackUrl }) => browser.open(callbackUrl)),
      );
      expect(ends.map(({ status }) => status)).toEqual(ready.map(() => 200));
    });
    expect(asked.keys).toBe(1);
  });

  it('that does not come costs one request in ten seconds, whatever tokens arrive', async () => {
    const now = { time: Date.now() };
    const vendor = createVendor(provider(), { clock: { now: () => now.time } });
    await signIn(vendor, provider());
    provider().misbehave({ idToken: { signature: 'other-key' } });
    const forged = await provider().sign({ sub: 'a' }, { signature: 'other-key' });
    const attack = async () => {
      for (let index = 0; index < 3; index += 1) await signIn(vendor, provider());
      for (let index = 0; index < 3; index += 1) {
        const body = new URLSearchParams({ logout_token: forged });
        const url = 'https://agenda.example/sso/backchannel';
        await vendor.handle(new Request(url, { method: 'POST', body }));
      }
    };
    expect(await count(attack)).toEqual({ discovery: 1, keys: 1 });
    now.time += 9999;
    expect((await count(attack)).keys).toBe(0);
    now.time += 1;
    expect((await count(attack)).keys).toBe(1);
    expect(new Set(vendor.codes())).toEqual(
      new Set(['SAS_SIGN_ON_TOKEN_INVALID', 'SAS_SIGN_ON_LOGOUT_TOKEN_INVALID']),
    );
  });

  it('leaves the refusal as it is when the keys cannot be fetched', async () => {
    const vendor = createVendor(provider());
    await signIn(vendor, provider());
    provider().misbehave({ idToken: { signature: 'other-key' }, keys: { status: 503 } });
    await signIn(vendor, provider());
    expect(vendor.codes()).toEqual(['SAS_SIGN_ON_TOKEN_INVALID']);
  });
});

describe('a discovery document that changed', () => {
  it('is read again when the algorithm is another one, and the sign-on goes on', async () => {
    const vendor = createVendor(provider());
    await signIn(vendor, provider());
    await provider().rotateKeys({ algorithm: 'ES256' });
    const tokens = provider().requests.token;
    const asked = await count(async () => {
      expect((await signIn(vendor, provider())).end.status).toBe(200);
    });
    expect(asked).toEqual({ discovery: 1, keys: 1 });
    // The code was redeemed once.
    expect(provider().requests.token - tokens).toBe(1);
    await provider().rotateKeys({ algorithm: 'RS256' });
  });

  it.each([
    { name: 'its token endpoint', member: 'token_endpoint', former: '/former/token' },
    { name: 'its keys', member: 'jwks_uri', former: '/former/certs' },
  ])('is read again when $name moved: the former address answers a page', async (moved) => {
    const { member, former } = moved;
    let isMoved = false;
    const vendor = createVendor(provider(), {
      async fetch(url, init) {
        if (String(url).endsWith(former)) {
          return new Response('<p>Not here any more</p>', {
            status: 404,
            headers: { 'content-type': 'text/html' },
          });
        }
        const response = await fetch(url, init);
        if (isMoved || !String(url).includes('/.well-known/')) return response;
        const metadata = (await response.json()) as object;
        return Response.json({ ...metadata, [member]: `${provider().issuer}${former}` });
      },
    });
    const ready = await signInUntilCallback(vendor);
    isMoved = true;
    expect((await ready.browser.open(ready.callbackUrl)).status).toBe(200);
  });

  it('and is the same costs one request in ten seconds', async () => {
    const now = { time: Date.now() };
    const vendor = createVendor(provider(), { clock: { now: () => now.time } });
    await signIn(vendor, provider());
    provider().misbehave({ idToken: { signature: 'public-key-as-secret' } });
    const attack = async () => {
      for (let index = 0; index < 3; index += 1) await signIn(vendor, provider());
    };
    expect((await count(attack)).discovery).toBe(1);
    now.time += 9999;
    expect((await count(attack)).discovery).toBe(0);
    now.time += 1;
    expect((await count(attack)).discovery).toBe(1);
  });
});

describe('an invalid answer of the token endpoint is told apart in the log', () => {
  const change = (edit: (body: Record<string, unknown>) => Response) =>
    createVendor(provider(), {
      async fetch(url, init) {
        const response = await fetch(url, init);
        if (!String(url).endsWith('/token')) return response;
        return edit((await response.json()) as Record<string, unknown>);
      },
    });

  it.each([
    {
      name: 'a token that is not signed',
      fault: { signature: 'none' },
      reason: /^ID token: not signed \(alg none\)$/,
      code: 'SAS_SIGN_ON_TOKEN_INVALID',
    },
    {
      name: 'an algorithm that is not announced',
      fault: { signature: 'public-key-as-secret' },
      reason: /^ID token: signed with HS256, but the provider announces RS256$/,
      code: 'SAS_SIGN_ON_TOKEN_INVALID',
    },
    {
      name: 'no ID token',
      edit: ({ id_token: _, ...rest }: Record<string, unknown>) => Response.json(rest),
      reason: /^token endpoint: no ID token; check that the client may use the scope openid$/,
      code: 'SAS_SIGN_ON_TOKEN_INVALID',
    },
    {
      name: 'a page',
      edit: () => new Response('<p>', { headers: { 'content-type': 'text/html; charset=utf-8' } }),
      reason: /status 200, text\/html, instead of tokens in JSON$/,
      code: 'SAS_SIGN_ON_PROVIDER_MISCONFIGURED',
    },
    {
      name: 'a page with another status',
      edit: () => new Response('<p>', { status: 404, headers: { 'content-type': 'text/html' } }),
      reason: /status 404, text\/html, instead of tokens in JSON$/,
      code: 'SAS_SIGN_ON_PROVIDER_MISCONFIGURED',
    },
  ] as const)('$name', async ({ reason, code, ...given }) => {
    const vendor = 'edit' in given ? change(given.edit) : createVendor(provider());
    if ('fault' in given) provider().misbehave({ idToken: given.fault });
    await signIn(vendor, provider(), { url: arrivalUrl });
    expect(vendor.lines).toMatchObject([{ code, reason: expect.stringMatching(reason) }]);
  });
});
