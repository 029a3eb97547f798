import { createTestBrowser, type TestBrowser, type TestPage } from '@sas-sos/test-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newNationalId } from '../reference-vendor/regulator-calls.js';
import { type TestStore, testStores } from '../reference-vendor/test-stores.js';
import { type Scene, startScene, toForm } from './start-scene.js';

const people = ['camille', 'alix'].map((login) => ({
  login,
  nationalId: newNationalId(),
  email: `${login}@desk.example`,
}));
const users = people.map(({ login, email }) => ({ login, claims: { email } }));
const regulators = people.map(({ login, ...person }) => ({ ...person, family: login }));

describe.each(testStores)('A shared desk, on $name', ({ create }) => {
  let store: TestStore;
  let scene: Scene;
  beforeAll(async () => {
    store = await create();
    const environment = { ...store.environment, SSO_CONFIRM_SECONDS: '0' };
    scene = await startScene({ users, regulators, environment });
    for (const { login } of people) await scene.signIn(createTestBrowser(), login);
  });
  afterAll(async () => {
    await scene?.[Symbol.asyncDispose]();
    await store?.[Symbol.asyncDispose]();
  });

  const nameOf = ({ text }: TestPage) =>
    /Connecté\s: <strong>[^<]*?(\w+)</.exec(text)?.[1]?.toLowerCase();
  const bookingForm = (page: TestPage) =>
    toForm(page, `${new URL(page.url).pathname}/appointments`);

  /** Signs out at the provider, as on the platform. */
  async function leave(browser: TestBrowser): Promise<void> {
    const logout = `${scene.provider.issuer}/protocol/openid-connect/logout`;
    await browser.submit(await browser.open(logout), { logout: 'yes' });
  }

  it('confirms the person at each arrival without a page, and keeps open forms', async () => {
    const browser = createTestBrowser();
    const before = await scene.signIn(browser, 'camille');
    const again = await browser.open(scene.arrivalUrl);
    expect(again.hops.map(({ status }) => status)).toEqual([302, 303, 302, 200]);
    expect({ url: again.url, name: nameOf(again) }).toEqual({
      url: scene.agendaUrl,
      name: 'camille',
    });
    const booked = await browser.submit(bookingForm(before), {});
    expect(new URL(booked.url).pathname).toMatch(/^\/appointments\//);
    expect(
      (await browser.submit(toForm(booked, `${new URL(booked.url).pathname}/status`), {})).status,
    ).toBe(200);
  });

  it('does not send what the former regulator left open, and leads back to the slot', async () => {
    const browser = createTestBrowser();
    const left = await scene.signIn(browser, 'camille');
    await leave(browser);
    const login = await browser.open(scene.arrivalUrl);
    expect(login.text).toContain('name="password"');
    // Back from the login page: the former session is over.
    const ended = await browser.submit(bookingForm(left), {});
    expect(ended.status).toBe(403);
    expect(ended.text).toContain('Rien n’a été réservé.');
    const page = await scene.provider.logIn(browser, login, 'alix');
    expect({ url: page.url, name: nameOf(page) }).toEqual({ url: scene.agendaUrl, name: 'alix' });
    const refused = await browser.submit(bookingForm(left), {});
    expect(refused.status).toBe(403);
    expect(nameOf(refused)).toBe('alix');
    expect(refused.text).toContain('Rien n’a été réservé.');
    const [, back = ''] = /<a href="([^"]+)">Rouvrir la page/.exec(refused.text) ?? [];
    const slot = await browser.open(scene.front.url + back);
    expect({ url: slot.url, name: nameOf(slot) }).toEqual({ url: scene.agendaUrl, name: 'alix' });
    expect(bookingForm(slot).text).toMatch(/par [^<]*ALIX/);
  });

  it('signs out at the provider even if the session here is gone', async () => {
    const browser = createTestBrowser();
    const page = await scene.signIn(browser, 'camille');
    browser.cookies.forget('agenda_session');
    const asked = await browser.submit(toForm(page, '/sso/logout'), {});
    expect(asked.url.startsWith(scene.provider.issuer)).toBe(true);
    expect((await browser.submit(asked, { logout: 'yes' })).url).toBe(`${scene.front.url}/`);
    expect((await browser.open(scene.arrivalUrl)).text).toContain('name="password"');
  });
});
