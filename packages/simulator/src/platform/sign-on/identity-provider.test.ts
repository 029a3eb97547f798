import { createTestBrowser } from '@sas-sos/test-provider';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { buildEndSessionUrl, fetchUserInfo, refreshTokenGrant } from 'openid-client';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { PlatformRegulator } from '../../state/platform-state.js';
import { demoRegulators } from '../regulators/demo-regulators.js';
import {
  discover,
  redeem,
  type StartedProvider,
  signIn,
  startProvider,
  toAuthorizationAddress,
} from './identity-provider.fixture.js';
import { demoPassword } from './sas-sign-in.js';

const [camille, , technicalOnly, , inactive] = demoRegulators as readonly [
  PlatformRegulator,
  PlatformRegulator,
  PlatformRegulator,
  PlatformRegulator,
  PlatformRegulator,
];

let started: StartedProvider;
beforeAll(async () => {
  started = await startProvider();
});
afterAll(() => started[Symbol.asyncDispose]());

/** The login page of the realm `sas`, in a new browser. */
async function openLogin(extra: Readonly<Record<string, string>> = {}) {
  const browser = createTestBrowser();
  const configuration = await discover(started, 'sas');
  const address = await toAuthorizationAddress(configuration, started, extra);
  return { browser, configuration, address, login: await browser.open(address) };
}

const parametersOf = ({ url }: { readonly url: string }) => new URL(url).searchParams;

describe('the realm of the platform', () => {
  it('has the paths of a Keycloak', async () => {
    const metadata = (await discover(started, 'sas')).serverMetadata();
    const issuer = `${started.url}/realms/sas`;
    expect(metadata).toMatchObject({
      issuer,
      authorization_endpoint: `${issuer}/protocol/openid-connect/auth`,
      token_endpoint: `${issuer}/protocol/openid-connect/token`,
      userinfo_endpoint: `${issuer}/protocol/openid-connect/userinfo`,
      jwks_uri: `${issuer}/protocol/openid-connect/certs`,
      end_session_endpoint: `${issuer}/protocol/openid-connect/logout`,
    });
  });

  it('identifies the person in the ID token, and first sends the account to the vendor', async () => {
    started.sent.length = 0;
    const { tokens, login, configuration } = await signIn(started, createTestBrowser());
    // The login page is at the authorization endpoint itself.
    expect(login.hops).toHaveLength(1);
    expect(started.sent).toEqual([camille.id]);
    const claims = tokens.claims();
    expect(claims).toMatchObject({
      sub: camille.id,
      email: camille.email,
      email_verified: true,
      given_name: camille.givenName,
      family_name: camille.familyName,
      preferred_username: camille.email,
      idp_connect: 'password',
    });
    const userinfo = await fetchUserInfo(configuration, tokens.access_token, camille.id);
    expect(userinfo).toMatchObject({ email: camille.email, idp_connect: 'password' });
  });

  it('accepts a secret in the body too', async () => {
    const { browser, login } = await openLogin();
    const configuration = await discover(started, 'sas', 'post');
    const page = await browser.submit(login, { regulator: camille.id });
    await expect(redeem(configuration, page)).resolves.toHaveProperty('id_token');
  });

  it('accepts an e-mail address in any case, and the password', async () => {
    const { browser, login, configuration } = await openLogin();
    const page = await browser.submit(login, {
      email: technicalOnly.email.toUpperCase(),
      password: demoPassword,
      action: 'password',
    });
    expect((await redeem(configuration, page)).claims()?.sub).toBe(technicalOnly.id);
  });

  it.each([
    { name: 'a wrong password', fields: { email: camille.email, password: 'x' }, status: 401 },
    {
      name: 'an unknown person',
      fields: { email: 'x@example.org', password: demoPassword },
      status: 401,
    },
    {
      name: 'a disabled account',
      fields: { email: inactive.email, password: demoPassword },
      status: 403,
    },
  ])('shows the page again for $name', async ({ fields, status }) => {
    started.sent.length = 0;
    const { browser, login } = await openLogin();
    const page = await browser.submit(login, { ...fields, action: 'password' });
    expect(page.status).toBe(status);
    expect(page.text).toContain('role="alert"');
    expect(started.sent).toEqual([]);
    // Another try is possible at once.
    const again = await browser.submit(page, { regulator: camille.id });
    expect(again.url).toContain('code=');
  });

  it('escapes the input', async () => {
    const { browser, login } = await openLogin();
    const fields = { email: '"><script>', password: 'x', action: 'password' };
    expect((await browser.submit(login, fields)).text).not.toContain('<script');
  });

  it('sends a person who cancels back', async () => {
    const { browser, login } = await openLogin();
    const page = await browser.submit(login, { action: 'cancel' });
    expect(page.url).toContain(`${started.vendorUrl}/sso/callback`);
    expect(parametersOf(page).get('error')).toBe('access_denied');
    expect(parametersOf(page).get('state')).toBe('a-state');
  });

  it('does not ask again during a session, unless the vendor requires it', async () => {
    const browser = createTestBrowser();
    const { configuration } = await signIn(started, browser);
    started.sent.length = 0;
    const again = await browser.open(await toAuthorizationAddress(configuration, started));
    expect(again.hops).toHaveLength(2);
    await expect(redeem(configuration, again)).resolves.toHaveProperty('id_token');
    expect(started.sent).toEqual([]);
    const asked = await toAuthorizationAddress(configuration, started, { prompt: 'login' });
    expect((await browser.open(asked)).url).toContain('/protocol/openid-connect/auth?');
  });

  it('allows another person to sign in, and notifies the vendor that the former has left', async () => {
    const browser = createTestBrowser();
    const { configuration } = await signIn(started, browser);
    started.logouts.length = 0;
    const asked = await toAuthorizationAddress(configuration, started, { prompt: 'login' });
    const login = await browser.open(asked);
    const page = await browser.submit(login, { regulator: technicalOnly.id });
    expect((await redeem(configuration, page)).claims()?.sub).toBe(technicalOnly.id);
    expect(started.logouts).toHaveLength(1);
  });

  it('refuses without a page if there is no session and no page is allowed', async () => {
    const { login } = await openLogin({ prompt: 'none' });
    expect(parametersOf(login).get('error')).toBe('login_required');
  });

  it('accepts a code once', async () => {
    const { browser, login, configuration } = await openLogin();
    const page = await browser.submit(login, { regulator: camille.id });
    const tokens = await redeem(configuration, page);
    await expect(redeem(configuration, page)).rejects.toMatchObject({ error: 'invalid_grant' });
    // Tokens from a stolen code are revoked, too.
    await expect(
      fetchUserInfo(configuration, tokens.access_token, camille.id),
    ).rejects.toBeInstanceOf(Error);
  });

  it('exchanges a refresh token for new tokens, while the account is active', async () => {
    const { configuration, tokens } = await signIn(started, createTestBrowser());
    const next = await refreshTokenGrant(configuration, tokens.refresh_token ?? '');
    expect(next.claims()?.idp_connect).toBe('password');
    started.change(camille.id, { isActive: false });
    await expect(
      refreshTokenGrant(configuration, next.refresh_token ?? tokens.refresh_token ?? ''),
    ).rejects.toMatchObject({ error: 'invalid_grant' });
    started.change(camille.id, { isActive: true });
  });

  it('asks again after the account was disabled', async () => {
    const browser = createTestBrowser();
    const { configuration } = await signIn(started, browser);
    started.logouts.length = 0;
    started.change(camille.id, { isActive: false });
    const address = await toAuthorizationAddress(configuration, started);
    const login = await browser.open(address);
    started.change(camille.id, { isActive: true });
    expect(login.url).toContain('/protocol/openid-connect/auth?');
    // The session has ended, and the vendor learns of it by INT_R02.
    expect((await browser.open(address)).url).toContain('/protocol/openid-connect/auth?');
    expect(started.logouts).toEqual([]);
  });

  it.each([
    { name: 'no PKCE', extra: { code_challenge: '', code_challenge_method: '' } },
    { name: 'plain PKCE', extra: { code_challenge_method: 'plain' } },
  ])('refuses $name', async ({ extra }) => {
    const { login } = await openLogin(extra);
    expect(parametersOf(login).get('error')).toBe('invalid_request');
  });

  it.each([
    { name: 'an unknown client', extra: { client_id: 'other' } },
    {
      name: 'a redirect URI that is not registered',
      extra: { redirect_uri: 'http://127.0.0.1:1/' },
    },
  ])('shows a page and does not redirect: $name', async ({ extra }) => {
    const { login } = await openLogin(extra);
    expect(login.status).toBe(400);
    expect(login.url.startsWith(started.url)).toBe(true);
    expect(login.text).toContain('lang="fr"');
  });
});

describe('the login page', () => {
  it('can be used once: the back button and a second submit get an error page', async () => {
    const { browser, login } = await openLogin();
    await browser.submit(login, { regulator: camille.id });
    for (const page of [
      await browser.open(actionOf(login)),
      await browser.submit(login, { regulator: camille.id }),
    ]) {
      expect(page.status).toBe(400);
      expect(page.text).toContain('lang="fr"');
    }
  });

  it('is bound to the browser that started', async () => {
    const { login } = await openLogin();
    const page = await createTestBrowser().submit(login, { regulator: camille.id });
    expect(page.status).toBe(400);
  });

  it.each([
    { name: 'another origin', headers: { origin: 'http://evil.example' } },
    { name: 'an opaque origin', headers: { origin: 'null' } },
    { name: 'another site', headers: { 'sec-fetch-site': 'cross-site' } },
    { name: 'another port', headers: { 'sec-fetch-site': 'same-site' } },
  ])('does not accept a form from $name', async ({ headers }) => {
    const { login } = await openLogin();
    const body = new URLSearchParams({ regulator: camille.id });
    const response = await fetch(actionOf(login), { method: 'POST', headers, body });
    expect(response.status).toBe(403);
  });

  it('answers 403 to a very long form', async () => {
    const { login } = await openLogin();
    const body = new URLSearchParams({ email: 'x'.repeat(70_000) });
    expect((await fetch(actionOf(login), { method: 'POST', body })).status).toBe(403);
  });

  it('contains no script, and no cookie with a name of the vendor', async () => {
    const { browser, login } = await openLogin();
    expect(login.text).not.toMatch(/<script|autofocus|style="/);
    expect(login.headers.get('content-security-policy')).toContain("default-src 'none'");
    for (const { name } of browser.cookies.list()) expect(name).toMatch(/^sas-simulator-/);
  });

  it('continues when the vendor refuses the account', async () => {
    await using failing = await startProvider({ sends: async () => ({ outcome: 'unknown' }) });
    const { tokens } = await signIn(failing, createTestBrowser());
    expect(tokens.claims()?.sub).toBe(camille.id);
  });

  it('continues after 7 seconds when the vendor does not answer', async () => {
    await using hanging = await startProvider({ sends: () => new Promise(() => {}) });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const signedIn = signIn(hanging, createTestBrowser());
    await expect.poll(() => hanging.sent).toEqual([camille.id]);
    await vi.advanceTimersByTimeAsync(7000);
    expect((await signedIn).tokens.claims()?.sub).toBe(camille.id);
  });
});

describe('signing out', () => {
  it('redirects at once with an ID token, and notifies the vendor', async () => {
    const browser = createTestBrowser();
    const { configuration, tokens } = await signIn(started, browser);
    started.logouts.length = 0;
    const url = buildEndSessionUrl(configuration, {
      id_token_hint: tokens.id_token ?? '',
      post_logout_redirect_uri: `${started.vendorUrl}/`,
      state: 'after',
    });
    const page = await browser.open(url.href);
    expect(page.url).toBe(`${started.vendorUrl}/?state=after`);
    expect(page.hops).toHaveLength(2);
    const keys = createLocalJWKSet(await readKeys(configuration.serverMetadata().jwks_uri));
    const { payload, protectedHeader } = await jwtVerify(started.logouts[0] ?? '', keys);
    expect(protectedHeader.typ).toBe('logout+jwt');
    expect(payload).toMatchObject({ aud: 'agenda', sid: tokens.claims()?.sid });
    const again = await browser.open(await toAuthorizationAddress(configuration, started));
    expect(again.url).toContain('/protocol/openid-connect/auth?');
    // Again, without a session: it only redirects.
    expect((await browser.open(url.href)).url).toBe(`${started.vendorUrl}/?state=after`);
  });

  it('asks for confirmation otherwise', async () => {
    const browser = createTestBrowser();
    const { configuration } = await signIn(started, browser);
    started.logouts.length = 0;
    const endpoint = configuration.serverMetadata().end_session_endpoint ?? '';
    const question = await browser.open(endpoint);
    expect(question.status).toBe(200);
    expect(started.logouts).toEqual([]);
    const page = await browser.submit(question, { logout: 'yes' });
    expect(page.status).toBe(200);
    expect(page.url).toContain('/logout/success');
    expect(started.logouts).toHaveLength(1);
  });

  it.each([
    { name: 'an address that is not registered', wanted: 'http://127.0.0.1:1/', status: 400 },
  ])('redirects nowhere else: $name', async ({ wanted, status }) => {
    const browser = createTestBrowser();
    const { configuration, tokens } = await signIn(started, browser);
    const url = buildEndSessionUrl(configuration, {
      id_token_hint: tokens.id_token ?? '',
      post_logout_redirect_uri: wanted,
    });
    const page = await browser.open(url.href);
    expect(page.status).toBe(status);
    expect(page.url.startsWith(started.url)).toBe(true);
  });
});

async function readKeys(uri: string | undefined): Promise<JSONWebKeySet> {
  return (await (await fetch(uri ?? '')).json()) as JSONWebKeySet;
}

/** Where the form of a login page goes: the page itself is at the authorization endpoint. */
function actionOf({ url, text }: { readonly url: string; readonly text: string }): string {
  return new URL(/<form[^>]* action="([^"]+)"/.exec(text)?.[1] ?? '', url).href;
}
