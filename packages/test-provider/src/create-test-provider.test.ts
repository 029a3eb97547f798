import type { FetchHandler } from '@sas-sos/core';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestBrowser } from './browser/create-test-browser.js';
import { createTestProvider, type TestProvider } from './create-test-provider.js';

const site = 'https://agenda.example';
const redirectUri = `${site}/callback`;
const verifier = 'v'.repeat(43);

/** Computes the S256 challenge of the verifier. */
async function challenge(): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  return Buffer.from(digest).toString('base64url');
}

/** A minimal application that shows the address it was called with. */
const application: FetchHandler = async ({ url }) => new Response(url);

interface Metadata {
  readonly issuer: string;
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
  readonly jwks_uri: string;
  readonly userinfo_endpoint: string;
}

async function discover(provider: TestProvider): Promise<Metadata> {
  const response = await fetch(provider.discoveryUrl);
  expect(response.status).toBe(200);
  return (await response.json()) as Metadata;
}

async function authorizationUrl(metadata: Metadata, scope: string): Promise<string> {
  const query = new URLSearchParams({
    client_id: 'agenda',
    response_type: 'code',
    redirect_uri: redirectUri,
    scope,
    state: 'state',
    nonce: 'nonce',
    code_challenge: await challenge(),
    code_challenge_method: 'S256',
  });
  return `${metadata.authorization_endpoint}?${query}`;
}

/** Signs in camille, and redeems the code. */
async function signIn(provider: TestProvider, scope = 'openid email') {
  const metadata = await discover(provider);
  const browser = createTestBrowser({ sites: { [site]: application } });
  const login = await browser.open(await authorizationUrl(metadata, scope));
  const page = await provider.logIn(browser, login, 'camille');
  const code = new URL(page.url).searchParams.get('code') ?? '';
  const response = await fetch(metadata.token_endpoint, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa('agenda:secret-of-the-test')}` },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      code_verifier: verifier,
    }),
  });
  const tokens = (await response.json()) as { id_token: string; access_token: string };
  return { metadata, browser, page, response, tokens };
}

async function verify({ metadata, tokens }: Awaited<ReturnType<typeof signIn>>) {
  const keys = createRemoteJWKSet(new URL(metadata.jwks_uri));
  const { payload } = await jwtVerify(tokens.id_token, keys, { algorithms: ['RS256'] });
  return payload;
}

const client = {
  clientId: 'agenda',
  clientSecret: 'secret-of-the-test',
  redirectUris: [redirectUri],
};
const user = {
  login: 'camille',
  subject: 'subject-1',
  claims: { email: 'camille@example.org', SubjectNameID: '810000000001' },
};

describe('in the layout of the platform', () => {
  let provider: TestProvider;
  beforeAll(async () => {
    provider = await createTestProvider({ clients: [client], users: [user] });
  });
  afterAll(() => provider.close());

  it('has the paths of Keycloak', async () => {
    const { issuer, authorization_endpoint } = await discover(provider);
    expect(issuer).toBe(provider.issuer);
    expect(issuer).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/realms\/sas$/);
    expect(authorization_endpoint).toBe(`${issuer}/protocol/openid-connect/auth`);
  });

  it.each(['GET', 'POST'])(
    'answers 200 with the login page itself, without cookies: %s',
    async (method) => {
      const url = new URL(await authorizationUrl(await discover(provider), 'openid'));
      const { search } = url;
      if (method === 'POST') url.search = '';
      const response = await fetch(url, {
        method,
        redirect: 'manual',
        ...(method === 'POST' ? { body: new URLSearchParams(search) } : {}),
      });
      expect(search).not.toBe('');
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toMatch(/^text\/html/);
      expect(response.headers.has('location')).toBe(false);
      expect(await response.text()).toContain('name="password"');
    },
  );

  it('signs in from the page of an authorization request by POST', async () => {
    const url = new URL(await authorizationUrl(await discover(provider), 'openid'));
    const fields = Object.fromEntries(url.searchParams);
    url.search = '';
    const form = Object.entries(fields)
      .map(([name, value]) => `<input name="${name}" value="${value}">`)
      .join('');
    const sender = `<form method="post" action="${url.href}">${form}</form>`;
    const browser = createTestBrowser({
      sites: {
        [site]: async (request) =>
          new URL(request.url).pathname === '/start'
            ? new Response(sender, { headers: { 'content-type': 'text/html' } })
            : application(request),
      },
    });
    const login = await browser.submit(await browser.open(`${site}/start`), {});
    expect(login.url).toBe(url.href);
    const page = await provider.logIn(browser, login, 'camille');
    expect(page.url).toMatch(/^https:\/\/agenda\.example\/callback\?code=/);
  });

  it('signs in a user by password, with the claims in the ID token', async () => {
    const signedIn = await signIn(provider);
    expect(signedIn.page.url).toMatch(/^https:\/\/agenda\.example\/callback\?code=/);
    expect(new URL(signedIn.page.url).searchParams.get('iss')).toBe(provider.issuer);
    const claims = { sub: 'subject-1', email: 'camille@example.org', nonce: 'nonce' };
    await expect(verify(signedIn)).resolves.toMatchObject(claims);
  });

  it('does not ask a signed-in user again', async () => {
    const { browser, metadata } = await signIn(provider);
    const again = await browser.open(await authorizationUrl(metadata, 'openid'));
    expect(again.url).toMatch(/^https:\/\/agenda\.example\/callback\?code=/);
  });

  it('refuses a wrong password, and returns a user who gives up', async () => {
    const metadata = await discover(provider);
    const browser = createTestBrowser({ sites: { [site]: application } });
    const login = await browser.open(await authorizationUrl(metadata, 'openid'));
    const wrong = await browser.submit(login, { login: 'camille', password: 'guessed' });
    expect(wrong.status).toBe(401);
    const page = await provider.abandon(browser, wrong);
    expect(new URL(page.url).searchParams.get('error')).toBe('access_denied');
  });

  it.each([
    { signature: 'none' },
    { signature: 'public-key-as-secret' },
    { signature: 'other-key' },
    { signature: 'altered' },
  ] as const)('forges a token: $signature', async (idToken) => {
    provider.misbehave({ idToken });
    const signedIn = await signIn(provider);
    provider.behave();
    await expect(verify(signedIn)).rejects.toThrow();
  });

  it('forges claims under an honest signature', async () => {
    provider.misbehave({ idToken: { claims: { aud: 'other', email: undefined }, shift: 30 } });
    const signedIn = await signIn(provider);
    provider.behave();
    const claims = await verify(signedIn);
    expect(claims.aud).toBe('other');
    expect(claims).not.toHaveProperty('email');
    expect(claims.iat).toBeGreaterThan(Date.now() / 1000 + 5);
  });

  it.each([
    { name: 'a token endpoint that fails', faults: { token: { status: 500 } }, status: 500 },
    {
      name: 'an unknown client',
      faults: { token: { status: 401, error: 'invalid_client' } },
      status: 401,
    },
  ] as const)('misbehaves: $name', async ({ faults, status }) => {
    provider.misbehave(faults);
    const { response } = await signIn(provider);
    provider.behave();
    expect(response.status).toBe(status);
  });

  it('takes down its discovery document and its keys, and counts requests', async () => {
    const { jwks_uri } = await discover(provider);
    const before = provider.requests;
    provider.misbehave({ discovery: { status: 503 }, keys: { status: 503 } });
    expect((await fetch(provider.discoveryUrl)).status).toBe(503);
    expect((await fetch(jwks_uri)).status).toBe(503);
    provider.misbehave({ keys: { delay: 20 } });
    expect((await fetch(jwks_uri)).status).toBe(200);
    provider.behave();
    expect(provider.requests).toMatchObject({
      discovery: before.discovery + 1,
      keys: before.keys + 2,
    });
  });

  it('names another issuer in its discovery document', async () => {
    provider.misbehave({ discovery: 'other-issuer' });
    const { issuer, token_endpoint } = await discover(provider);
    provider.behave();
    expect(issuer).toBe(`${provider.issuer}-other`);
    expect(token_endpoint.startsWith(`${provider.issuer}/`)).toBe(true);
  });

  it('rotates its key, and keeps sessions', async () => {
    const former = await signIn(provider);
    await provider.rotateKeys();
    await expect(verify(former)).rejects.toThrow();
    const again = await former.browser.open(await authorizationUrl(former.metadata, 'openid'));
    expect(again.url).toContain('code=');
    await expect(verify(await signIn(provider))).resolves.toMatchObject({ sub: 'subject-1' });
  });
});

describe('in the layout of Pro Santé Connect', () => {
  let provider: TestProvider;
  beforeAll(async () => {
    provider = await createTestProvider({
      realm: 'esante-wallet',
      clients: [{ ...client, userinfo: 'jwt' }],
      users: [user],
    });
  });
  afterAll(() => provider.close());

  it('has its discovery document at a non-standard path', async () => {
    const { issuer } = await discover(provider);
    expect(provider.discoveryUrl).toBe(`${issuer}/.well-known/wallet-openid-configuration`);
    const usual = await fetch(`${issuer}/.well-known/openid-configuration`);
    expect(usual.status).toBe(404);
  });

  it('returns the claims in signed userinfo', async () => {
    const { metadata, tokens } = await signIn(provider, 'openid scope_all');
    const response = await fetch(metadata.userinfo_endpoint, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });
    expect(response.headers.get('content-type')).toContain('application/jwt');
    const keys = createRemoteJWKSet(new URL(metadata.jwks_uri));
    const { payload } = await jwtVerify(await response.text(), keys);
    expect(payload).toMatchObject({ sub: 'subject-1', SubjectNameID: '810000000001' });
  });

  it('returns signed userinfo about another person', async () => {
    const { metadata, tokens } = await signIn(provider, 'openid scope_all');
    provider.misbehave({ userinfo: 'other-subject' });
    const response = await fetch(metadata.userinfo_endpoint, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });
    provider.behave();
    const keys = createRemoteJWKSet(new URL(metadata.jwks_uri));
    const { payload } = await jwtVerify(await response.text(), keys);
    expect(payload).toMatchObject({ sub: 'somebody-else', SubjectNameID: '810000000001' });
  });
});
