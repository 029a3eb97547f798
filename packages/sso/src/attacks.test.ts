import { createHash } from 'node:crypto';
import { createTestProvider, type TestProvider } from '@sas-sos/test-provider';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  arrivalUrl,
  camille,
  client,
  createVendor,
  lastLocation,
  page,
  signIn,
  signInUntilCallback,
  site,
  type Vendor,
} from './vendor.fixture.js';

const attacker = {
  login: 'attacker',
  claims: { email: 'attacker@example.org', email_verified: true },
};

let provider: TestProvider;
let other: TestProvider;
beforeAll(async () => {
  const setup = { clients: [client], users: [camille, attacker] };
  [provider, other] = await Promise.all([createTestProvider(setup), createTestProvider(setup)]);
});
afterAll(() => Promise.all([provider.close(), other.close()]));
afterEach(() => provider.behave());

function changed(url: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const result = new URL(url);
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined) result.searchParams.delete(name);
    else result.searchParams.set(name, value);
  }
  return result.href;
}

function attemptCookie(browser: ReturnType<Vendor['createBrowser']>) {
  const cookie = browser.cookies.list().find(({ name }) => name.includes('sas-sign-on'));
  if (!cookie) throw new Error('There is no attempt.');
  return cookie;
}

function flip(text: string, at: number): string {
  return `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
}

describe('the answer of the browser', () => {
  it.each([
    { name: 'without state', parameters: { state: undefined } },
    { name: 'with an empty state', parameters: { state: '' } },
    { name: 'with another state', parameters: { state: 'A'.repeat(43) } },
  ])('$name is refused', async ({ parameters }) => {
    const vendor = createVendor(provider);
    const { browser, callbackUrl } = await signInUntilCallback(vendor);
    const { status } = await browser.open(changed(callbackUrl, parameters));
    expect(status).toBe(400);
    expect(vendor.codes()).toEqual(['SAS_SIGN_ON_ATTEMPT_UNKNOWN']);
  });

  it('with two states is refused', async () => {
    const vendor = createVendor(provider);
    const { browser, callbackUrl } = await signInUntilCallback(vendor);
    await browser.open(`${callbackUrl}&state=${'A'.repeat(43)}`);
    expect(vendor.codes()).toEqual(['SAS_SIGN_ON_ATTEMPT_UNKNOWN']);
  });

  it('of another browser is refused: login CSRF', async () => {
    const vendor = createVendor(provider);
    const { callbackUrl } = await signInUntilCallback(vendor, { login: 'attacker' });
    const victim = vendor.createBrowser();
    await victim.open(arrivalUrl);
    const { status } = await victim.open(callbackUrl);
    expect(status).toBe(400);
    expect(vendor.codes()).toEqual(['SAS_SIGN_ON_ATTEMPT_UNKNOWN']);
    expect(vendor.sessions.size).toBe(0);
  });

  it('with a code of another attempt is refused: injection (nonce, PKCE)', async () => {
    const vendor = createVendor(provider);
    const victim = await signInUntilCallback(vendor);
    const code = new URL(victim.callbackUrl).searchParams.get('code') ?? '';
    const own = await signInUntilCallback(vendor, { login: 'attacker' });
    const { status } = await own.browser.open(changed(own.callbackUrl, { code }));
    expect(status).toBe(400);
    expect(vendor.codes()).toEqual(['SAS_SIGN_ON_CODE_REFUSED']);
    expect(vendor.sessions.size).toBe(0);
  });

  it('replayed together with its cookie is refused: the code was used', async () => {
    const vendor = createVendor(provider);
    const { browser, callbackUrl } = await signInUntilCallback(vendor);
    const cookie = browser.cookies.header(callbackUrl);
    const answers = [];
    for (let times = 0; times < 2; times += 1) {
      answers.push(await vendor.handle(new Request(callbackUrl, { headers: { cookie } })));
    }
    expect(answers.map(({ status }) => status)).toEqual([302, 400]);
    expect(vendor.codes()).toEqual(['SAS_SIGN_ON_CODE_REFUSED']);
    expect(vendor.sessions.size).toBe(1);
  });

  it.each([
    { name: 'of another issuer', parameters: { iss: 'https://other.example' } },
    {
      name: 'without an issuer, when the provider announces that it sends one',
      parameters: { iss: undefined },
    },
    { name: 'without a code', parameters: { code: undefined } },
    { name: 'with an ID token of its own', parameters: { id_token: 'a.b.c' } },
  ])('$name is refused', async ({ parameters }) => {
    const vendor = createVendor(provider);
    const { browser, callbackUrl } = await signInUntilCallback(vendor);
    const { status } = await browser.open(changed(callbackUrl, parameters));
    expect(status).toBe(400);
    expect(vendor.codes()).toEqual(['SAS_SIGN_ON_ANSWER_INVALID']);
  });

  it('with two codes is refused', async () => {
    const vendor = createVendor(provider);
    const { browser, callbackUrl } = await signInUntilCallback(vendor);
    await browser.open(`${callbackUrl}&code=other`);
    expect(vendor.codes()).toEqual(['SAS_SIGN_ON_ANSWER_INVALID']);
  });

  it('with a code of 200,000 characters is refused, and not passed on', async () => {
    const vendor = createVendor(provider);
    const { browser, callbackUrl } = await signInUntilCallback(vendor);
    const before = provider.requests.token;
    await browser.open(changed(callbackUrl, { code: 'x'.repeat(200_000) }));
    expect(vendor.codes()).toEqual(['SAS_SIGN_ON_ANSWER_INVALID']);
    expect(provider.requests.token).toBe(before);
  });

  it('from another provider is refused: mix-up', async () => {
    const [honest, mixed] = [createVendor(provider), createVendor(other)];
    const { callbackUrl } = await signInUntilCallback(mixed);
    const { code = '', iss = '' } = Object.fromEntries(new URL(callbackUrl).searchParams);
    const { browser, callbackUrl: own } = await signInUntilCallback(honest);
    await browser.open(changed(own, { code, iss }));
    expect(honest.codes()).toEqual(['SAS_SIGN_ON_ANSWER_INVALID']);
  });

  it('to an attempt at another provider is refused: its cookie belongs to another sign-on', async () => {
    const [honest, mixed] = [createVendor(provider), createVendor(other)];
    const { browser, callbackUrl } = await signInUntilCallback(mixed);
    const cookie = browser.cookies.header(callbackUrl);
    const response = await honest.handle(new Request(callbackUrl, { headers: { cookie } }));
    expect(response.status).toBe(400);
    expect(honest.codes()).toEqual(['SAS_SIGN_ON_ATTEMPT_UNKNOWN']);
  });

  it('with another PKCE verifier is refused by the provider', async () => {
    const vendor = createVendor(provider);
    const browser = vendor.createBrowser();
    const asked = lastLocation(await browser.open(arrivalUrl, { until: () => true }));
    const challenge = createHash('sha256').update('another').digest('base64url');
    const login = await browser.open(changed(asked, { code_challenge: challenge }));
    await provider.logIn(browser, login, 'camille');
    expect(vendor.codes()).toEqual(['SAS_SIGN_ON_CODE_REFUSED']);
  });
});

describe('the cookie of an attempt', () => {
  it.each([
    { name: 'altered in its text', change: (value: string) => flip(value, value.length - 40) },
    { name: 'altered in its tag', change: (value: string) => flip(value, value.length - 4) },
    { name: 'altered in its header', change: (value: string) => flip(value, 5) },
    { name: 'truncated', change: (value: string) => value.slice(0, -10) },
    { name: 'empty', change: () => '' },
    { name: 'not sealed', change: () => Buffer.from('{"s":"x"}').toString('base64url') },
    { name: 'without encryption', change: () => 'eyJhbGciOiJub25lIn0.e30.' },
    { name: 'very long', change: (value: string) => value + 'A'.repeat(70_000) },
  ])('$name is refused', async ({ change }) => {
    const vendor = createVendor(provider);
    const { browser, callbackUrl } = await signInUntilCallback(vendor);
    const { name, value } = attemptCookie(browser);
    browser.cookies.change(name, change(value));
    const { status } = await browser.open(callbackUrl);
    expect(status).toBe(400);
    expect(vendor.codes()).toEqual(['SAS_SIGN_ON_ATTEMPT_UNKNOWN']);
  });

  it('sealed with a secret that is no longer accepted is refused', async () => {
    const former = createVendor(provider, {
      cookieSecret: 'the secret of the year before, 32 bytes',
    });
    const vendor = createVendor(provider);
    const { browser, callbackUrl } = await signInUntilCallback(former);
    const cookie = browser.cookies.header(callbackUrl);
    await vendor.handle(new Request(callbackUrl, { headers: { cookie } }));
    expect(vendor.codes()).toEqual(['SAS_SIGN_ON_ATTEMPT_UNKNOWN']);
  });

  it('of another attempt under the name of this one is refused', async () => {
    const vendor = createVendor(provider);
    const { browser, callbackUrl } = await signInUntilCallback(vendor);
    const { name } = attemptCookie(browser);
    const second = vendor.createBrowser();
    await second.open(arrivalUrl);
    browser.cookies.change(name, attemptCookie(second).value);
    await browser.open(callbackUrl);
    expect(vendor.codes()).toEqual(['SAS_SIGN_ON_ATTEMPT_UNKNOWN']);
  });

  it('does not open as a right: a text sealed for one purpose opens for no other', async () => {
    const vendor = createVendor(provider);
    const { browser } = await signIn(vendor, provider);
    const [id] = vendor.sessions.keys();
    await browser.open(`${site}/agenda/2?slot=1&origin=sas`);
    const stolen = vendor.createBrowser();
    await stolen.open(arrivalUrl);
    vendor.sessions.set(id as string, { seal: attemptCookie(stolen).value } as never);
    expect((await browser.open(page)).status).toBe(401);
  });
});

describe('an ID token', () => {
  const seconds = Math.floor(Date.now() / 1000);

  it.each([
    { name: 'that is not signed (alg none)', idToken: { signature: 'none' } },
    { name: 'signed by HS256 with the public key', idToken: { signature: 'public-key-as-secret' } },
    { name: 'signed by another key', idToken: { signature: 'other-key' } },
    { name: 'whose signature is altered', idToken: { signature: 'altered' } },
    { name: 'of another issuer', idToken: { claims: { iss: 'https://other.example' } } },
    { name: 'for another audience', idToken: { claims: { aud: 'other' } } },
    { name: 'for us and others, without azp', idToken: { claims: { aud: ['agenda', 'other'] } } },
    { name: 'for another party (azp)', idToken: { claims: { azp: 'other' } } },
    { name: 'that has expired', idToken: { shift: -3600 } },
    { name: 'that expired 11 seconds ago', idToken: { claims: { exp: seconds - 11 } } },
    { name: 'from the future', idToken: { shift: 600 } },
    { name: 'not valid yet', idToken: { claims: { nbf: seconds + 600 } } },
    { name: 'without exp', idToken: { claims: { exp: undefined } } },
    { name: 'without iat', idToken: { claims: { iat: undefined } } },
    { name: 'without sub', idToken: { claims: { sub: undefined } } },
    { name: 'with an empty sub', idToken: { claims: { sub: '' } } },
    { name: 'with another nonce', idToken: { claims: { nonce: 'other' } } },
    { name: 'without nonce', idToken: { claims: { nonce: undefined } } },
  ] as const)('$name is refused', async ({ idToken }) => {
    provider.misbehave({ idToken });
    const vendor = createVendor(provider);
    const { end } = await signIn(vendor, provider);
    expect(end.status).toBe(403);
    expect(vendor.codes()).toEqual(['SAS_SIGN_ON_TOKEN_INVALID']);
    expect(vendor.sessions.size).toBe(0);
  });

  it.each([
    { name: 'without email', claims: { email: undefined } },
    { name: 'with a list for email', claims: { email: ['camille.durand@example.org'] } },
    { name: 'with an object for email', claims: { email: { value: 'x@example.org' } } },
    { name: 'with an empty email', claims: { email: '' } },
    { name: 'with two addresses', claims: { email: 'a@example.org, camille.durand@example.org' } },
    { name: 'with a Kelvin sign for a K', claims: { email: '\u212aim.durand@example.org' } },
    { name: 'with a line break', claims: { email: 'a@example.org\ncamille.durand@example.org' } },
  ])('$name matches nobody', async ({ claims }) => {
    provider.misbehave({ idToken: { claims } });
    const vendor = createVendor(provider);
    const { end } = await signIn(vendor, provider);
    expect(end.status).toBe(403);
    expect(vendor.codes()).toEqual(['SAS_SIGN_ON_IDENTITY_MISSING']);
  });

  it.each([
    { name: 'look-alike letters (Cyrillic а)', email: 'c\u0430mille.durand@example.org' },
    { name: 'full-width letters', email: 'ｃamille.durand@example.org' },
    { name: 'a dotless i', email: 'cam\u0131lle.durand@example.org' },
    { name: 'a part added', email: 'camille.durand+1@example.org' },
  ])('with an email of $name matches another person', async ({ email }) => {
    provider.misbehave({ idToken: { claims: { email } } });
    const vendor = createVendor(provider);
    await signIn(vendor, provider);
    expect(vendor.codes()).toEqual(['SAS_SIGN_ON_ACCOUNT_UNKNOWN']);
  });

  it('whose email is not verified is refused', async () => {
    provider.misbehave({ idToken: { claims: { email_verified: false } } });
    const vendor = createVendor(provider);
    await signIn(vendor, provider);
    expect(vendor.codes()).toEqual(['SAS_SIGN_ON_EMAIL_UNVERIFIED']);
  });

  it('9 seconds in the future is accepted: clocks differ', async () => {
    provider.misbehave({ idToken: { shift: 9 } });
    const vendor = createVendor(provider);
    expect((await signIn(vendor, provider)).end.status).toBe(200);
  });
});

describe('the requested page', () => {
  it.each([
    { name: 'two slashes', path: '//evil.example/x' },
    { name: 'two slashes and a user', path: '//user@evil.example' },
    { name: 'a backslash', path: '/\\evil.example' },
    { name: 'two backslashes', path: '\\\\evil.example' },
    { name: 'an encoded slash', path: '/%2F/evil.example' },
    { name: 'an encoded backslash', path: '/%5Cevil.example' },
    { name: 'a line break', path: '/x%0d%0aLocation:%20https://evil.example' },
    { name: 'a raw line break', path: '/x\r\nLocation: https://evil.example' },
    { name: 'a user before the host', path: '/@evil.example' },
    { name: 'a script', path: '/javascript:alert(1)' },
    { name: 'a URL as the query', path: '/x?next=https://evil.example' },
    { name: 'a parent directory', path: '/../..//evil.example' },
    { name: 'a dot, and two slashes', path: '/.//evil.example' },
    { name: 'a tab', path: '/\t/evil.example' },
  ])('with $name stays on this site', async ({ path }) => {
    const vendor = createVendor(provider);
    const browser = vendor.createBrowser();
    const url = `${site}${path}${path.includes('?') ? '&' : '?'}origin=sas`;
    const login = await browser.open(url);
    const stopped = await browser.submit(
      login,
      { login: 'camille', password: 'secret' },
      { until: (next) => !next.startsWith(provider.issuer) && !next.includes('/sso/callback') },
    );
    const location = stopped.headers.get('location') ?? '';
    expect(location.startsWith(`${site}/`)).toBe(true);
    expect(new URL(location).origin).toBe(site);
    expect(location).not.toMatch(/[\r\n\\]/);
  });

  it.each(['//evil.example/x?', '/\\evil.example/x?', '//evil.example/x'])(
    'begins with one slash where a refusal leads back to it: %s',
    async (path) => {
      const vendor = createVendor(provider);
      const browser = vendor.createBrowser();
      const login = await browser.open(`${site}${path}&origin=sas`);
      const { text } = await provider.abandon(browser, login);
      expect(text).toContain('href="/evil.example/x?origin=sas"');
      provider.misbehave({ discovery: { status: 503 } });
      const other = createVendor(provider);
      const { status, text: unavailable } = await other
        .createBrowser()
        .open(`${site}${path}&origin=sas`);
      expect(status).toBe(503);
      expect(unavailable).toContain('href="/evil.example/x?origin=sas"');
    },
  );

  it('is also limited by the size of its cookie', async () => {
    const vendor = createVendor(provider);
    const { status, headers } = await vendor
      .createBrowser()
      .open(`${site}/x?${'\\'.repeat(2000)}&origin=sas`);
    expect(status).toBe(414);
    expect(headers.getSetCookie()).toEqual([]);
    expect(vendor.codes()).toEqual(['SAS_URL_TOO_LONG']);
  });

  it('is limited in length', async () => {
    const vendor = createVendor(provider);
    const { status } = await vendor
      .createBrowser()
      .open(`${page}&x=${'y'.repeat(2048)}&origin=sas`);
    expect(status).toBe(414);
    expect(vendor.codes()).toEqual(['SAS_URL_TOO_LONG']);
  });

  it('cannot break out of the page of a refusal', async () => {
    const vendor = createVendor(provider);
    const browser = vendor.createBrowser();
    const login = await browser.open(`${site}/agenda/'onload='x?a="><script>&origin=sas`);
    const { text } = await provider.abandon(browser, login);
    expect(text).toContain('Recommencer');
    expect(text).not.toContain('<script');
    expect(text).not.toContain("'onload");
  });
});
