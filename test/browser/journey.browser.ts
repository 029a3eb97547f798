import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { staffEnvironment } from '../reference-vendor/open-staff-browser.js';
import { testStores } from '../reference-vendor/test-stores.js';
import { openChromium, openProfile, type Profile } from './open-chromium.js';
import { pictureFolder } from './picture-folder.js';
import { type Journey, startJourney } from './start-journey.js';
import { createWalk, openStaffPage, regulator, type Walk } from './walk.js';

const [sqlite, postgres] = testStores;
const journeys = [
  { name: 'SQLite', store: sqlite, isMutual: false, method: 'sas' },
  { name: 'PostgreSQL, mutual TLS', store: postgres, isMutual: true, method: 'sas' },
  { name: 'SQLite, Pro Santé Connect', store: sqlite, isMutual: false, method: 'psc' },
  {
    name: 'PostgreSQL, mutual TLS, Pro Santé Connect',
    store: postgres,
    isMutual: true,
    method: 'psc',
  },
] as const;

/** Folder of the README's pictures; unset, they are not updated. */
const shownFolder = process.env['JOURNEY_PICTURES'];
const shown = new Set(['search', 'sign-in', 'agenda', 'appointment', 'time-line', 'exchanges']);

let browser: Browser;
beforeAll(async () => {
  browser = await openChromium();
});
afterAll(() => browser?.close());

describe.each(journeys)('The whole journey: $name', ({ name, store, isMutual, method }) => {
  let storage: Awaited<ReturnType<NonNullable<typeof store>['create']>>;
  let journey: Journey;
  let person: Profile;
  let staff: Profile;
  let walk: Walk;
  let platform: Page;
  let agenda: Page;
  let step = 0;
  const folder = join(pictureFolder, name.toLowerCase().replaceAll(/[^a-z]+/g, '-'));

  beforeAll(async () => {
    if (!store) throw new Error('This store is not available.');
    storage = await store.create();
    journey = await startJourney({
      store: storage,
      isMutual,
      method,
      environment: staffEnvironment,
    });
    person = await openProfile(browser);
    staff = await openProfile(browser);
    walk = await createWalk(journey, person.context);
    platform = walk.platform;
  });
  afterAll(async () => {
    await person?.[Symbol.asyncDispose]();
    await staff?.[Symbol.asyncDispose]();
    await journey?.[Symbol.asyncDispose]();
    await storage?.[Symbol.asyncDispose]();
  });

  const at = (path: string) => journey.simulator.url + path;
  const vendorAt = (path: string) => journey.vendor.url + path;

  /** Takes a screenshot of the top of a page. */
  async function keep(page: Page, what: string): Promise<void> {
    step += 1;
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.evaluate(() => scrollTo(0, 0));
    await page.screenshot({ path: join(folder, `${String(step).padStart(2, '0')}-${what}.png`) });
    // The pictures of the README are only updated on request, as small as is still a laptop: it
    // shows them at half of their size.
    if (shownFolder && name === 'SQLite' && shown.has(what)) {
      await page.setViewportSize({ width: 1000, height: 700 });
      await page.evaluate(() => scrollTo(0, 0));
      await page.screenshot({ path: join(shownFolder, `journey-${what}.png`) });
    }
  }

  /** Opens the latest appointment of the inbox. */
  async function openInbox(word: string): Promise<void> {
    await platform.goto(at('/appointments'));
    const row = platform.getByRole('row').nth(1);
    await expect.poll(() => row.textContent()).toContain(word);
  }

  let first: { readonly path: string; readonly href: string };

  it('searches, picks a slot, signs in once, and lands on the agenda', async () => {
    if (method === 'psc') {
      // The platform sends the account of a regulator when the regulator signs in there.
      await platform.goto(at('/sign-in?next=/'));
      await platform.getByRole('button', { name: 'Pro Santé Connect' }).click();
      await platform
        .getByRole('button', { name: `Confirmer avec l’e-CPS de ${regulator.name}` })
        .click();
      await platform.waitForURL(at('/'));
    }
    await walk.search();
    await keep(platform, 'search');
    const { tab, href } = await walk.pick();
    agenda = tab;
    expect(href).toContain('&origin=sas-preprod');
    if (method === 'sas') {
      expect(tab.url().startsWith(journey.simulator.sasIssuer)).toBe(true);
      await keep(tab, 'sign-in');
    } else {
      expect(new URL(tab.url()).pathname).toBe('/regulator/terms');
    }
    await walk.signIn(tab);
    await keep(tab, 'agenda');
    expect(await tab.evaluate('[document.referrer, window.opener]')).toEqual(['', null]);
    first = { path: await walk.book(tab), href };
  });

  it('books, and the platform has the report within 2 seconds', async () => {
    await walk.expectReported(first.path, 'pending');
    await openInbox('En attente');
    await keep(platform, 'inbox');
    await agenda.reload();
    expect(await agenda.getByText('Transmis', { exact: true }).isVisible()).toBe(true);
    await keep(agenda, 'appointment');
    await walk.search();
    expect(await platform.locator(`a[href="${first.href}"]`).count()).toBe(0);
  });

  it('cancels: the platform has the change, and the slot is free again', async () => {
    await walk.cancel(agenda);
    await agenda.getByText('Annulé').first().waitFor();
    await walk.expectReported(first.path, 'cancelled');
    await openInbox('Annulé');
    await platform.getByRole('row').nth(1).getByRole('link').click();
    await platform.getByRole('heading', { name: 'Historique' }).waitFor();
    await keep(platform, 'time-line');
    await walk.search();
    expect(await platform.locator(`a[href="${first.href}"]`).count()).toBe(1);
  });

  it('is honoured, with the RPPS of the doctor', async () => {
    const { tab } = await walk.pick();
    await tab.waitForURL((url) => url.href.startsWith(vendorAt('/agenda/')));
    const path = await walk.book(tab);
    await walk.expectReported(path, 'pending');
    const desk = await openStaffPage(journey, staff.context);
    await desk.goto(vendorAt(path));
    await desk.getByLabel('RPPS du médecin qui a vu le patient').fill('10100050075');
    await desk.getByRole('button', { name: 'Rendez-vous honoré' }).click();
    await desk.getByText('Honoré').first().waitFor();
    await walk.expectReported(path, 'fulfilled');
    await openInbox('Honoré');
    await keep(desk, 'staff');
    await tab.close();
  });

  it('ends the session of a regulator who loses the right', async () => {
    // Before the refusal below, which the browser counts as an error.
    expect(person.errorsOf(journey.vendor.url)).toEqual([]);
    await platform.goto(at(`/regulators/${regulator.id}`));
    await platform.getByRole('button', { name: 'Retirer le droit' }).click();
    await platform.getByText('Droit retiré').waitFor();
    await keep(platform, 'regulator');
    await agenda.goto(first.href.replace(/&origin=.*$/, ''));
    await agenda.waitForURL((url) => url.pathname === '/login');
    await agenda.goto(first.href);
    await expect.poll(() => agenda.getByRole('button', { name: /^Réserver/ }).count()).toBe(0);
    await keep(agenda, 'after');
  });

  it('lists every exchange, none of them failed', async () => {
    await platform.goto(at('/exchanges'));
    await platform.getByRole('row').nth(5).waitFor();
    await keep(platform, 'exchanges');
    const failed = await person.context.request.get(at('/api/exchanges?failed=true&limit=100'));
    const { exchanges } = (await failed.json()) as {
      exchanges: { flow: string; status: number; errors: number; failure: string | null }[];
    };
    // Outside sign-on, a failed check is a defect of the vendor or of the platform.
    expect(exchanges.filter(({ flow, errors }) => flow !== 'sign-on' && errors > 0)).toEqual([]);
    expect(person.errorsOf(journey.simulator.url)).toEqual([]);
  });
});
