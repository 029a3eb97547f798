import { createHash } from 'node:crypto';
import { createTestBrowser } from '@sas-sos/test-provider';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeAgendaFile } from '../reference-vendor/agenda-file.js';
import { newNationalId } from '../reference-vendor/regulator-calls.js';
import { findBookable } from '../reference-vendor/start-booking.js';
import { createFolder } from '../reference-vendor/start-vendor.js';
import { type Scene, startScene } from '../sign-on/start-scene.js';
import { openChromium, openProfile, type Profile } from './open-chromium.js';
import { cancelAppointment } from './walk.js';

const people = ['camille', 'alix'].map((login) => ({
  login,
  nationalId: newNationalId(),
  email: `${login}@desk.example`,
}));
const users = people.map(({ login, email }) => ({ login, claims: { email } }));
const regulators = people.map(({ login, ...person }) => ({ ...person, family: login }));
/** The platform's own pages, at which regulators sign in; this process answers for them. */
const platform = {
  clientId: 'platform',
  clientSecret: 'secret-of-the-platform',
  redirectUris: ['https://platform.example/callback'],
} as const;
const hosts = { vendor: '127.0.0.1', provider: 'localhost' } as const;

let browser: Browser;
beforeAll(async () => {
  browser = await openChromium();
});
afterAll(() => browser?.close());

describe.each([
  { name: 'with back-channel logout', hasBackchannelLogout: true },
  { name: 'without back-channel logout', hasBackchannelLogout: false },
])('A desk that two regulators share, $name', ({ hasBackchannelLogout }) => {
  let scene: Scene;
  let folder: ReturnType<typeof createFolder>;
  let profile: Profile;
  let context: BrowserContext;
  let arrivalUrl: string;
  let slotUrl: string;

  beforeAll(async () => {
    folder = createFolder();
    // A short page: each test opens it a dozen times.
    const agenda = await writeAgendaFile(folder.path, { slots: 16, places: 1 });
    const environment = { SSO_CONFIRM_SECONDS: '0', AGENDA_FILE: agenda };
    const options = { users, regulators, hosts, environment, hasBackchannelLogout };
    scene = await startScene({ ...options, otherClient: platform });
    // They accept the terms.
    for (const { login } of people) await scene.signIn(createTestBrowser(), login);
  });
  afterAll(async () => {
    await scene?.[Symbol.asyncDispose]();
    await folder?.[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    profile = await openProfile(browser);
    ({ context } = profile);
    await context.route('https://platform.example/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<h1>Plateforme</h1>' }),
    );
    const [slot] = await findBookable(scene.vendor.url);
    slotUrl = `${scene.front.url}/agenda/${slot?.placeId}?slot=${encodeURIComponent(slot?.id ?? '')}`;
    arrivalUrl = `${slotUrl}&origin=sas`;
  });
  afterEach(() => profile[Symbol.asyncDispose]());

  async function logIn(page: Page, login: string): Promise<void> {
    await page.getByLabel('Identifiant').fill(login);
    await page.getByLabel('Mot de passe').fill('secret');
    await page.getByRole('button', { name: 'Se connecter' }).click();
  }

  /** Signs in on the platform, which opens no page of the vendor. */
  async function signInAtPlatform(login: string): Promise<void> {
    const query = new URLSearchParams({
      client_id: platform.clientId,
      redirect_uri: platform.redirectUris[0],
      response_type: 'code',
      scope: 'openid',
      code_challenge: createHash('sha256').update('x'.repeat(43)).digest('base64url'),
      code_challenge_method: 'S256',
    });
    const page = await context.newPage();
    await page.goto(`${scene.provider.issuer}/protocol/openid-connect/auth?${query}`);
    await logIn(page, login);
    await page.waitForURL(/^https:\/\/platform\.example\//);
    await page.close();
  }

  async function signOutAtPlatform(): Promise<void> {
    const page = await context.newPage();
    await page.goto(`${scene.provider.issuer}/protocol/openid-connect/logout`);
    await page.getByRole('button').first().click();
    await page.waitForLoadState();
    await page.close();
  }

  async function signOutAtVendor(page: Page): Promise<void> {
    await page.getByRole('button', { name: 'Se déconnecter' }).click();
    await page.waitForURL(`${scene.front.url}/`);
  }

  /** The session of the platform ends by itself, and tells nobody. */
  const endAtPlatform = () => context.clearCookies({ domain: hosts.provider });
  const endAtVendor = () => context.clearCookies({ name: /agenda_session/ });

  /** Opens the slot from the platform; the person signs in if the login page appears. */
  async function arrive(login: string): Promise<Page> {
    const page = await context.newPage();
    await page.goto(arrivalUrl);
    if (page.url().startsWith(scene.provider.issuer)) await logIn(page, login);
    await page.waitForURL(slotUrl);
    return page;
  }

  const nameOn = async (page: Page) =>
    (await page.getByRole('banner').getByRole('strong').textContent())
      ?.split(' ')
      .at(-1)
      ?.toLowerCase();
  const book = (page: Page) =>
    page
      .getByRole('button', { name: /^Réserver/ })
      .first()
      .click();
  const regulatorOf = (page: Page) =>
    page.locator('dt', { hasText: 'Pris par' }).locator('+ dd').textContent();

  /** Books, and returns whose appointment it is; frees the slot again. */
  async function bookAndCancel(page: Page): Promise<string | null> {
    await book(page);
    await page.waitForURL(/\/appointments\//);
    const taken = await regulatorOf(page);
    await cancelAppointment(page);
    await page.waitForLoadState();
    return taken;
  }

  const departures = [
    { left: 'nowhere: her session at the platform ends by itself', leave: endAtPlatform },
    { left: 'at the platform', leave: signOutAtPlatform },
    { left: 'in the agenda', leave: signOutAtVendor },
    {
      left: 'at the platform, then in the agenda',
      async leave(page: Page) {
        await signOutAtPlatform();
        await page.goto(slotUrl);
        if ((await page.getByRole('button', { name: 'Se déconnecter' }).count()) > 0) {
          await page.getByRole('button', { name: 'Se déconnecter' }).click();
          await page.waitForLoadState();
        }
      },
    },
    {
      left: 'in the agenda, whose session is already gone',
      async leave(page: Page) {
        await endAtVendor();
        await page.getByRole('button', { name: 'Se déconnecter' }).click();
        // The provider asks, because nothing here names the person any more.
        await page.getByRole('button').first().click();
        await page.waitForURL(`${scene.front.url}/`);
      },
    },
  ];
  const entries = ['on the platform, before', 'on the login page of the arrival'] as const;
  const orders = departures.flatMap((departure) =>
    entries.map((entered) => ({ ...departure, entered })),
  );

  it.each(orders)(
    'the first signs out $left; the second signs in $entered: each books in their own name',
    async ({ leave, entered }) => {
      const left = await arrive('camille');
      expect(await nameOn(left)).toBe('camille');
      const first = await arrive('camille');
      await leave(first);
      if (entered === 'on the platform, before') await signInAtPlatform('alix');
      const second = await arrive('alix');
      expect(await nameOn(second)).toBe('alix');
      // What the first left open cannot be sent any more, and leads to the slot.
      await book(left);
      expect(await left.getByRole('alert').textContent()).toContain('Rien n’a été réservé.');
      await left.getByRole('link', { name: 'Rouvrir la page' }).click();
      await left.waitForURL(slotUrl);
      expect(await nameOn(left)).toBe('alix');
      expect(await bookAndCancel(second)).toContain('ALIX');
      // And back again.
      await signOutAtPlatform();
      await signInAtPlatform('camille');
      const third = await arrive('camille');
      expect(await nameOn(third)).toBe('camille');
      expect(await bookAndCancel(third)).toContain('CAMILLE');
      // 403: the form of the first. 404: her appointment's page, which asks for its reports no more.
      const errors = profile.errorsOf(scene.front.url);
      expect(errors.filter((text) => !/status of 40[34]/.test(text))).toEqual([]);
    },
  );

  if (hasBackchannelLogout) {
    it('a regulator who signs out at the platform leaves no form open, before anybody arrives', async () => {
      const left = await arrive('camille');
      await signOutAtPlatform();
      await expect
        .poll(() => scene.vendor.log().some(({ msg }) => msg === 'The provider ended a session'), {
          timeout: 10_000,
        })
        .toBe(true);
      await book(left);
      expect(await left.getByRole('alert').textContent()).toBe('Rien n’a été réservé.');
    });
  }

  it('a regulator who goes back from the login page finds the former session closed', async () => {
    const left = await arrive('camille');
    await endAtPlatform();
    const page = await context.newPage();
    await page.goto(arrivalUrl);
    expect(page.url().startsWith(scene.provider.issuer)).toBe(true);
    await book(left);
    expect(await left.getByRole('alert').textContent()).toBe('Rien n’a été réservé.');
  });

  it('one regulator who arrives again and again sees no page in between, and keeps open forms', async () => {
    const form = await arrive('camille');
    const shown: string[] = [];
    const page = await context.newPage();
    page.on('domcontentloaded', (loaded) => shown.push(loaded.url()));
    for (let times = 0; times < 3; times += 1) await page.goto(arrivalUrl);
    expect(shown).toEqual([slotUrl, slotUrl, slotUrl]);
    expect(await bookAndCancel(form)).toContain('CAMILLE');
  });

  it.each([
    { ended: 'before booking', action: 'book' },
    { ended: 'before moving', action: 'move' },
    { ended: 'before cancelling', action: 'cancel' },
  ] as const)('a session that ended $ended: one click back to it', async ({ action }) => {
    const page = await arrive('camille');
    const actions = {
      book: () => book(page),
      move: () => page.getByRole('button', { name: 'Déplacer' }).click(),
      cancel: () => cancelAppointment(page),
    } as const;
    const undone = {
      book: 'Rien n’a été réservé.',
      move: 'Le rendez-vous n’a pas été déplacé.',
      cancel: 'Le rendez-vous n’a pas été annulé.',
    } as const;
    if (action !== 'book') {
      await book(page);
      await page.waitForURL(/\/appointments\//);
    }
    const url = page.url();
    await endAtVendor();
    await actions[action]();
    expect(await page.getByRole('alert').textContent()).toBe(undone[action]);
    await page.getByRole('link', { name: 'Se reconnecter et reprendre' }).click();
    await page.waitForURL(url);
    expect(await nameOn(page)).toBe('camille');
    await actions[action]();
    await page.waitForURL(/\/appointments\//);
    if (action !== 'cancel') {
      await cancelAppointment(page);
    }
    await expect.poll(() => page.locator('dd.state').first().textContent()).toBe('Annulé');
  });

  it('a session that ended: Back and Reload lead to a page with the same way back', async () => {
    const page = await arrive('camille');
    await endAtVendor();
    await book(page);
    await page.getByRole('alert').waitFor();
    await page.waitForLoadState();
    await page.goBack();
    await page.reload();
    expect(new URL(page.url()).pathname).toBe('/login');
    await page.getByRole('link', { name: 'Régulateur : continuer' }).click();
    await page.waitForURL(slotUrl);
    expect(await nameOn(page)).toBe('camille');
  });
});
