import type { FaultSettings } from '@sas-sos/simulator';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { staffEnvironment } from '../reference-vendor/open-staff-browser.js';
import { createFolder } from '../reference-vendor/start-vendor.js';
import { openChromium, openProfile, type Profile } from './open-chromium.js';
import { type Journey, startJourney } from './start-journey.js';
import { createWalk, openStaffPage, regulator, type Walk } from './walk.js';

const allIsWell = { appointments: null, 'sign-on': null, calls: null } as const;
/** A platform that recovers is called again within this time, after any failure. */
const healing = 30_000;

let browser: Browser;
let folder: ReturnType<typeof createFolder>;
let journey: Journey;
let person: Profile;
let walk: Walk;

beforeAll(async () => {
  browser = await openChromium();
  folder = createFolder();
  journey = await startJourney({
    store: { environment: { DATA_DIR: folder.path } },
    isMutual: false,
    method: 'sas',
    environment: staffEnvironment,
  });
  person = await openProfile(browser);
  walk = await createWalk(journey, person.context);
  const { tab } = await walk.pick();
  await walk.signIn(tab);
  await tab.close();
});
afterEach(() => set(allIsWell));
afterAll(async () => {
  await person?.[Symbol.asyncDispose]();
  await journey?.[Symbol.asyncDispose]();
  await folder?.[Symbol.asyncDispose]();
  await browser?.close();
});

async function set(settings: Partial<FaultSettings>): Promise<void> {
  const response = await fetch(`${journey.simulator.url}/api/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ slowMilliseconds: 1500, ...settings }),
  });
  expect(response.status).toBe(200);
}

/** Reloads a page until it shows the texts. */
async function expectToSay(page: Page, ...texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    const isSaid = async () => {
      await page.reload();
      return page.getByRole('main').getByText(text, { exact: true }).first().isVisible();
    };
    await expect.poll(isSaid, { timeout: healing, interval: 200, message: text }).toBe(true);
  }
}

// A regulator reads what it means, and no status.
const notAccepted = 'La plateforme n’a pas encore accepté l’envoi ; il sera renouvelé.';
const refused =
  'La plateforme a refusé l’envoi ; le secrétariat s’en occupe. Le rendez-vous reste valable.';

describe('A failing appointment server: the booking is kept, and its page shows the problem', () => {
  it.each([
    { fault: 'slow', says: ['Pas encore transmis'] },
    { fault: 'unavailable', says: ['Pas encore transmis', notAccepted] },
    { fault: 'too-many', says: ['Pas encore transmis', notAccepted] },
    { fault: 'cut', says: ['Pas encore transmis', 'La plateforme n’a pas répondu.'] },
    { fault: 'cut-after', says: ['Pas encore transmis', 'La plateforme n’a pas répondu.'] },
    { fault: 'down', says: ['Pas encore transmis', 'La plateforme n’a pas répondu.'] },
    { fault: 'twice', says: ['Transmis'] },
  ] as const)('$fault, and it heals', async ({ fault, says }) => {
    const { tab } = await walk.pick();
    await set({ appointments: fault });
    const path = await walk.book(tab);
    expect(await tab.getByRole('main').textContent()).toContain('Rendez-vous réservé');
    await expectToSay(tab, ...says);
    await set(allIsWell);
    await expectToSay(tab, 'Transmis');
    await walk.expectReported(path, 'pending');
    await tab.close();
  });

  it('refuse: the report is kept aside with the reason, until someone sends it again', async () => {
    const { tab } = await walk.pick();
    await set({ appointments: 'refuse' });
    const path = await walk.book(tab);
    await expectToSay(tab, 'Mis de côté', refused);
    await set(allIsWell);
    expect(await walk.reported(path)).toBeUndefined();
    await using staff = await openProfile(browser);
    const desk = await openStaffPage(journey, staff.context);
    await desk.goto(`${journey.vendor.url}/staff/reports`);
    const again = desk.getByRole('group', { name: 'Renvoyer tel quel' });
    await again.getByLabel('Votre nom', { exact: true }).fill('Dominique Essai');
    await again.getByLabel(/^Motif/).fill('La plateforme est rétablie');
    await again.getByRole('button').click();
    await walk.expectReported(path, 'pending', healing);
    await expectToSay(tab, 'Transmis');
    await expectToSay(desk, 'Aucune transmission refusée à traiter.');
    await tab.close();
  });
});

describe('A failing provider: a page says so, and sign-on works afterwards', () => {
  /** Opens the agenda as a person who is not signed in. */
  async function arrive(): Promise<{ readonly profile: Profile; readonly tab: Page }> {
    await walk.search();
    const href = await walk.platform.locator('a.slot').first().getAttribute('href');
    const profile = await openProfile(browser);
    const tab = await profile.context.newPage();
    await tab.goto(href ?? '').catch(() => {});
    return { profile, tab };
  }

  /** In another tab: Chromium reloads its own error page whenever it likes. */
  async function expectHealed({ context }: Profile): Promise<void> {
    await set(allIsWell);
    await walk.search();
    const href = await walk.platform.locator('a.slot').first().getAttribute('href');
    const tab = await context.newPage();
    await tab.goto(href ?? '');
    await walk.signIn(tab);
  }

  const choose = (tab: Page) =>
    tab.getByRole('button', { name: `Se connecter en tant que ${regulator.name}` }).click();

  it('slow: sign-on takes longer, and succeeds', async () => {
    await set({ 'sign-on': 'slow' });
    const { profile, tab } = await arrive();
    await walk.signIn(tab);
    await profile[Symbol.asyncDispose]();
  });

  it('refuse: the vendor shows the refusal', async () => {
    await set({ 'sign-on': 'refuse' });
    const { profile, tab } = await arrive();
    await tab.getByRole('heading', { name: 'Connexion refusée' }).waitFor();
    expect(await tab.getByRole('alert').textContent()).not.toBe('');
    await expectHealed(profile);
    await profile[Symbol.asyncDispose]();
  });

  it.each(['unavailable', 'cut'] as const)(
    '%s: the vendor says so, with a way back',
    async (fault) => {
      await set({ 'sign-on': fault });
      const { profile, tab } = await arrive();
      if (tab.url().startsWith(journey.simulator.sasIssuer)) await choose(tab);
      await tab.getByRole('heading', { name: 'Connexion indisponible' }).waitFor();
      expect(tab.url().startsWith(journey.vendor.url)).toBe(true);
      await set(allIsWell);
      await tab.getByRole('link', { name: 'Recommencer' }).click();
      await walk.signIn(tab);
      await profile[Symbol.asyncDispose]();
    },
  );

  it('down: the browser shows its own error after the redirection; sign-on works afterwards', async () => {
    await set({ 'sign-on': 'down' });
    const { profile, tab } = await arrive();
    await expect.poll(() => tab.url()).toMatch(/^chrome-error:/);
    await expectHealed(profile);
    await profile[Symbol.asyncDispose]();
  });

  it('down: a person who is already signed on can continue', async () => {
    const { tab } = await walk.pick();
    await tab
      .getByRole('button', { name: /^Réserver/ })
      .first()
      .waitFor();
    await set({ 'sign-on': 'down' });
    const path = await walk.book(tab);
    await walk.expectReported(path, 'pending');
    await tab.close();
  });
});

describe('A platform whose calls fail: the vendor keeps working', () => {
  const results = () => walk.platform.getByRole('heading', { name: /créneaux? dans/ });

  async function searchAgain(): Promise<void> {
    await walk.platform.goto(`${journey.simulator.url}/?all=1&day=tomorrow`);
  }

  it.each(['slow', 'twice'] as const)(
    '%s: finds the same slots as without the fault',
    async (fault) => {
      await set({ calls: fault });
      await searchAgain();
      await results().waitFor();
    },
  );

  it.each([
    { fault: 'cut', says: 'La plateforme a coupé avant la réponse' },
    { fault: 'down', says: 'La plateforme n’envoie plus de requête' },
  ] as const)('$fault: says so, and finds slots afterwards', async ({ fault, says }) => {
    await set({ calls: fault });
    await searchAgain();
    expect(await walk.platform.getByRole('main').textContent()).toContain(says);
    const { tab } = await openVendor();
    await tab.getByRole('heading', { level: 1 }).waitFor();
    await tab.close();
    await set(allIsWell);
    await walk.search();
  });

  async function openVendor() {
    const tab = await person.context.newPage();
    const response = await tab.goto(`${journey.vendor.url}/`);
    expect(response?.status()).toBe(200);
    return { tab };
  }

  it('twice: an account sent twice at the same time is created once', async () => {
    await set({ calls: 'twice' });
    const { platform } = walk;
    await platform.goto(`${journey.simulator.url}/regulators/${regulator.id}`);
    await platform.getByRole('button', { name: 'Envoyer maintenant' }).click();
    await platform.getByText('Envoi fait.').waitFor();
  });
});
