import { createHash } from 'node:crypto';
import { createTestProvider, type TestBrowser, type TestProvider } from '@sas-sos/test-provider';
import { createMemoryRegulatorAccounts, createMemorySignOn } from '@sas-sos/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sasDelegation } from './methods/sas-delegation.js';
import {
  account,
  arrivalUrl,
  camille,
  client,
  createVendor,
  isCallback,
  lastLocation,
  page,
  signIn,
  site,
} from './vendor.fixture.js';

const dominique = { login: 'dominique', claims: { email: 'dominique@example.org' } };
const platform = {
  clientId: 'platform',
  clientSecret: 'secret-of-the-platform',
  redirectUris: ['https://sas.example/callback'],
} as const;
const regulators = [
  account(),
  account({ email: 'dominique@example.org', nationalId: '810000000002', familyName: 'Petit' }),
];
const [first, second] = regulators.map(({ id }) => `agenda of ${id}`);

let provider: TestProvider;
beforeAll(async () => {
  provider = await createTestProvider({
    clients: [client, platform],
    users: [
      camille,
      dominique,
      { login: 'stranger', claims: { email: 'stranger@example.org' } },
      // The same e-mail address, at another person of the provider.
      { login: 'double', claims: { email: 'camille.durand@example.org' } },
    ],
  });
});
afterAll(() => provider.close());
afterEach(() => provider.behave());

const create = (given: Parameters<typeof createVendor>[1] = {}) =>
  createVendor(provider, { regulators, confirmAfter: 0, ...given });
const isLogin = ({ url, text }: { readonly url: string; readonly text: string }) =>
  url.startsWith(provider.issuer) && text.includes('name="password"');

/** Signs out at the provider alone, as a person does on the platform. */
async function leave(browser: TestBrowser): Promise<void> {
  const logout = `${provider.issuer}/protocol/openid-connect/logout`;
  await browser.submit(await browser.open(logout), { logout: 'yes' });
}

/** Signs out and in at the provider alone, as another person does on the platform. */
async function replace(browser: TestBrowser, login: string): Promise<void> {
  await leave(browser);
  const query = new URLSearchParams({
    client_id: platform.clientId,
    redirect_uri: platform.redirectUris[0],
    response_type: 'code',
    scope: 'openid',
    code_challenge: createHash('sha256').update('x'.repeat(43)).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const url = `${provider.issuer}/protocol/openid-connect/auth?${query}`;
  const isBack = (next: string) => next.startsWith(platform.redirectUris[0]);
  const back = await browser.submit(
    await browser.open(url),
    { login, password: 'secret' },
    { until: isBack },
  );
  expect(back.headers.get('location')).toContain('code=');
}

describe('an arrival with an open session', () => {
  it.each([
    { name: 'confirmed 4 minutes ago', confirmAfter: undefined, waited: 240_000, isAsked: false },
    { name: 'confirmed 5 minutes ago', confirmAfter: undefined, waited: 300_000, isAsked: true },
    { name: 'from the future', confirmAfter: undefined, waited: -330_000, isAsked: true },
    { name: 'within the given time', confirmAfter: 600_000, waited: 540_000, isAsked: false },
    { name: 'confirmed just now, when 0 is given', confirmAfter: 0, waited: 0, isAsked: true },
  ])('$name: asks the provider again: $isAsked', async ({ confirmAfter, waited, isAsked }) => {
    const vendor = create({ confirmAfter });
    const { browser } = await signIn(vendor, provider);
    vendor.clock.advance(waited);
    const { status, headers } = await browser.open(arrivalUrl, { until: () => true });
    expect(status).toBe(isAsked ? 302 : 200);
    if (!isAsked) return;
    const asked = new URL(headers.get('location') ?? '');
    expect(asked.href.startsWith(provider.issuer)).toBe(true);
    expect(asked.searchParams.get('prompt')).toBe('none');
  });

  it('of the same person shows no page, and keeps the session and its forms', async () => {
    const vendor = create();
    const { browser } = await signIn(vendor, provider);
    const before = [...vendor.sessions];
    const { url, text, hops } = await browser.open(arrivalUrl);
    expect({ url, text }).toEqual({ url: page, text: first });
    // Redirections alone (certification 33).
    expect(hops.map(({ status }) => status)).toEqual([302, 303, 302, 200]);
    expect([...vendor.sessions.keys()]).toEqual(before.map(([id]) => id));
    expect([...vendor.sessions.values()]).not.toEqual(before.map(([, session]) => session));
    expect(vendor.lines.map(({ message }) => message)).toEqual([
      'A regulator signed on',
      'A regulator was confirmed',
    ]);
  });

  it('is confirmed for the whole time again', async () => {
    const vendor = create({ confirmAfter: 3000 });
    const { browser } = await signIn(vendor, provider);
    vendor.clock.advance(3000);
    expect((await browser.open(arrivalUrl)).hops).toHaveLength(4);
    expect((await browser.open(arrivalUrl)).hops).toHaveLength(1);
  });

  it('of the same person opens a new session when the vendor cannot confirm one', async () => {
    const { sessions, confirmSession: _, ...signOn } = createMemorySignOn();
    const vendor = create({ signOn });
    const { browser } = await signIn(vendor, provider);
    const [id] = sessions.keys();
    expect((await browser.open(arrivalUrl)).text).toBe(first);
    expect(sessions.size).toBe(1);
    expect([...sessions.keys()]).not.toEqual([id]);
  });

  it('of the same person opens a new session when the former one ended meanwhile', async () => {
    const { sessions, ...signOn } = createMemorySignOn();
    const vendor = create({
      signOn: {
        ...signOn,
        confirmSession(right, arrival) {
          sessions.clear();
          return signOn.confirmSession(right, arrival);
        },
      },
    });
    const { browser } = await signIn(vendor, provider);
    expect((await browser.open(arrivalUrl)).text).toBe(first);
    expect(sessions.size).toBe(1);
  });

  it('of another person replaces the session', async () => {
    const vendor = create();
    const { browser } = await signIn(vendor, provider);
    const [id] = vendor.sessions.keys();
    await replace(browser, 'dominique');
    const { url, text } = await browser.open(arrivalUrl);
    expect({ url, text }).toEqual({ url: page, text: second });
    expect(vendor.sessions.size).toBe(1);
    expect([...vendor.sessions.keys()]).not.toContain(id);
  });

  it('of another subject with the same account replaces the session', async () => {
    const vendor = create();
    const { browser } = await signIn(vendor, provider);
    const [id] = vendor.sessions.keys();
    await replace(browser, 'double');
    expect((await browser.open(arrivalUrl)).text).toBe(first);
    expect([...vendor.sessions.keys()]).not.toContain(id);
  });

  it('of the same person whose account is another one now replaces the session', async () => {
    const vendor = create();
    const { browser } = await signIn(vendor, provider);
    const [id] = vendor.sessions.keys();
    await vendor.change({ email: 'moved@example.org', emailKey: 'moved@example.org' });
    const other = account({ nationalId: '810000000009' });
    const { signal } = new AbortController();
    await vendor.accounts.save([{ after: other }], { signal });
    expect((await browser.open(arrivalUrl)).text).toBe(`agenda of ${other.id}`);
    expect([...vendor.sessions.keys()]).not.toContain(id);
  });

  it('of a person without an account closes the session of the former one', async () => {
    const vendor = create();
    const { browser } = await signIn(vendor, provider);
    await replace(browser, 'stranger');
    const { status } = await browser.open(arrivalUrl);
    expect(status).toBe(403);
    expect(vendor.codes()).toEqual(['SAS_SIGN_ON_ACCOUNT_UNKNOWN']);
    expect(vendor.sessions.size).toBe(0);
    expect((await browser.open(page)).status).toBe(401);
  });

  it('of the same person keeps the session when the accounts cannot be read', async () => {
    let isDown = false;
    const store = createMemoryRegulatorAccounts({ accounts: regulators });
    const vendor = create({
      accounts: {
        save: store.save,
        find(query) {
          if (isDown && !query.ids) throw new Error('The database is down.');
          return store.find(query);
        },
      },
    });
    const { browser } = await signIn(vendor, provider);
    isDown = true;
    expect((await browser.open(arrivalUrl)).status).toBe(503);
    expect((await browser.open(page)).text).toBe(first);
  });

  it('of nobody who is signed in closes the session, and shows the login page', async () => {
    const vendor = create();
    const { browser } = await signIn(vendor, provider);
    await leave(browser);
    const login = await browser.open(arrivalUrl);
    expect(isLogin(login)).toBe(true);
    expect(vendor.sessions.size).toBe(0);
    // Back from the login page, the pages of the former person are closed.
    expect((await browser.open(page)).status).toBe(401);
    const end = await provider.logIn(browser, login, 'dominique');
    expect({ url: end.url, text: end.text }).toEqual({ url: page, text: second });
  });

  it('goes on to the login page when the former session cannot be closed', async () => {
    const { sessions: _, ...signOn } = createMemorySignOn();
    const closeSession = () => Promise.reject(new Error('The database is down.'));
    const vendor = create({ signOn: { ...signOn, closeSession } });
    const { browser } = await signIn(vendor, provider);
    await leave(browser);
    const login = await browser.open(arrivalUrl);
    expect(isLogin(login)).toBe(true);
    expect((await provider.logIn(browser, login, 'dominique')).text).toBe(second);
  });

  it('does not touch a session of the staff that the browser has by then', async () => {
    const { sessions, ...signOn } = createMemorySignOn();
    let closed = 0;
    const vendor = create({
      signOn: {
        ...signOn,
        closeSession(request) {
          closed += 1;
          return signOn.closeSession(request);
        },
      },
    });
    const { browser } = await signIn(vendor, provider);
    await leave(browser);
    const silent = await browser.open(arrivalUrl, { until: isCallback });
    for (const [id] of sessions) sessions.set(id, { seal: null } as never);
    expect(isLogin(await browser.open(lastLocation(silent)))).toBe(true);
    expect(closed).toBe(0);
  });

  it('asks for no page, unless the method itself says how to prompt', async () => {
    const method = sasDelegation({
      issuer: provider.issuer,
      clientId: client.clientId,
      clientAuthentication: { method: 'client_secret_basic', clientSecret: client.clientSecret },
    });
    for (const prompt of [undefined, 'login']) {
      const authorizationParameters = prompt === undefined ? {} : { prompt };
      const vendor = create({ method: { ...method, authorizationParameters } });
      const { browser } = await signIn(vendor, provider);
      const stopped = await browser.open(arrivalUrl, { until: () => true });
      const asked = new URL(lastLocation(stopped)).searchParams;
      expect(asked.get('prompt')).toBe(prompt ?? 'none');
    }
  });

  it.each(['consent_required', 'interaction_required', 'account_selection_required'])(
    'that needs a page (%s) shows it, and keeps the session until then',
    async (error) => {
      const vendor = create();
      const { browser } = await signIn(vendor, provider);
      const silent = await browser.open(arrivalUrl, { until: isCallback });
      const answer = toError(lastLocation(silent), { error });
      const stopped = await browser.open(answer, { until: (url) => url.includes('/auth?') });
      expect(new URL(lastLocation(stopped)).searchParams.has('prompt')).toBe(false);
      expect(vendor.sessions.size).toBe(1);
      expect((await browser.open(lastLocation(stopped))).text).toBe(first);
    },
  );

  it('in two tabs at once confirms one session', async () => {
    const vendor = create();
    const { browser } = await signIn(vendor, provider);
    const tabs = [];
    for (const slot of ['1', '2']) {
      const url = `${site}/agenda/1?slot=${slot}&origin=sas`;
      tabs.push(lastLocation(await browser.open(url, { until: isCallback })));
    }
    for (const url of tabs) expect((await browser.open(url)).text).toBe(first);
    expect(vendor.sessions.size).toBe(1);
    expect(vendor.codes()).toEqual([]);
  });
});

describe('the method', () => {
  it('may ask for no page at all: whoever is not signed in sees one all the same', async () => {
    const vendor = create({
      method: {
        ...sasDelegation({
          issuer: provider.issuer,
          clientId: client.clientId,
          clientAuthentication: { method: 'client_secret_post', clientSecret: 'x' },
        }),
        authorizationParameters: { prompt: 'none' },
      },
    });
    expect(isLogin(await vendor.createBrowser().open(arrivalUrl))).toBe(true);
  });
});

/** The answer of a provider that ends an attempt with an error. */
function toError(callbackUrl: string, parameters: Readonly<Record<string, string>>): string {
  const url = new URL(callbackUrl);
  for (const name of ['code', 'error', 'error_description']) url.searchParams.delete(name);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}
