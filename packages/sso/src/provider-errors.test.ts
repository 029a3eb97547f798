import { createTestProvider, type TestProvider } from '@sas-sos/test-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  account,
  arrivalUrl,
  camille,
  client,
  createSessions,
  createVendor,
  isCallback,
  lastLocation,
  page,
  signIn,
  signInUntilCallback,
  site,
  type Vendor,
} from './vendor.fixture.js';

let provider: TestProvider;
beforeAll(async () => {
  provider = await createTestProvider({ clients: [client], users: [camille] });
});
afterAll(() => provider.close());

const expired = {
  error: 'temporarily_unavailable',
  error_description: 'authentication_expired',
} as const;
const isAuthorization = (url: string) => url.startsWith(`${provider.issuer}/protocol/`);
const retry = 'href="/agenda/1111111111?slot=s1&#38;origin=sas"';

/** Starts a sign-on; returns the answer that a provider gives to it. */
async function arrive(vendor: Vendor, browser = vendor.createBrowser()) {
  const stopped = await browser.open(arrivalUrl, { until: isAuthorization });
  return { browser, toAnswer: toAnswerOf(lastLocation(stopped)) };
}

function toAnswerOf(asked: string) {
  const state = new URL(asked).searchParams.get('state') ?? '';
  return (parameters: Readonly<Record<string, string>>) =>
    `${site}/sso/callback?${new URLSearchParams({ ...parameters, state, iss: provider.issuer })}`;
}

describe('a login page that expired (authentication_expired)', () => {
  it('starts the sign-on again, to the same page, once', async () => {
    const vendor = createVendor(provider);
    const { browser, toAnswer } = await arrive(vendor);
    const stopped = await browser.open(toAnswer(expired), { until: isAuthorization });
    expect(stopped.status).toBe(302);
    expect(vendor.lines).toMatchObject([{ level: 'info', reason: 'temporarily_unavailable' }]);
    const again = toAnswerOf(lastLocation(stopped))(expired);
    const { status, text } = await browser.open(again);
    expect(status).toBe(400);
    expect(text).toContain(retry);
    expect(text).toContain('Recommencer');
    expect(text).not.toMatch(/ne répond pas|Réessayez dans/);
    expect(vendor.lines.slice(1)).toMatchObject([
      { level: 'warn', code: 'SAS_SIGN_ON_LOGIN_EXPIRED' },
    ]);
  });

  it('ends on the requested page when the second attempt succeeds', async () => {
    const vendor = createVendor(provider);
    const { browser, toAnswer } = await arrive(vendor);
    const login = await browser.open(toAnswer(expired));
    expect((await provider.logIn(browser, login, 'camille')).url).toBe(page);
  });

  it('starts again even when the attempt is too old by then', async () => {
    const vendor = createVendor(provider);
    const { browser, toAnswer } = await arrive(vendor);
    vendor.clock.advance(30 * 60_000);
    const stopped = await browser.open(toAnswer(expired), { until: isAuthorization });
    expect(isAuthorization(lastLocation(stopped))).toBe(true);
  });

  it('starts a confirmation again with a page, and may still expire once', async () => {
    const vendor = createVendor(provider, { confirmAfter: 0 });
    const { browser } = await signIn(vendor, provider);
    const { toAnswer } = await arrive(vendor, browser);
    const second = await browser.open(toAnswer(expired), { until: isAuthorization });
    expect(new URL(lastLocation(second)).searchParams.has('prompt')).toBe(false);
    const answer = toAnswerOf(lastLocation(second))(expired);
    expect(
      isAuthorization(lastLocation(await browser.open(answer, { until: isAuthorization }))),
    ).toBe(true);
  });

  it.each([
    { name: 'of another issuer', parameters: { iss: 'https://other.example' } },
    { name: 'twice', parameters: {}, more: '&error=access_denied' },
  ])('$name does not start it again', async ({ parameters, more = '' }) => {
    const vendor = createVendor(provider);
    const { browser, toAnswer } = await arrive(vendor);
    const url = new URL(toAnswer(expired) + more);
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    const { status, text } = await browser.open(url.href);
    expect(status).toBe(400);
    expect(text).toContain(retry);
    expect(vendor.codes()).toEqual(['SAS_SIGN_ON_ANSWER_INVALID']);
  });
});

// What Keycloak's OIDCLoginProtocol and AuthorizationEndpoint send to the redirect URI.
describe.each([
  { error: 'access_denied', status: 403, code: 'SAS_SIGN_ON_PROVIDER_REFUSED', retries: true },
  { error: 'login_required', status: 403, code: 'SAS_SIGN_ON_PROVIDER_REFUSED', retries: true },
  {
    error: 'interaction_required',
    status: 403,
    code: 'SAS_SIGN_ON_PROVIDER_REFUSED',
    retries: true,
  },
  { error: 'consent_required', status: 403, code: 'SAS_SIGN_ON_PROVIDER_REFUSED', retries: true },
  { error: 'invalid_request', status: 403, code: 'SAS_SIGN_ON_PROVIDER_MISCONFIGURED' },
  { error: 'invalid_scope', status: 403, code: 'SAS_SIGN_ON_PROVIDER_MISCONFIGURED' },
  { error: 'unauthorized_client', status: 403, code: 'SAS_SIGN_ON_PROVIDER_MISCONFIGURED' },
  { error: 'unsupported_response_type', status: 403, code: 'SAS_SIGN_ON_PROVIDER_MISCONFIGURED' },
  { error: 'request_not_supported', status: 403, code: 'SAS_SIGN_ON_PROVIDER_MISCONFIGURED' },
  // The provider says that it does not work; the page says the same.
  { error: 'server_error', status: 503, code: 'SAS_SIGN_ON_PROVIDER_UNREACHABLE', retries: true },
  {
    error: 'temporarily_unavailable',
    status: 503,
    code: 'SAS_SIGN_ON_PROVIDER_UNREACHABLE',
    retries: true,
  },
  { error: 'anything_else', status: 403, code: 'SAS_SIGN_ON_PROVIDER_REFUSED', retries: true },
  { error: '', status: 403, code: 'SAS_SIGN_ON_PROVIDER_REFUSED', retries: true },
])('the error $error', ({ error, status, code, retries = false }) => {
  it('gets a page with a way on, and a warning', async () => {
    const vendor = createVendor(provider);
    const { browser, toAnswer } = await arrive(vendor);
    const answer = await browser.open(toAnswer({ error, error_description: 'Invalid scopes: x' }));
    expect(answer.status).toBe(status);
    expect(answer.text).toContain('<a href="/">Accueil</a>');
    expect(answer.text.includes(retry)).toBe(retries);
    expect(vendor.lines).toMatchObject([{ level: 'warn', code }]);
    expect(JSON.stringify(vendor.lines)).not.toContain('Invalid scopes');
  });

  it('to a confirmation without a page is asked again with one', async () => {
    const vendor = createVendor(provider, { confirmAfter: 0 });
    const { browser } = await signIn(vendor, provider);
    const { toAnswer } = await arrive(vendor, browser);
    const stopped = await browser.open(toAnswer({ error }), { until: isAuthorization });
    expect(new URL(lastLocation(stopped)).searchParams.has('prompt')).toBe(false);
    expect(vendor.sessions.size).toBe(error === 'login_required' ? 0 : 1);
    expect(vendor.codes()).toEqual([]);
  });
});

describe('nobody signed in at the provider any more, and the provider down', () => {
  it('still ends the session of the browser, on an instance that knows no provider yet', async () => {
    const { signOn, sessions } = createSessions();
    const shared = { confirmAfter: 0, signOn, regulators: [account()] };
    const vendor = createVendor(provider, shared);
    const { browser } = await signIn(vendor, provider);
    const { toAnswer } = await arrive(vendor, browser);
    const fetch = () => Promise.reject(new TypeError('down'));
    const { callback } = createVendor(provider, { ...shared, fetch });
    const url = toAnswer({ error: 'login_required' });
    const headers = { cookie: browser.cookies.header(url) };
    expect(sessions.size).toBe(1);
    const answer = await callback(new Request(url, { headers }));
    expect(answer.status).toBe(503);
    expect(sessions.size).toBe(0);
    expect(answer.headers.getSetCookie().join()).toMatch(/session=; Path/);
  });
});

describe('back, reload and a second answer', () => {
  it('to the authorization endpoint, which answers at once, lead to the start page', async () => {
    const vendor = createVendor(provider);
    const { browser, loginPage, end } = await signIn(vendor, provider);
    expect(end.status).toBe(200);
    const again = await browser.open(loginPage.hops[0]?.location ?? '');
    expect(again.url).toBe(`${site}/`);
    expect(vendor.lines.at(-1)).toMatchObject({ level: 'info' });
    expect(vendor.sessions.size).toBe(1);
  });

  it('with an error, after the sign-on, lead to the start page', async () => {
    const vendor = createVendor(provider);
    const { browser, callbackUrl } = await signInUntilCallback(vendor);
    await browser.open(callbackUrl);
    const state = new URL(callbackUrl).searchParams.get('state') ?? '';
    const query = new URLSearchParams({ ...expired, state });
    const again = await browser.open(`${site}/sso/callback?${query}`);
    expect(again.url).toBe(`${site}/`);
  });

  it.each(['', '?state=x', '?error=access_denied'])(
    'without a session get a page with a link: callback%s',
    async (query) => {
      const vendor = createVendor(provider, { startPath: '/start' });
      const { status, text } = await vendor.createBrowser().open(`${site}/sso/callback${query}`);
      expect(status).toBe(400);
      expect(text).toContain('<a href="/start">Accueil</a>');
      expect(vendor.codes()).toEqual(['SAS_SIGN_ON_ATTEMPT_UNKNOWN']);
    },
  );

  it('without a code (an action that was cancelled) get a page to start again from', async () => {
    const vendor = createVendor(provider);
    const { browser, toAnswer } = await arrive(vendor);
    const { status, text } = await browser.open(toAnswer({ session_state: 'x' }));
    expect(status).toBe(400);
    expect(text).toContain(retry);
  });

  it('beside session_state and iss end on the requested page', async () => {
    const vendor = createVendor(provider);
    const { browser, callbackUrl } = await signInUntilCallback(vendor);
    expect(isCallback(callbackUrl)).toBe(true);
    expect((await browser.open(`${callbackUrl}&session_state=one`)).url).toBe(page);
  });
});

it('the address to sign on at leads back to a page of this site', async () => {
  const vendor = createVendor(provider);
  const { browser } = await signIn(vendor, provider);
  vendor.sessions.clear();
  const path = vendor.toSignOnPath('/agenda/1111111111?slot=s1');
  expect(path).toBe('/agenda/1111111111?slot=s1&origin=sas');
  const back = await browser.open(site + path);
  expect(back.url).toBe(page);
  expect(
    back.hops.every(({ status }, index) => status < 400 && (index === 3 || status >= 300)),
  ).toBe(true);
  expect(vendor.toSignOnPath('//evil.example/x')).toBe('/evil.example/x?origin=sas');
  expect(vendor.toSignOnPath('/\\evil.example')).toBe('/evil.example?origin=sas');
  expect(vendor.toSignOnPath('appointments/1')).toBe('/appointments/1?origin=sas');
});
