import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RealmFaults } from '../faults/realm-faults.js';
import { plainPages } from '../pages/plain-pages.js';
import { createBrokerClient, createPscBroker, type PscBroker } from '../sign-in/psc-broker.js';
import type { Realm } from './create-realm.js';
import { createInnerClient } from './inner-client.js';
import { client, redeem, serveRealms, site, toAuthorizationUrl } from './realm.fixture.js';

const inner = createInnerClient({ clientId: 'inner', redirectUri: `${site}/inner` });

let served: Awaited<ReturnType<typeof serveRealms>>;
let sas: Realm;
let wallet: Realm;
let broker: PscBroker;
let faults: RealmFaults = {};
const asked: string[] = [];

beforeAll(async () => {
  served = await serveRealms();
  const brokerClient = createBrokerClient({ url: served.url, clientId: 'broker' });
  wallet = await served.add({ name: 'esante-wallet', clients: [client, brokerClient] });
  broker = createPscBroker(wallet, brokerClient);
  sas = await served.add({
    clients: [{ ...client, hasRefreshTokens: true }, inner],
    cookiePrefix: 'of-these-tests',
    scopes: { openid: ['sub', 'acr', 'SubjectNameID'] },
    faults: () => faults,
    onRequest: ({ endpoint, url, query }) =>
      void asked.push(`${endpoint} ${new URL(url).pathname} ${query.get('state')}`),
    pages: {
      ...plainPages,
      refusal: ({ error, description }) => ({ html: `${error}: ${description}` }),
    },
  });
});
afterAll(() => served[Symbol.asyncDispose]());
beforeEach(() => {
  faults = {};
  asked.length = 0;
  served.notified.length = 0;
});

async function signIn(realm: Realm, who = 'camille', browser = served.createBrowser()) {
  const login = await browser.open(toAuthorizationUrl(realm));
  return { browser, login, page: await browser.submit(login, { who }) };
}

const parametersOf = ({ url }: { readonly url: string }) => new URL(url).searchParams;
const isLogin = ({ url }: { readonly url: string }) =>
  url.includes('/protocol/openid-connect/auth?');

describe('a realm', () => {
  it('leaves other requests to its server', async () => {
    for (const path of ['/', '/realms/sas', '/realms/other/x']) {
      expect(await (await fetch(served.url + path)).text()).toBe('none of theirs');
    }
  });

  it('returns the claims found, as far as the scopes of this deployment allow', async () => {
    const { page } = await signIn(sas);
    const claims = decodeJwt((await redeem(sas, page)).id_token);
    const email = 'camille@example.org';
    expect(claims).toMatchObject({
      sub: 'camille',
      email,
      SubjectNameID: '810000000001',
      acr: '1',
    });
    const elsewhere = decodeJwt((await redeem(wallet, (await signIn(wallet)).page)).id_token);
    expect(elsewhere).not.toHaveProperty('SubjectNameID');
  });

  it('gives refresh tokens only to a client registered for them', async () => {
    expect(await redeem(sas, (await signIn(sas)).page)).toHaveProperty('refresh_token');
    expect(await redeem(wallet, (await signIn(wallet)).page)).not.toHaveProperty('refresh_token');
  });

  it('reports each request before it answers', async () => {
    await signIn(sas);
    expect(asked.map((text) => text.split(/\/[\w-]{20,}/)[0])).toEqual([
      'authorization /realms/sas/protocol/openid-connect/auth a-state',
      'page /realms/sas/login-actions/authenticate',
      'authorization /realms/sas/protocol/openid-connect/auth',
    ]);
  });

  it('names its cookies with the given prefix', async () => {
    const { browser } = await signIn(sas);
    expect(browser.cookies.list().map(({ name }) => name)).toContain('of-these-tests-sas-session');
    for (const { name } of browser.cookies.list()) expect(name).toMatch(/^of-these-tests-sas-/);
  });

  it('shows its pages', async () => {
    const browser = served.createBrowser();
    const page = await browser.open(toAuthorizationUrl(sas, { client_id: 'other' }));
    expect(page).toMatchObject({ status: 400, text: expect.stringMatching(/^invalid_client: ./) });
  });

  it('asks a person who may no longer be signed in again', async () => {
    const { browser } = await signIn(sas, 'dominique');
    const claims = served.people.get('dominique');
    served.people.delete('dominique');
    const again = await browser.open(toAuthorizationUrl(sas));
    if (claims) served.people.set('dominique', claims);
    expect(isLogin(again)).toBe(true);
    expect(served.notified).toEqual([]);
  });

  it('ends the previous session when another person signs in', async () => {
    const { browser } = await signIn(sas);
    const login = await browser.open(toAuthorizationUrl(sas, { prompt: 'login' }));
    const page = await browser.submit(login, { who: 'dominique' });
    expect(decodeJwt((await redeem(sas, page)).id_token).sub).toBe('dominique');
    expect(served.notified).toEqual([
      expect.stringMatching(`^${site}/backchannel logout_token=[\\w.-]+$`),
    ]);
  });

  it('returns a person who gives up', async () => {
    const { page } = await signIn(sas, 'nobody');
    expect(parametersOf(page).get('error')).toBe('access_denied');
  });

  it('keeps its sessions when it rotates its key', async () => {
    const { browser } = await signIn(wallet);
    await wallet.rotateKeys();
    const again = await browser.open(toAuthorizationUrl(wallet));
    expect(parametersOf(again).has('code')).toBe(true);
  });
});

describe('the login page', () => {
  it('cannot be used twice', async () => {
    const { browser, login } = await signIn(sas);
    expect((await browser.open(actionOf(login))).status).toBe(400);
    expect((await browser.submit(login, { who: 'camille' })).status).toBe(400);
  });

  it('is shown to any browser, but accepted only from the one that began', async () => {
    const login = await served.createBrowser().open(toAuthorizationUrl(sas));
    const other = served.createBrowser();
    const shown = await other.open(actionOf(login));
    expect({ status: shown.status, text: shown.text }).toEqual({ status: 200, text: login.text });
    expect((await other.submit(shown, { who: 'camille' })).status).toBe(400);
    expect((await other.open(`${actionOf(login)}/psc?code=camille`)).status).toBe(400);
  });

  it.each([
    { name: 'another origin', init: { headers: { origin: 'http://evil.example' } }, status: 403 },
    { name: 'another site', init: { headers: { 'sec-fetch-site': 'cross-site' } }, status: 403 },
    {
      name: 'a body that is not a form',
      init: { headers: { 'content-type': 'text/plain' } },
      status: 403,
    },
    { name: 'another method', init: { method: 'PUT' }, status: 405 },
  ])('refuses a request with $name', async ({ init, status }) => {
    const { login } = await signIn(sas);
    const body = new URLSearchParams({ who: 'camille' });
    expect((await fetch(actionOf(login), { method: 'POST', body, ...init })).status).toBe(status);
  });
});

describe('the faults of a realm', () => {
  const ask = (path: string) =>
    fetch(`${sas.issuer}${path}`).then(
      async (response) => [response.status, await response.text()] as const,
      () => 'cut' as const,
    );
  const discovery = '/.well-known/openid-configuration';

  it('are read on each request', async () => {
    faults = { discovery: 'cut', keys: { status: 429, error: 'slow_down' } };
    expect(await ask(discovery)).toBe('cut');
    expect(await ask('/protocol/openid-connect/certs')).toEqual([429, '{"error":"slow_down"}']);
    faults = {};
    expect(await ask(discovery)).toMatchObject([200, expect.any(String)]);
  });

  it('delay an answer', async () => {
    faults = { discovery: { delay: 120 } };
    const start = performance.now();
    expect(await ask(discovery)).toMatchObject([200, expect.any(String)]);
    expect(performance.now() - start).toBeGreaterThanOrEqual(115);
  });

  it('refuse a valid request, with or without a session', async () => {
    const { browser } = await signIn(sas);
    faults = { authorization: 'refuse' };
    for (const client of [browser, served.createBrowser()]) {
      const page = await client.open(toAuthorizationUrl(sas));
      expect(parametersOf(page).get('error')).toBe('access_denied');
    }
    const wrong = await browser.open(toAuthorizationUrl(sas, { redirect_uri: `${site}/other` }));
    expect(wrong.status).toBe(400);
  });
});

describe('a logout', () => {
  const toLogoutUrl = (query: Readonly<Record<string, string>>) =>
    `${sas.issuer}/protocol/openid-connect/logout?${new URLSearchParams(query)}`;

  it('redirects at once when proven by an ID token, and notifies', async () => {
    const { browser, page } = await signIn(sas);
    const { id_token } = await redeem(sas, page);
    const url = toLogoutUrl({
      id_token_hint: id_token,
      post_logout_redirect_uri: `${site}/bye`,
      state: 'after',
    });
    expect((await browser.open(url)).url).toBe(`${site}/bye?state=after`);
    expect(served.notified).toHaveLength(1);
    expect(isLogin(await browser.open(toAuthorizationUrl(sas)))).toBe(true);
    // Nobody is signed in any more: there is nothing to confirm.
    expect((await browser.open(url)).url).toBe(`${site}/bye?state=after`);
  });

  it('asks for confirmation otherwise', async () => {
    const { browser } = await signIn(sas);
    const question = await browser.open(toLogoutUrl({}));
    expect(served.notified).toEqual([]);
    const end = await browser.submit(question, { logout: 'yes' });
    expect({ status: end.status, notified: served.notified.length }).toEqual({
      status: 200,
      notified: 1,
    });
  });
});

describe('an application in the same process', () => {
  async function openInner(state: string) {
    const browser = served.createBrowser();
    const login = await browser.open(sas.toSignInUrl(inner, { state, scope: 'openid' }));
    const page = await browser.submit(login, { who: 'camille' });
    return parametersOf(page).get('code') ?? '';
  }

  it('redeems its code once, and sees the session end', async () => {
    const code = await openInner('one');
    const session = await sas.redeem(inner, { code, state: 'one' });
    expect(session?.subject).toBe('camille');
    expect(await sas.redeem(inner, { code, state: 'one' })).toBeUndefined();
    const { sessionId = '' } = session ?? {};
    expect(sas.isOpen(sessionId)).toBe(true);
    await sas.endSession(sessionId);
    expect(sas.isOpen(sessionId)).toBe(false);
  });

  it.each([
    { name: 'of another state', by: inner, state: 'other' },
    {
      name: 'of another application',
      by: createInnerClient({ clientId: 'other', redirectUri: `${site}/inner` }),
      state: 'one',
    },
  ])('cannot redeem a code $name', async ({ by, state }) => {
    const code = await openInner('one');
    expect(await sas.redeem(by, { code, state })).toBeUndefined();
  });
});

describe('sign-in through Pro Santé Connect', () => {
  it('returns to the attempt, with a code that identifies the person', async () => {
    const browser = served.createBrowser();
    const psc = await browser.open(broker.toPscUrl('an-attempt'));
    expect(psc.url.startsWith(wallet.issuer)).toBe(true);
    const isBack = (url: string) => url.includes('/login-actions/authenticate/an-attempt/psc');
    const stopped = await browser.submit(psc, { who: 'dominique' }, { until: isBack });
    const back = new URL(stopped.hops.at(-1)?.location ?? '');
    const code = back.searchParams.get('code') ?? '';
    expect(back.pathname).toBe('/realms/sas/login-actions/authenticate/an-attempt/psc');
    expect(await broker.redeem(code, 'another-attempt')).toBeUndefined();
    expect(await broker.redeem(code, 'an-attempt')).toBe('dominique');
  });

  it('returns without a code when nobody confirmed', async () => {
    const browser = served.createBrowser();
    const psc = await browser.open(broker.toPscUrl('an-attempt'));
    const page = await browser.submit(psc, { who: 'nobody' });
    expect(page.url).toBe(`${sas.issuer}/login-actions/authenticate/an-attempt/psc`);
  });
});

/** Where the form of a login page goes: the page itself is at the authorization endpoint. */
function actionOf({ url, text }: { readonly url: string; readonly text: string }): string {
  return new URL(/<form[^>]* action="([^"]+)"/.exec(text)?.[1] ?? '', url).href;
}
