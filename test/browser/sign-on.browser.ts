import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestPki } from '@sas-sos/test-pki';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newNationalId, toBody } from '../reference-vendor/regulator-calls.js';
import { type Scene, startScene } from '../sign-on/start-scene.js';
import { openChromium, openProfile, openProfileWith, type Profile } from './open-chromium.js';
import { type PlatformSite, servePlatform } from './serve-platform.js';

const logins = ['camille', 'alix', 'charlie', 'disabled', 'unknown'];
const people = logins.map((login) => ({
  login,
  nationalId: newNationalId(),
  email: `${login}@regulation.example`,
}));
const users = people.map(({ login, nationalId, email }) => ({
  login,
  claims: { email, SubjectNameID: nationalId },
}));
const regulators = people
  .filter(({ login }) => login !== 'unknown')
  .map(({ login, ...person }) => ({ ...person, family: login, active: login !== 'disabled' }));

const methods = [
  {
    name: 'delegation by SAS, over http',
    realm: 'sas',
    isSecure: false,
    hosts: { vendor: '127.0.0.1', provider: 'localhost' },
  },
  {
    name: 'Pro Santé Connect, over https',
    realm: 'esante-wallet',
    isSecure: true,
    hosts: { vendor: 'agenda.example', provider: 'localhost' },
  },
] as const;

let browser: Browser;
beforeAll(async () => {
  browser = await openChromium();
});
afterAll(() => browser?.close());

describe.each(methods)('In a browser, with $name', ({ realm, isSecure, hosts }) => {
  const folder = mkdtempSync(join(tmpdir(), 'sas-sos-browser-'));
  let scene: Scene;
  let platform: PlatformSite;
  let profile: Profile;
  let context: BrowserContext;

  beforeAll(async () => {
    const pki = createTestPki();
    const NODE_EXTRA_CA_CERTS = join(folder, 'ca.pem');
    writeFileSync(NODE_EXTRA_CA_CERTS, pki.ca);
    scene = await startScene({
      users,
      regulators,
      realm,
      hosts,
      ...(isSecure ? { tls: pki.server, environment: { NODE_EXTRA_CA_CERTS } } : {}),
    });
    platform = await servePlatform();
  });
  afterAll(async () => {
    await platform?.[Symbol.asyncDispose]();
    await scene?.[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  });
  beforeEach(async () => {
    profile = await openProfile(browser);
    ({ context } = profile);
  });
  afterEach(() => profile[Symbol.asyncDispose]());

  /** Follows a link of the platform, which opens a new tab. */
  async function follow(url: string, within = context): Promise<Page> {
    const list = await within.newPage();
    await list.goto(platform.linksTo(url));
    const opened = within.waitForEvent('page');
    await list.getByRole('link').click();
    const page = await opened;
    await page.waitForLoadState();
    return page;
  }

  /** Types login and password. */
  async function logIn(page: Page, login: string): Promise<void> {
    await page.getByLabel('Identifiant').fill(login);
    await page.getByLabel('Mot de passe').fill('secret');
    await page.getByRole('button', { name: 'Se connecter' }).click();
  }

  /** Signs in completely, and accepts the terms if they are shown. */
  async function signIn(login: string, within = context): Promise<Page> {
    const page = await follow(scene.arrivalUrl, within);
    await logIn(page, login);
    await page.waitForURL((url) => url.origin === scene.front.url);
    if (new URL(page.url()).pathname === '/regulator/terms') {
      await page.getByRole('button', { name: 'J’accepte' }).click();
    }
    await page.waitForURL(scene.agendaUrl);
    return page;
  }

  const vendorErrors = () => profile.errorsOf(scene.front.url);

  it('signs in completely in a new tab, which sends no referrer to the vendor', async () => {
    const page = await follow(scene.arrivalUrl);
    expect(page.url().startsWith(scene.provider.issuer)).toBe(true);
    await logIn(page, 'camille');
    await page.waitForURL(/\/regulator\/terms\?/);
    await page.getByRole('button', { name: 'J’accepte' }).click();
    await page.waitForURL(scene.agendaUrl);
    await expect.poll(() => page.getByText('Réservation au nom du SAS').isVisible()).toBe(true);
    expect(await page.getByRole('banner').textContent()).toContain('Anne-Lise CAMILLE');
    expect(await page.evaluate('[document.referrer, window.opener]')).toEqual(['', null]);
    const [arrival] = scene.front.requests.filter(({ path }) => path.includes('origin=sas'));
    expect(arrival).toMatchObject({ cookie: '', referer: undefined });
    expect(vendorErrors()).toEqual([]);
  });

  it('opens the agenda directly for a person signed in at the provider', async () => {
    await signIn('alix');
    await context.clearCookies({ name: /agenda_session/ });
    const shown: string[] = [];
    context.on('page', (page) => {
      page.on('domcontentloaded', (loaded) => shown.push(loaded.url()));
    });
    const page = await follow(scene.arrivalUrl);
    expect(page.url()).toBe(scene.agendaUrl);
    expect(shown.filter((url) => !url.includes('sas.example'))).toEqual([scene.agendaUrl]);
    expect(await page.evaluate('history.length')).toBe(1);
    await page.reload();
    expect(await page.getByText('Réservation au nom du SAS').isVisible()).toBe(true);
    expect(vendorErrors()).toEqual([]);
  });

  it('signs on in two tabs at once, each to its own page', async () => {
    await signIn('alix');
    await context.clearCookies();
    const place = scene.agendaUrl.split('?', 1)[0];
    const urls = [scene.agendaUrl, `${place}?day=2026-12-01`];
    const tabs: Page[] = [];
    for (const url of urls) tabs.push(await follow(`${url}&origin=sas`));
    for (const tab of tabs) expect(tab.url().startsWith(scene.provider.issuer)).toBe(true);
    for (const tab of tabs.toReversed()) await logIn(tab, 'alix');
    for (const [index, tab] of tabs.entries()) await tab.waitForURL(urls[index] ?? '');
    expect(vendorErrors()).toEqual([]);
  });

  it('does not show the callback with the back button, and then shows the agenda again', async () => {
    const page = await signIn('alix');
    const visited: string[] = [];
    while (await page.goBack().then((response) => response !== null)) {
      visited.push(page.url());
      expect(await page.getByRole('alert').count()).toBe(0);
    }
    expect(visited.length).toBeGreaterThan(0);
    expect(visited.join(' ')).not.toContain('/sso/callback');
    for (const _ of visited) await page.goForward();
    expect(page.url()).toBe(scene.agendaUrl);
    expect(await page.getByText('Réservation au nom du SAS').isVisible()).toBe(true);
    expect(vendorErrors()).toEqual([]);
  });

  it('leads on from the callback the second time, and keeps the session', async () => {
    const before = scene.front.requests.length;
    const page = await signIn('alix');
    const callback = scene.front.requests
      .slice(before)
      .find(({ path }) => path.startsWith('/sso/callback?'));
    const response = await page.goto(scene.front.url + callback?.path);
    expect(response?.status()).toBe(200);
    expect(page.url()).toBe(`${scene.front.url}/`);
    await page.reload();
    await page.goto(scene.agendaUrl);
    expect(await page.getByText('Réservation au nom du SAS').isVisible()).toBe(true);
  });

  it.each(['allowed', 'blocked'] as const)(
    'signs on with third-party cookies %s',
    async (thirdPartyCookies) => {
      await using own = await openProfileWith(thirdPartyCookies);
      await using other = await servePlatform({
        host: 'other.example',
        tls: createTestPki().server,
      });
      // Check the setting itself: look for a cookie of one site in a frame of another.
      const frame = await own.context.newPage();
      for (const url of [other.cookiePage, other.cookiePage]) await frame.goto(url);
      expect(await frame.getByRole('paragraph').textContent()).toBe('seen=1');
      await frame.goto(platform.frameOf(other.cookiePage));
      const paragraph = frame.frameLocator('iframe').getByRole('paragraph');
      expect(await paragraph.textContent()).toBe(
        thirdPartyCookies === 'allowed' ? 'seen=1' : 'none',
      );
      const page = await signIn('alix', own.context);
      expect(await page.getByText('Réservation au nom du SAS').isVisible()).toBe(true);
      expect(own.errorsOf(scene.front.url)).toEqual([]);
    },
  );

  it('sends its session with links from another site, but not with its forms', async () => {
    await signIn('alix');
    expect((await follow(scene.agendaUrl)).url()).toBe(scene.agendaUrl);
    const page = await context.newPage();
    for (const path of ['/sso/logout', '/regulator/terms', new URL(scene.agendaUrl).pathname]) {
      await page.goto(platform.formTo(scene.front.url + path, { decision: 'decline', csrf: 'x' }));
      await page.getByRole('button').click();
      await page.waitForURL((url) => url.origin === scene.front.url);
      const posted = scene.front.requests.findLast(({ method }) => method === 'POST');
      expect(posted).toMatchObject({ path, cookie: expect.not.stringContaining('agenda_session') });
    }
    await page.goto(scene.agendaUrl);
    expect(page.url()).toBe(scene.agendaUrl);
  });

  it.each(['disabled', 'unknown'])(
    'shows a person whose account is %s the reason and a reference',
    async (login) => {
      const page = await follow(scene.arrivalUrl);
      await logIn(page, login);
      await page.waitForURL(/\/sso\/callback\?/);
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Connexion refusée');
      expect(await page.getByRole('alert').isVisible()).toBe(true);
      const reference = scene.refusals().at(-1)?.['reference'];
      expect(await page.getByText(String(reference)).isVisible()).toBe(true);
      await page.goto(scene.agendaUrl);
      expect(new URL(page.url()).pathname).toBe('/login');
    },
  );

  it('ends a session at the first request after its account was disabled', async () => {
    const page = await signIn('charlie');
    const person = people.find(({ login }) => login === 'charlie');
    if (!person) throw new Error('There is no user charlie');
    const disabled = toBody({ ...person, active: false });
    expect((await scene.platform.update(person.nationalId, disabled)).status).toBe(200);
    await page.reload();
    expect(new URL(page.url()).pathname).toBe('/login');
    expect(vendorErrors()).toEqual([]);
  });

  it('can be used with only the keyboard, including sign-out', async () => {
    const page = await follow(scene.arrivalUrl);
    await focus(page, 'input[name="login"]');
    await page.keyboard.type('camille');
    await page.keyboard.press('Tab');
    await page.keyboard.type('secret');
    await page.keyboard.press('Enter');
    await page.waitForURL(scene.agendaUrl);
    await focus(page, '.skip');
    await page.keyboard.press('Enter');
    await focus(page, 'form[action="/sso/logout"] button', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${scene.front.url}/`);
    await page.goto(scene.agendaUrl);
    expect(new URL(page.url()).pathname).toBe('/login');
    expect(vendorErrors()).toEqual([]);
  });
});

/** Moves the focus with the keyboard until it is on an element. */
async function focus(page: Page, selector: string, key = 'Tab'): Promise<void> {
  const isThere = `document.activeElement?.matches(${JSON.stringify(selector)})`;
  for (let count = 0; count < 50; count += 1) {
    if (await page.evaluate(isThere)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`The focus does not reach ${selector}`);
}
