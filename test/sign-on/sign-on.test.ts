import { createTestBrowser, type TestBrowser } from '@sas-sos/test-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { staffEnvironment } from '../reference-vendor/open-staff-browser.js';
import { newNationalId, toBody } from '../reference-vendor/regulator-calls.js';
import { type TestStore, testStores } from '../reference-vendor/test-stores.js';
import { type Scene, startScene, toForm } from './start-scene.js';

const logins = [
  ...['camille', 'alix', 'charlie', 'dominique', 'eden', 'fanchon', 'gwen', 'hoa'],
  ...['unknown', 'disabled'],
];
const people = logins.map((login) => ({
  login,
  nationalId: newNationalId(),
  email: `${login}@regulation.example`,
}));
const personOf = (login: string) => {
  const person = people.find((candidate) => candidate.login === login);
  if (!person) throw new Error(`There is no user ${login}`);
  return person;
};
const users = people.map(({ login, email }) => ({ login, claims: { email } }));
const regulators = people
  .filter(({ login }) => login !== 'unknown')
  .map(({ login, ...person }) => ({ ...person, family: login, active: login !== 'disabled' }));

describe.each(testStores)('The vendor on $name', ({ create }) => {
  let store: TestStore;
  let scene: Scene;
  beforeAll(async () => {
    store = await create();
    const environment = { ...store.environment, ...staffEnvironment };
    scene = await startScene({ users, regulators, environment });
  });
  afterAll(async () => {
    await scene?.[Symbol.asyncDispose]();
    await store?.[Symbol.asyncDispose]();
  });

  async function signInStaff(browser: TestBrowser) {
    const form = await browser.open(`${scene.front.url}/login?next=/`);
    const password = staffEnvironment.STAFF_PASSWORD;
    return browser.submit(form, { user: 'secretariat', password });
  }

  describe('without an accepted origin', () => {
    it.each(['', '&origin=sas-other', '&origin=SAS', '&origin=', '&origin=sas&origin=sas'])(
      'shows its own login, and grants no right: %j',
      async (added) => {
        const page = await createTestBrowser().open(scene.agendaUrl + added);
        expect(page).toMatchObject({ status: 200 });
        expect(new URL(page.url)).toMatchObject({ origin: scene.front.url, pathname: '/login' });
        expect(page.text).toContain('name="password"');
      },
    );

    it('never turns staff into a regulator', async () => {
      const browser = createTestBrowser();
      await signInStaff(browser);
      for (const added of ['', '&origin=sas-other']) {
        const page = await browser.open(scene.agendaUrl + added);
        expect(page.status).toBe(200);
        expect(page.text).toContain('<strong>secrétariat</strong>');
        expect(page.text).not.toMatch(/régulateur du SAS|Réservation/);
      }
    });
  });

  describe('with origin', () => {
    it('redirects to the login page of the provider in one step, without a cookie', async () => {
      let url = scene.arrivalUrl;
      const statuses: number[] = [];
      for (;;) {
        const response = await fetch(url, { redirect: 'manual' });
        statuses.push(response.status);
        if (statuses.length === 1) {
          expect(response.headers.get('content-type')).toBeNull();
          expect(response.headers.get('content-length')).toBe('0');
        }
        const location = response.headers.get('location');
        if (location === null) {
          expect(await response.text()).toContain('name="password"');
          break;
        }
        url = new URL(location, url).href;
        if (statuses.length === 1) expect(url.startsWith(`${scene.provider.issuer}/`)).toBe(true);
      }
      expect(statuses).toEqual([302, 200]);
      expect(url.startsWith(scene.provider.issuer)).toBe(true);
    });

    it('asks for the terms at the first sign-in, then opens the requested page', async () => {
      const browser = createTestBrowser();
      const login = await browser.open(scene.arrivalUrl);
      const asked = await scene.provider.logIn(browser, login, 'camille');
      expect(new URL(asked.url).pathname).toBe('/regulator/terms');
      const form = toForm(asked, '/regulator/terms');
      const page = await browser.submit(form, { decision: 'accept' });
      expect({ url: page.url, status: page.status }).toEqual({ url: scene.agendaUrl, status: 200 });
      expect(page.text).toContain('<strong>Anne-Lise CAMILLE</strong>');
      expect(page.text).toContain('Réservation au nom du SAS');
    });

    it('opens the agenda directly for a person signed in at the provider', async () => {
      const browser = createTestBrowser();
      await scene.signIn(browser, 'alix');
      browser.cookies.forget('agenda_session');
      const page = await browser.open(scene.arrivalUrl);
      expect({ url: page.url, status: page.status }).toEqual({ url: scene.agendaUrl, status: 200 });
      expect(page.hops.map(({ status }) => status)).toEqual([302, 303, 302, 200]);
      const again = await browser.open(scene.arrivalUrl);
      expect(again.hops.map(({ status }) => status)).toEqual([200]);
      expect(again.text).toContain('Réservation au nom du SAS');
    });

    it('finds the origin at the end of a path without a query', async () => {
      const browser = createTestBrowser();
      await scene.signIn(browser, 'alix');
      const place = scene.agendaUrl.split('?', 1)[0];
      const page = await browser.open(`${place}&origin=sas`);
      expect({ url: page.url, status: page.status }).toEqual({ url: place, status: 200 });
    });

    it('turns staff into a regulator only through the provider, in a separate session', async () => {
      const browser = createTestBrowser();
      await signInStaff(browser);
      const before = browser.cookies.header(scene.front.url);
      const login = await browser.open(scene.arrivalUrl);
      expect(login.url.startsWith(scene.provider.issuer)).toBe(true);
      expect((await browser.open(scene.agendaUrl)).text).toContain('<strong>secrétariat</strong>');
      await scene.signIn(browser, 'charlie');
      expect(browser.cookies.header(scene.front.url)).not.toBe(before);
      const stale = await fetch(scene.agendaUrl, {
        headers: { cookie: before },
        redirect: 'manual',
      });
      expect(stale.status).toBe(303);
    });

    it.each([
      { login: 'unknown', code: 'SAS_SIGN_ON_ACCOUNT_UNKNOWN' },
      { login: 'disabled', code: 'SAS_SIGN_ON_ACCOUNT_DISABLED' },
    ])('refuses an account that is $login, on a page with a reference', async ({ login, code }) => {
      const browser = createTestBrowser();
      const page = await scene.signIn(browser, login);
      expect(page.status).toBe(403);
      expect(page.text).toContain('<html lang="fr">');
      expect(page.text).toContain('role="alert"');
      const refusal = scene.refusals().at(-1);
      expect(refusal).toMatchObject({ code, method: 'sas' });
      expect(page.text).toContain(`${refusal?.['reference']}</strong>`);
      expect((await browser.open(scene.agendaUrl)).url).toContain('/login?');
    });

    it('offers to start again after a cancelled sign-in', async () => {
      const browser = createTestBrowser();
      const login = await browser.open(scene.arrivalUrl);
      const page = await scene.provider.abandon(browser, login);
      expect(page.status).toBe(403);
      expect(scene.refusals().at(-1)).toMatchObject({ code: 'SAS_SIGN_ON_PROVIDER_REFUSED' });
      const [, retry = ''] = /href="([^"]+)">Recommencer/.exec(page.text) ?? [];
      const again = await browser.open(scene.front.url + retry.replaceAll('&amp;', '&'));
      expect(again.url.startsWith(scene.provider.issuer)).toBe(true);
    });
  });

  describe('a session', () => {
    it('ends with the first request after the account was disabled', async () => {
      const browser = createTestBrowser();
      const person = personOf('dominique');
      expect((await scene.signIn(browser, 'dominique')).status).toBe(200);
      const update = toBody({ ...person, active: false });
      expect((await scene.platform.update(person.nationalId, update)).status).toBe(200);
      const page = await browser.open(scene.agendaUrl);
      expect(new URL(page.url).pathname).toBe('/login');
      expect((await browser.open(`${scene.front.url}/regulator/terms`)).status).toBe(403);
      expect((await browser.open(scene.arrivalUrl)).status).toBe(403);
      expect(scene.refusals().at(-1)).toMatchObject({ code: 'SAS_SIGN_ON_ACCOUNT_DISABLED' });
    });

    it('is reopened without a login page after the account was changed', async () => {
      const browser = createTestBrowser();
      const person = personOf('eden');
      await scene.signIn(browser, 'eden');
      const update = toBody({ ...person, family: 'Changement' });
      expect((await scene.platform.update(person.nationalId, update)).status).toBe(200);
      expect((await browser.open(scene.agendaUrl)).url).toContain('/login?');
      const page = await browser.open(scene.arrivalUrl);
      expect({ url: page.url, status: page.status }).toEqual({ url: scene.agendaUrl, status: 200 });
      expect(page.text).toContain('<strong>Anne-Lise CHANGEMENT</strong>');
    });

    it('ends here and at the provider with the button on every page', async () => {
      const browser = createTestBrowser();
      const page = await scene.signIn(browser, 'fanchon');
      const cookie = browser.cookies.header(scene.front.url);
      const forged = await browser.submit(toForm(page, '/sso/logout'), { csrf: 'x'.repeat(43) });
      expect(forged.status).toBe(403);
      expect((await browser.open(scene.agendaUrl)).url).toBe(scene.agendaUrl);
      const end = await browser.submit(toForm(page, '/sso/logout'), {});
      const atProvider = end.hops.filter(({ url }) => url.startsWith(scene.provider.issuer));
      expect(atProvider).toHaveLength(1);
      expect({ url: end.url, status: end.status }).toEqual({
        url: `${scene.front.url}/`,
        status: 200,
      });
      const stale = await fetch(scene.agendaUrl, { headers: { cookie }, redirect: 'manual' });
      expect(stale.status).toBe(303);
      const again = await browser.open(scene.arrivalUrl);
      expect(again.text).toContain('name="password"');
    });

    it('ends when the provider reports a sign-out, server to server', async () => {
      const browser = createTestBrowser();
      const other = createTestBrowser();
      await scene.signIn(browser, 'gwen');
      await scene.signIn(other, 'hoa');
      const logout = `${scene.provider.issuer}/protocol/openid-connect/logout`;
      await browser.submit(await browser.open(logout), { logout: 'yes' });
      await expect
        .poll(async () => (await browser.open(scene.agendaUrl)).url, { timeout: 10_000 })
        .toContain('/login?');
      expect((await other.open(scene.agendaUrl)).url).toBe(scene.agendaUrl);
    });
  });

  it("writes no token, code, cookie, address or regulator's name to its log", async () => {
    const browser = createTestBrowser();
    const login = await browser.open(scene.arrivalUrl);
    const signedIn = await scene.provider.logIn(browser, login, 'camille');
    await browser.open(signedIn.hops[0]?.location ?? '');
    const page = await browser.open(scene.agendaUrl);
    const logout = await browser.submit(toForm(page, '/sso/logout'), {});
    const urls = [...login.hops, ...signedIn.hops, ...logout.hops].map(({ url }) => new URL(url));
    const values = urls.flatMap(({ searchParams }) => [...searchParams.values()]);
    const cookies = [...login.hops, ...signedIn.hops].flatMap(({ headers }) =>
      headers.getSetCookie().map((cookie) => /=([^;]*)/.exec(cookie)?.[1] ?? ''),
    );
    const secrets = [...values, ...cookies].filter((text) => text.length >= 20);
    expect(secrets.length).toBeGreaterThan(8);
    const log = scene.vendor
      .log()
      .map((line) => JSON.stringify(line))
      .join('\n');
    expect(log).toContain('A regulator signed on');
    for (const secret of [...secrets, 'regulation.example', 'Anne-Lise', 'eyJ']) {
      expect(log).not.toContain(secret);
    }
    for (const { nationalId } of people) expect(log).not.toContain(nationalId);
  });
});
