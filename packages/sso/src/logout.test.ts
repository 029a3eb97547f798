import { createTestProvider, type TestProvider } from '@sas-sos/test-provider';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  arrivalUrl,
  camille,
  client,
  createSessions,
  createVendor,
  lastLocation,
  page,
  signIn,
  site,
} from './vendor.fixture.js';

const logoutUrl = `${site}/sso/logout`;
const event = 'http://schemas.openid.net/event/backchannel-logout';

let provider: TestProvider;
beforeAll(async () => {
  provider = await createTestProvider({ clients: [client], users: [camille] });
});
afterAll(() => provider.close());
afterEach(() => provider.behave());

const atProvider = (url: string) => url.includes('/protocol/openid-connect/logout');

describe('a logout', () => {
  it('ends the session here and at the provider, which redirects back', async () => {
    const vendor = createVendor(provider);
    const { browser } = await signIn(vendor, provider);
    const { url, hops } = await browser.open(logoutUrl);
    expect(vendor.sessions.size).toBe(0);
    expect(hops.map((hop) => hop.url).filter(atProvider)).toHaveLength(1);
    expect(url).toBe(`${site}/`);
    const again = await browser.open(arrivalUrl);
    expect(again.url.startsWith(provider.issuer)).toBe(true);
    expect(again.text).toContain('name="password"');
  });

  it('sends the provider the hint of the person, and the page to return to', async () => {
    const vendor = createVendor(provider, { afterLogoutPath: '/bye' });
    const { browser } = await signIn(vendor, provider);
    const stopped = await browser.open(logoutUrl, { until: atProvider });
    const { searchParams } = new URL(lastLocation(stopped));
    expect(stopped.status).toBe(303);
    expect(searchParams.get('client_id')).toBe('agenda');
    expect(searchParams.get('post_logout_redirect_uri')).toBe(`${site}/bye`);
    expect(searchParams.get('id_token_hint')).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  });

  it('works with a session that did not store the hint', async () => {
    const vendor = createVendor(provider);
    const { browser } = await signIn(vendor, provider);
    for (const [id, { seal }] of vendor.sessions) vendor.sessions.set(id, { seal } as never);
    const stopped = await browser.open(logoutUrl, { until: atProvider });
    const { searchParams } = new URL(lastLocation(stopped));
    expect(searchParams.has('id_token_hint')).toBe(false);
    expect(searchParams.get('client_id')).toBe('agenda');
    expect(vendor.sessions.size).toBe(0);
  });

  it.each([{ seal: null }, { seal: undefined }, { seal: '' }, {}])(
    'does not close a session of the staff: %j',
    async (row) => {
      let closed = 0;
      const vendor = createVendor(provider, {
        signOn: {
          openSession: () => ({ cookies: [] }),
          currentSession: () => row as never,
          closeSession() {
            closed += 1;
            return { cookies: [] };
          },
        },
      });
      const response = await vendor.logout(new Request(logoutUrl));
      expect(response.headers.get('location')).toBe(`${site}/`);
      expect(closed).toBe(0);
    },
  );

  it('without a session still ends the one at the provider', async () => {
    const vendor = createVendor(provider);
    const { browser } = await signIn(vendor, provider);
    vendor.sessions.clear();
    const asked = await browser.open(logoutUrl);
    expect(asked.url.startsWith(provider.issuer)).toBe(true);
    expect(new URL(asked.hops[0]?.location ?? '').searchParams.get('client_id')).toBe('agenda');
    const end = await browser.submit(asked, { logout: 'yes' });
    expect(end.url).toBe(`${site}/`);
    expect((await browser.open(arrivalUrl)).text).toContain('name="password"');
  });

  it.each([
    { name: 'with a session', isOpen: true },
    { name: 'without one', isOpen: false },
  ])('$name says when the provider cannot be reached', async ({ isOpen }) => {
    provider.misbehave({ discovery: { status: 503 } });
    const vendor = createVendor(provider, {
      signOn: {
        ...createSessions().signOn,
        currentSession: () => (isOpen ? { seal: 'x' } : undefined),
      },
    });
    const response = await vendor.logout(new Request(logoutUrl));
    const text = await response.text();
    expect(response.status).toBe(503);
    expect(text).toContain('Vous êtes déconnecté de ce logiciel');
    expect(text).toContain('href="/"');
    expect(response.headers.getSetCookie()).toHaveLength(isOpen ? 1 : 0);
    expect(vendor.lines).toMatchObject([{ level: 'warn', code: 'SAS_SIGN_ON_LOGOUT_INCOMPLETE' }]);
  });

  it('says when the provider has no address for it', async () => {
    const vendor = createVendor(provider, {
      async fetch(url, init) {
        const response = await fetch(url, init);
        if (!String(url).includes('/.well-known/')) return response;
        const { end_session_endpoint: _, ...rest } = (await response.json()) as object & {
          end_session_endpoint?: unknown;
        };
        return Response.json(rest);
      },
    });
    const { browser } = await signIn(vendor, provider);
    expect((await browser.open(logoutUrl)).status).toBe(503);
    expect(vendor.sessions.size).toBe(0);
    expect(vendor.codes()).toEqual(['SAS_SIGN_ON_LOGOUT_INCOMPLETE']);
  });

  it('ends the session here when the provider cannot be reached', async () => {
    const vendor = createVendor(provider);
    const { browser } = await signIn(vendor, provider);
    provider.misbehave({ discovery: { status: 503 } });
    const other = createVendor(provider, { signOn: vendorSessions(vendor) });
    const cookie = browser.cookies.header(logoutUrl);
    const response = await other.logout(new Request(logoutUrl, { headers: { cookie } }));
    expect(response.status).toBe(503);
    expect(vendor.sessions.size).toBe(0);
  });

  it.each<{ name: string; headers: Record<string, string> }>([
    { name: 'another site', headers: { 'sec-fetch-site': 'cross-site' } },
    { name: 'a neighbouring domain', headers: { 'sec-fetch-site': 'same-site' } },
    { name: 'another origin', headers: { origin: 'https://evil.example' } },
    { name: 'a neighbouring origin', headers: { origin: 'https://www.agenda.example' } },
    { name: 'an opaque origin', headers: { origin: 'null' } },
  ])('requested by $name is refused', async ({ headers }) => {
    const vendor = createVendor(provider);
    const { browser } = await signIn(vendor, provider);
    const cookie = browser.cookies.header(logoutUrl);
    const request = new Request(logoutUrl, { method: 'POST', headers: { ...headers, cookie } });
    expect((await vendor.logout(request)).status).toBe(403);
    expect(vendor.codes()).toEqual(['SAS_SIGN_ON_CROSS_SITE']);
    expect(vendor.sessions.size).toBe(1);
  });

  it.each<{ name: string; headers: Record<string, string> }>([
    { name: 'a page of this site', headers: { 'sec-fetch-site': 'same-origin', origin: site } },
    { name: 'a page of this site, in an older browser', headers: { origin: site } },
    { name: 'the address bar', headers: { 'sec-fetch-site': 'none' } },
    { name: 'a browser without these headers', headers: {} },
  ])('requested by $name is accepted', async ({ headers }) => {
    const vendor = createVendor(provider);
    const { browser } = await signIn(vendor, provider);
    const cookie = browser.cookies.header(logoutUrl);
    const request = new Request(logoutUrl, { method: 'POST', headers: { ...headers, cookie } });
    expect((await vendor.logout(request)).status).toBe(303);
    expect(vendor.sessions.size).toBe(0);
  });

  it('is a GET or a POST', async () => {
    const vendor = createVendor(provider);
    const response = await vendor.logout(new Request(logoutUrl, { method: 'PUT' }));
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, POST');
  });
});

/** An adapter over the sessions of another instance. */
function vendorSessions({ sessions }: ReturnType<typeof createVendor>) {
  const [[, session] = []] = sessions;
  return {
    openSession: () => ({ cookies: [] }),
    currentSession: () => session,
    closeSession() {
      sessions.clear();
      return { cookies: [] };
    },
  };
}

describe('a back-channel logout', () => {
  const seconds = () => Math.floor(Date.now() / 1000);
  const claimsOf = (about: object) => ({
    iss: provider.issuer,
    aud: 'agenda',
    iat: seconds(),
    exp: seconds() + 120,
    jti: 'once',
    events: { [event]: {} },
    ...about,
  });
  const send = (vendor: ReturnType<typeof createVendor>, body: string | URLSearchParams) =>
    vendor.backchannelLogout(new Request(`${site}/sso/backchannel`, { method: 'POST', body }));

  /** Reads the browser's session id at the provider from the hint that the logout here sends. */
  async function sidOf({ open }: ReturnType<ReturnType<typeof createVendor>['createBrowser']>) {
    const stopped = await open(logoutUrl, { until: atProvider });
    const hint = new URL(lastLocation(stopped)).searchParams.get('id_token_hint') ?? '';
    return JSON.parse(Buffer.from(hint.split('.')[1] ?? '', 'base64url').toString()).sid;
  }

  it('of a person ends all of their sessions', async () => {
    const vendor = createVendor(provider);
    const { browser } = await signIn(vendor, provider);
    await signIn(vendor, provider);
    const logout_token = await provider.sign(claimsOf({ sub: camille.subject }));
    const response = await send(vendor, new URLSearchParams({ logout_token }));
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(vendor.sessions.size).toBe(0);
    expect((await browser.open(page)).status).toBe(401);
  });

  it('of a session ends only that one', async () => {
    const vendor = createVendor(provider);
    const [first, second] = [await signIn(vendor, provider), await signIn(vendor, provider)];
    const sid = await sidOf(first.browser);
    expect((await first.browser.open(arrivalUrl)).status).toBe(200);
    const logout_token = await provider.sign(claimsOf({ sid, sub: camille.subject }));
    expect((await send(vendor, new URLSearchParams({ logout_token }))).status).toBe(200);
    expect((await first.browser.open(page)).status).toBe(401);
    expect((await second.browser.open(page)).status).toBe(200);
  });

  it('that names a session also ends those of the person that have no name', async () => {
    const silent = createVendor(provider);
    const { browser } = await signIn(silent, provider);
    const named = await sidOf(browser);
    expect(named).toEqual(expect.any(String));
    provider.misbehave({ idToken: { claims: { sid: undefined } } });
    const other = await signIn(silent, provider);
    provider.behave();
    const still = await signIn(silent, provider);
    expect(silent.sessions.size).toBe(2);
    const logout_token = await provider.sign(claimsOf({ sid: named, sub: camille.subject }));
    expect((await send(silent, new URLSearchParams({ logout_token }))).status).toBe(200);
    expect((await other.browser.open(page)).status).toBe(401);
    expect((await still.browser.open(page)).status).toBe(200);
  });

  it('whose sessions cannot be closed may be sent again, and is logged with the reason', async () => {
    const err = new Error('The database is down.');
    const { signOn } = createSessions();
    const vendor = createVendor(provider, {
      signOn: { ...signOn, closeProviderSessions: () => Promise.reject(err) },
    });
    const logout_token = await provider.sign(claimsOf({ sub: camille.subject }));
    const response = await send(vendor, new URLSearchParams({ logout_token }));
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(vendor.lines).toMatchObject([
      { level: 'error', code: 'SAS_SIGN_ON_SESSION_FAILED', err },
    ]);
    expect(vendor.lines[0]).not.toHaveProperty('reason');
  });

  it('fetches failing keys once in two seconds, while sign-ons fetch them when needed', async () => {
    const time = { now: Date.now() };
    const vendor = createVendor(provider, { clock: { now: () => time.now } });
    const logout_token = await provider.sign(claimsOf({ sub: camille.subject }));
    const send50 = async () => {
      for (let times = 0; times < 50; times += 1) {
        const response = await send(vendor, new URLSearchParams({ logout_token }));
        expect(response.status).toBe(503);
      }
    };
    provider.misbehave({ keys: { status: 503 } });
    const before = provider.requests.keys;
    await send50();
    expect(provider.requests.keys - before).toBe(1);
    time.now += 2000;
    await send50();
    expect(provider.requests.keys - before).toBe(2);
    provider.behave();
    expect((await signIn(vendor, provider)).end.status).toBe(200);
    expect((await send(vendor, new URLSearchParams({ logout_token }))).status).toBe(200);
  });

  it.each<{ name: string; about: object; how?: object }>([
    { name: 'signed by another key', about: {}, how: { signature: 'other-key' } },
    { name: 'not signed', about: {}, how: { signature: 'none' } },
    { name: 'of another issuer', about: { iss: 'https://other.example' } },
    { name: 'for another client', about: { aud: 'other' } },
    { name: 'that is old', about: { iat: seconds() - 600 } },
    { name: 'that has expired', about: { exp: seconds() - 60 } },
    { name: 'without exp', about: { exp: undefined } },
    { name: 'whose exp is no number', about: { exp: 'tomorrow' } },
    { name: 'from the future', about: { iat: seconds() + 600 } },
    { name: 'with a nonce: an ID token', about: { nonce: 'x' } },
    { name: 'without the event', about: { events: {} } },
    { name: 'without jti', about: { jti: undefined } },
    { name: 'without a subject', about: { sub: undefined } },
  ])('$name is refused', async ({ about, how }) => {
    const vendor = createVendor(provider);
    await signIn(vendor, provider);
    const logout_token = await provider.sign(claimsOf({ sub: camille.subject, ...about }), how);
    const response = await send(vendor, new URLSearchParams({ logout_token }));
    expect(response.status).toBe(400);
    expect(vendor.codes()).toEqual(['SAS_SIGN_ON_LOGOUT_TOKEN_INVALID']);
    expect(vendor.sessions.size).toBe(1);
  });

  it.each([
    { name: 'nothing', body: '' },
    { name: 'two tokens', body: 'logout_token=a&logout_token=b' },
    { name: 'a malformed token', body: 'logout_token=a' },
  ])('with $name is refused', async ({ body }) => {
    const vendor = createVendor(provider);
    expect((await send(vendor, body)).status).toBe(400);
    expect(vendor.codes()).toEqual(['SAS_SIGN_ON_LOGOUT_TOKEN_INVALID']);
  });

  it('that is too long is refused unread', async () => {
    const vendor = createVendor(provider);
    expect((await send(vendor, `logout_token=${'a'.repeat(20_000)}`)).status).toBe(413);
  });

  it('rarely fetches the keys for an unknown key id', async () => {
    const vendor = createVendor(provider);
    await signIn(vendor, provider);
    const other = await createTestProvider({ clients: [client], users: [] });
    const logout_token = await other.sign(claimsOf({ sub: camille.subject }));
    await other.close();
    const before = provider.requests.keys;
    for (let times = 0; times < 5; times += 1) {
      await send(vendor, new URLSearchParams({ logout_token }));
    }
    expect(provider.requests.keys).toBe(before);
    expect(vendor.sessions.size).toBe(1);
  });

  it('is not served if the vendor does not support it', async () => {
    const { closeProviderSessions: _unwanted, ...signOn } = createSessions().signOn;
    const vendor = createVendor(provider, { signOn });
    expect((await send(vendor, 'logout_token=a')).status).toBe(404);
  });

  it('must be a POST', async () => {
    const vendor = createVendor(provider);
    const response = await vendor.backchannelLogout(new Request(`${site}/sso/backchannel`));
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
  });
});
