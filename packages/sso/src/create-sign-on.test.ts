import { createTestProvider, type TestProvider } from '@sas-sos/test-provider';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sasDelegation } from './methods/sas-delegation.js';
import {
  account,
  arrivalUrl,
  camille,
  client,
  cookieSecret,
  createVendor,
  isCallback,
  lastLocation,
  page,
  signIn,
  signInUntilCallback,
  site,
} from './vendor.fixture.js';

let provider: TestProvider;
beforeAll(async () => {
  provider = await createTestProvider({
    clients: [client],
    users: [
      camille,
      { login: 'dominique', claims: { email: 'dominique@example.org' } },
      { login: 'uppercase', claims: { email: ' Camille.DURAND@example.org' } },
    ],
  });
});
afterAll(() => provider.close());
afterEach(() => provider.behave());

describe('an arrival', () => {
  it('without origin is left to the login of the staff (certification 31)', async () => {
    const vendor = createVendor(provider);
    const { status, text, hops } = await vendor.createBrowser().open(page);
    expect({ status, text, hops: hops.length }).toEqual({
      status: 401,
      text: 'login of the staff',
      hops: 1,
    });
  });

  it('with origin leads to the login page of the provider (certification 32)', async () => {
    const vendor = createVendor(provider);
    const { url, status, hops } = await vendor.createBrowser().open(arrivalUrl);
    expect(status).toBe(200);
    expect(url.startsWith(provider.issuer)).toBe(true);
    expect(hops.length).toBeLessThanOrEqual(3);
    const [first] = hops;
    expect(first?.status).toBe(302);
    expect(first?.headers.get('content-type')).toBeNull();
    expect(first?.headers.get('content-length')).toBe('0');
    expect(first?.headers.get('cache-control')).toBe('no-store');
  });

  it('asks for a code with state, nonce, PKCE S256, and the scopes of the method', async () => {
    const vendor = createVendor(provider);
    const stopped = await vendor.createBrowser().open(arrivalUrl, { until: () => true });
    const asked = new URL(lastLocation(stopped));
    expect(asked.href.startsWith(`${provider.issuer}/protocol/openid-connect/auth?`)).toBe(true);
    expect(Object.fromEntries(asked.searchParams)).toEqual({
      client_id: 'agenda',
      response_type: 'code',
      scope: 'openid email profile',
      redirect_uri: `${site}/sso/callback`,
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
  });

  it('keeps its attempt in one encrypted cookie, only for this host', async () => {
    const vendor = createVendor(provider);
    const stopped = await vendor.createBrowser().open(arrivalUrl, { until: () => true });
    const [cookie, ...others] = stopped.headers.getSetCookie();
    expect(others).toEqual([]);
    expect(cookie).toMatch(
      /^__Host-sas-sign-on-[0-9a-f]{6}-[\w-]{16}=[\w.-]{300,700}; Path=\/; Max-Age=3600; HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  it('signed in at the provider, goes to the agenda with no page in between (33)', async () => {
    const vendor = createVendor(provider);
    const { browser } = await signIn(vendor, provider);
    browser.cookies.forget('__Host-session');
    const { url, status, hops } = await browser.open(arrivalUrl);
    expect({ url, status }).toEqual({ url: page, status: 200 });
    expect(hops.slice(0, -1).every((hop) => hop.status >= 300 && hop.status < 400)).toBe(true);
  });

  it('with a session goes straight to the agenda', async () => {
    const vendor = createVendor(provider);
    const { browser } = await signIn(vendor, provider);
    const { url, status, hops } = await browser.open(arrivalUrl);
    expect({ url, status, hops: hops.length }).toEqual({ url: arrivalUrl, status: 200, hops: 1 });
  });

  it('whose origin is in the path is redirected to the intended page', async () => {
    const vendor = createVendor(provider);
    const { browser, end } = await signIn(vendor, provider, { url: `${site}/agenda/1&origin=sas` });
    expect(end.url).toBe(`${site}/agenda/1`);
    const again = await browser.open(`${site}/agenda/1&origin=sas`);
    expect({ url: again.url, hops: again.hops.length }).toEqual({
      url: `${site}/agenda/1`,
      hops: 2,
    });
  });

  it('that does not read a page is left to the vendor', async () => {
    const vendor = createVendor(provider);
    const visit = await vendor.guard(new Request(arrivalUrl, { method: 'POST' }));
    expect(visit).toMatchObject({ kind: 'pass', right: undefined, arrival: { origin: 'sas' } });
  });

  it.each([
    { name: 'not one of the list', query: 'origin=sas-rui' },
    { name: 'in capitals', query: 'origin=SAS' },
    { name: 'with a null character', query: 'origin=sas%00' },
    { name: 'with a space', query: 'origin=sas%20' },
    { name: 'a longer one', query: 'origin=sas-preprod.evil' },
    { name: 'a prefix', query: 'origin=sa' },
    { name: 'a look-alike (Cyrillic а)', query: 'origin=s%D0%B0s' },
    { name: 'full width', query: 'origin=%EF%BD%93as' },
    { name: 'empty', query: 'origin=' },
    { name: 'without a value', query: 'origin' },
    { name: 'twice', query: 'origin=sas&origin=sas' },
    { name: 'twice, another one', query: 'origin=sas&slot=1&origin=evil' },
    { name: 'under another name', query: 'Origin=sas' },
    { name: 'as a list', query: 'origin[]=sas' },
    { name: 'undecodable', query: 'origin=sas%E0%A4%A' },
  ])('with an origin that is $name opens nothing', async ({ query }) => {
    const vendor = createVendor(provider);
    const { status, hops } = await vendor.createBrowser().open(`${page}&${query}`);
    expect({ status, hops: hops.length }).toEqual({ status: 401, hops: 1 });
  });
});

describe('a sign-on', () => {
  it('ends on the requested page, in a session that carries the right', async () => {
    const vendor = createVendor(provider);
    const { end, browser } = await signIn(vendor, provider);
    const [regulator] = vendor.accounts.list();
    expect(end).toMatchObject({ url: page, status: 200, text: `agenda of ${regulator?.id}` });
    expect(browser.cookies.list().filter(({ name }) => name.includes('sas-sign-on'))).toEqual([]);
    expect(vendor.sessions.size).toBe(1);
    expect(vendor.lines).toEqual([
      {
        level: 'info',
        message: 'A regulator signed on',
        method: 'sas',
        origin: 'sas',
        platformMethod: undefined,
      },
    ]);
  });

  it('reports how the person signed in to the platform, and decides nothing by it', async () => {
    const method = sasDelegation({
      issuer: provider.issuer,
      clientId: 'agenda',
      clientAuthentication: { method: 'client_secret_basic', clientSecret: client.clientSecret },
    });
    const vendor = createVendor(provider, {
      method: { ...method, scopes: [...method.scopes, 'pro_sante_connect'] },
    });
    await signIn(vendor, provider);
    expect(vendor.lines).toMatchObject([{ platformMethod: 'psc' }]);
  });

  it('finds the account by the e-mail address, in any case and Unicode form', async () => {
    const vendor = createVendor(provider);
    const { end } = await signIn(vendor, provider, { login: 'uppercase' });
    expect(end.status).toBe(200);
  });

  it('gives a session a new identifier, even if the browser brought one', async () => {
    const vendor = createVendor(provider);
    const browser = vendor.createBrowser();
    browser.cookies.store(site, ['__Host-session=fixed; Path=/; Secure']);
    await signIn(vendor, provider, { browser });
    const [session] = browser.cookies.list().filter(({ name }) => name === '__Host-session');
    expect(session?.value).toMatch(/^[\w-]{43}$/);
  });

  it('works in several tabs at once, each with its own page', async () => {
    const vendor = createVendor(provider);
    const browser = vendor.createBrowser();
    const urls = ['1', '2', '3'].map((slot) => `${site}/agenda/1?slot=${slot}`);
    const logins = [];
    for (const url of urls) logins.push(await browser.open(`${url}&origin=sas`));
    const ends = [];
    for (const login of logins) ends.push(await provider.logIn(browser, login, 'camille'));
    expect(ends.map(({ url }) => url)).toEqual(urls);
  });

  it('drops the oldest attempts of a browser that has very many', async () => {
    const vendor = createVendor(provider);
    const browser = vendor.createBrowser();
    const stops = [];
    for (let index = 0; index < 12; index += 1) {
      vendor.clock.advance(1000);
      stops.push(await browser.open(`${arrivalUrl}`, { until: () => true }));
    }
    expect(browser.cookies.list().length).toBe(10);
    const first = await browser.open(lastLocation(stops[0] as never));
    await provider.logIn(browser, first, 'camille');
    expect(vendor.codes()).toEqual(['SAS_SIGN_ON_ATTEMPT_UNKNOWN']);
    const last = await browser.open(lastLocation(stops[11] as never));
    expect(last.url).toBe(page);
  });

  it('drops the oldest attempts of a browser whose cookies are long', async () => {
    const vendor = createVendor(provider);
    const browser = vendor.createBrowser();
    const stops = [];
    for (let index = 0; index < 10; index += 1) {
      vendor.clock.advance(1000);
      const url = `${page}&x=${'y'.repeat(1950)}${index}&origin=sas`;
      stops.push(await browser.open(url, { until: () => true }));
      const bytes = Buffer.byteLength(browser.cookies.header(page));
      expect(bytes).toBeLessThanOrEqual(7000);
    }
    expect(browser.cookies.list().length).toBe(2);
    const last = await browser.open(lastLocation(stops[9] as never));
    const end = await provider.logIn(browser, last, 'camille');
    expect(end.url.endsWith('y9')).toBe(true);
  });

  it('ends once: a reloaded callback changes nothing, and leads to the start page', async () => {
    const vendor = createVendor(provider, { startPath: '/agenda/start' });
    const { browser, callbackUrl } = await signInUntilCallback(vendor);
    expect((await browser.open(callbackUrl)).url).toBe(page);
    const before = [...vendor.sessions];
    const again = await browser.open(callbackUrl);
    expect({ url: again.url, status: again.status }).toEqual({
      url: `${site}/agenda/start`,
      status: 200,
    });
    expect(vendor.codes()).toEqual(['SAS_SIGN_ON_ATTEMPT_UNKNOWN']);
    expect([...vendor.sessions]).toEqual(before);
  });

  it('is finished by any instance, even one that seals with a newer secret', async () => {
    const vendor = createVendor(provider);
    const regulators = vendor.accounts.list();
    const other = createVendor(provider, {
      regulators,
      cookieSecret: ['a newer secret of these tests, 32 bytes', cookieSecret],
    });
    const { browser, callbackUrl } = await signInUntilCallback(vendor);
    const cookie = browser.cookies.header(callbackUrl);
    const response = await other.handle(new Request(callbackUrl, { headers: { cookie } }));
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe(page);
  });

  it('that takes too long is refused', async () => {
    const vendor = createVendor(provider);
    const { browser, callbackUrl } = await signInUntilCallback(vendor);
    vendor.clock.advance(600_001);
    const { status, text } = await browser.open(callbackUrl);
    expect(status).toBe(400);
    expect(vendor.codes()).toEqual(['SAS_SIGN_ON_ATTEMPT_EXPIRED']);
    expect(text).toContain('href="/agenda/1111111111?slot=s1&#38;origin=sas"');
    expect(vendor.sessions.size).toBe(0);
  });

  it('cancelled at the provider is refused, with a way to start again', async () => {
    const vendor = createVendor(provider);
    const browser = vendor.createBrowser();
    const end = await provider.abandon(browser, await browser.open(arrivalUrl));
    expect(end.status).toBe(403);
    expect(vendor.codes()).toEqual(['SAS_SIGN_ON_PROVIDER_REFUSED']);
    expect(end.text).toContain('href="/agenda/1111111111?slot=s1&#38;origin=sas"');
  });

  it.each([
    { name: 'unknown', regulators: [], code: 'SAS_SIGN_ON_ACCOUNT_UNKNOWN' },
    {
      name: 'disabled',
      regulators: [account({ active: false })],
      code: 'SAS_SIGN_ON_ACCOUNT_DISABLED',
    },
  ])('of an account that is $name is refused with a page', async ({ regulators, code }) => {
    const vendor = createVendor(provider, { regulators });
    const { end, browser } = await signIn(vendor, provider);
    expect(end.status).toBe(403);
    expect(end.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(end.headers.get('cache-control')).toBe('no-store');
    expect(end.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(vendor.codes()).toEqual([code]);
    const { reference } = vendor.lines[0] as { reference: string };
    expect(reference).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    expect(end.text).toContain(reference);
    expect(end.text).toMatch(/<html lang="fr">.*<h1>/s);
    // Straight apostrophes are for APIs, and no line breaks before a sign.
    expect(end.text).not.toMatch(/&#39;| [:;?!]/);
    expect(vendor.sessions.size).toBe(0);
    expect(browser.cookies.list().filter(({ name }) => name.includes('sas-sign-on'))).toEqual([]);
  });

  it('is refused on the page that the vendor writes', async () => {
    const vendor = createVendor(provider, {
      regulators: [],
      renderRefusal: ({ code, reference }) => `<p>${code} ${reference}`,
    });
    const { end } = await signIn(vendor, provider);
    expect(end.text).toMatch(/^<p>SAS_SIGN_ON_ACCOUNT_UNKNOWN [2-9A-Z]{4}-/);
    expect(end.headers.get('content-security-policy')).toBeNull();
  });

  it('is refused on a plain page when the vendor fails to render one', async () => {
    const vendor = createVendor(provider, {
      regulators: [],
      renderRefusal() {
        throw new Error('No template.');
      },
    });
    const { end } = await signIn(vendor, provider);
    expect(end.status).toBe(403);
    expect(end.text).toContain('<h1>');
  });

  it('is refused when the store of the accounts, or that of the sessions, fails', async () => {
    const failing = () => Promise.reject(new Error('The database is down.'));
    const save = () => 'stale' as const;
    const vendor = createVendor(provider, { accounts: { find: failing, save } });
    expect((await signIn(vendor, provider)).end.status).toBe(503);
    const sessions = {
      openSession: failing,
      currentSession: () => undefined,
      closeSession: failing,
    };
    const other = createVendor(provider, { signOn: sessions });
    expect((await signIn(other, provider)).end.status).toBe(500);
    expect([...vendor.codes(), ...other.codes()]).toEqual([
      'SAS_REGULATORS_UNAVAILABLE',
      'SAS_SIGN_ON_SESSION_FAILED',
    ]);
  });

  it.each([
    { name: 'a line break', opened: { cookies: ['a=1\r\nset-cookie: b=2'] } },
    { name: 'a value that is not text', opened: { cookies: [undefined] } },
    { name: 'a character that headers do not allow', opened: { cookies: ['a=\u20ac'] } },
    { name: 'no list', opened: {} },
    { name: 'nothing', opened: undefined },
  ])('fails when the vendor opens a session and returns $name as cookies', async ({ opened }) => {
    const vendor = createVendor(provider, {
      signOn: {
        openSession: () => opened as never,
        currentSession: () => undefined,
        closeSession: () => ({ cookies: [] }),
      },
    });
    expect((await signIn(vendor, provider)).end.status).toBe(500);
    expect(vendor.codes()).toEqual(['SAS_SIGN_ON_SESSION_FAILED']);
    expect(vendor.lines.map(({ message }) => message)).not.toContain('A regulator signed on');
  });

  it.each(['POST', 'PUT', 'HEAD'])('does not accept %s at its callback', async (method) => {
    const vendor = createVendor(provider);
    const { callbackUrl, browser } = await signInUntilCallback(vendor);
    const cookie = browser.cookies.header(callbackUrl);
    const response = await vendor.callback(
      new Request(callbackUrl, { method, headers: { cookie } }),
    );
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET');
  });
});

it('sends the browser to the callback of this site, whatever host the request had', async () => {
  const vendor = createVendor(provider);
  const { browser, callbackUrl } = await signInUntilCallback(vendor);
  expect(isCallback(callbackUrl)).toBe(true);
  const cookie = browser.cookies.header(callbackUrl);
  const behindProxy = callbackUrl.replace(site, 'http://10.0.0.7:8080');
  const response = await vendor.callback(new Request(behindProxy, { headers: { cookie } }));
  expect(response.headers.get('location')).toBe(page);
});
