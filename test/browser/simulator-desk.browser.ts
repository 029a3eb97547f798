import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFolder } from '../reference-vendor/start-vendor.js';
import { findViolations } from './find-violations.js';
import { openChromium, openProfile, type Profile } from './open-chromium.js';
import { pictureFolder } from './picture-folder.js';
import { readText } from './read-text.js';
import { type Journey, startJourney } from './start-journey.js';
import { createWalk, regulator, type Walk } from './walk.js';

// The simulator beside the reference vendor with its demo agenda, as `npm start` has them.

let browser: Browser;
let folder: ReturnType<typeof createFolder>;
let journey: Journey;
let person: Profile;
let walk: Walk;
let page: Page;

beforeAll(async () => {
  browser = await openChromium();
  folder = createFolder();
  journey = await startJourney({
    store: { environment: { DATA_DIR: folder.path } },
    isMutual: false,
    method: 'sas',
  });
  person = await openProfile(browser);
  walk = await createWalk(journey, person.context);
  page = walk.platform;
}, 150_000);
afterAll(async () => {
  await person?.[Symbol.asyncDispose]();
  await journey?.[Symbol.asyncDispose]();
  await folder?.[Symbol.asyncDispose]();
  await browser?.close();
});

const at = (path: string) => journey.simulator.url + path;
/** Late in the evening, there is hardly a slot of « tonight » left. */
const isLate = (): boolean =>
  Number(
    new Intl.DateTimeFormat('fr', { hour: 'numeric', hourCycle: 'h23', timeZone: 'Europe/Paris' })
      .formatToParts(new Date())
      .find(({ type }) => type === 'hour')?.value,
  ) >= 20;

describe('A regulator on the phone', () => {
  it('books a home visit tonight near a town with six clicks at most', async () => {
    // Signed in, and the terms of the vendor accepted: once a day.
    const { tab: first } = await walk.pick();
    await walk.signIn(first);
    await first.close();
    await page.goto(at('/sign-in'));
    await page.waitForURL(at('/'));
    await page.getByRole('button', { name: 'Se déconnecter' }).waitFor();

    let clicks = 0;
    const click = async (target: Locator) => {
      clicks += 1;
      await target.click();
    };
    // The field has the focus.
    await page.keyboard.type('Lyon');
    await click(page.getByText(isLate() ? /^Demain/ : 'Ce soir'));
    await click(page.locator('form').getByText('visite à domicile'));
    await click(page.getByRole('button', { name: 'Rechercher' }));
    await page.getByRole('heading', { name: /créneaux? dans/ }).waitFor();
    expect(await readText(page.locator('.place h3').first())).toMatch(/ \d,\d km$/);
    const opened = person.context.waitForEvent('page');
    await click(page.locator('a.slot').filter({ hasNotText: 'sans rendez-vous' }).first());
    const tab = await opened;
    await click(tab.getByRole('button', { name: /^Réserver/ }).first());
    await tab.waitForURL(/\/appointments\/[\w-]+/);
    await walk.expectReported(new URL(tab.url()).pathname, 'pending', 10_000);
    await tab.close();
    console.log(`${clicks} clicks`);
    expect(clicks).toBeLessThanOrEqual(6);
  });

  it('reaches the results with ten keys at most', async () => {
    await page.goto(at('/'));
    let keys = 0;
    const press = async (...names: readonly string[]) => {
      for (const name of names) {
        keys += 1;
        await page.keyboard.press(name);
      }
    };
    await press(...'Lyon');
    await press('Tab', 'ArrowDown');
    expect(await page.getByRole('radio', { name: /^Ce soir/ }).isChecked()).toBe(true);
    await press('Tab', 'ArrowUp');
    expect(await page.getByRole('radio', { name: 'visite à domicile' }).isChecked()).toBe(true);
    await press('Enter');
    await page.getByRole('heading', { name: /créneaux? dans/ }).waitFor();
    console.log(`${keys} keys`);
    expect(keys).toBeLessThanOrEqual(10);
  });

  it.each([
    { width: 360, height: 740 },
    { width: 1366, height: 768 },
  ])('can search without scrolling, $width pixels wide', async (size) => {
    await page.setViewportSize(size);
    await page.goto(at('/'));
    const box = await page.getByRole('button', { name: 'Rechercher' }).boundingBox();
    expect((box?.y ?? size.height) + (box?.height ?? 0)).toBeLessThan(size.height);
  });
});

describe('A developer', () => {
  it('sends an exchange again, as it was and changed, and sees the journey that it belongs to', async () => {
    await page.setViewportSize({ width: 1366, height: 768 });
    await page.goto(at('/exchanges?flow=slots'));
    await page.locator('#lignes a').first().click();
    const journeyRows = page.locator('.journey li');
    // Search, account, sign-on, report: of one regulator.
    const text = (await page.locator('.journey').textContent()) ?? '';
    for (const flow of ['Créneaux', 'Régulateurs', 'Connexion', 'Rendez-vous']) {
      expect(text).toContain(flow);
    }
    expect(await journeyRows.count()).toBeGreaterThanOrEqual(4);
    const original = page.url();
    await page.getByRole('button', { name: 'Rejouer telle quelle' }).click();
    await page.waitForURL((url) => url.href !== original);
    expect(await page.locator('main').textContent()).toContain('Rejeu de l’échange nº');

    await page.goto(original);
    await page.getByText('Modifier et rejouer').click();
    await page.getByLabel(/^Adresse/).fill('http://example.org/');
    await page.getByRole('button', { name: 'Envoyer', exact: true }).click();
    expect(await page.locator('#url-erreur').textContent()).toContain('de votre logiciel');
    await page.getByLabel(/^Adresse/).fill(`${journey.vendor.url}/fhir/Schedule?_count=1`);
    await page.getByRole('button', { name: 'Envoyer', exact: true }).click();
    await page.waitForURL(/\/exchanges\/\d+$/);
    expect(await page.locator('main').textContent()).toContain('Rejeu de l’échange nº');
  });

  it('has the next search alone fail', async () => {
    await page.goto(at('/faults'));
    await page.check('#calls-down');
    await page.fill('#requests', '1');
    await page.getByRole('button', { name: 'Appliquer' }).click();
    expect(await page.locator('.fault-banner').textContent()).toContain('encore 1 requête');
    // The list of associations is remembered for a moment: the one request is the search.
    await page.goto(at('/?all=1&day=all'));
    await page.getByText('votre logiciel n’est pas en cause').first().waitFor();
    await page.reload();
    await page.getByRole('heading', { name: /créneaux? dans/ }).waitFor();
    expect(await page.locator('.fault-banner').count()).toBe(0);
  });
});

describe('Every page as it opens', () => {
  const pages = [
    { name: 'search', path: '/' },
    { name: 'results', path: '/?all=1&day=all' },
    { name: 'results-near', path: '/?near=Lyon&day=all&consultation=home-visit&all=1' },
    { name: 'regulators', path: '/regulators' },
    { name: 'appointments', path: '/appointments' },
    { name: 'associations', path: '/associations' },
    { name: 'exchanges', path: '/exchanges' },
    { name: 'exchange', path: '/exchanges/1' },
    { name: 'faults', path: '/faults' },
    { name: 'certification', path: '/certification' },
    { name: 'api', path: '/api-reference' },
  ];

  it.each([1366, 360])(
    '%i pixels wide, light and dark: no violation',
    async (width) => {
      await page.setViewportSize({ width, height: width === 360 ? 740 : 768 });
      for (const { name, path } of pages) {
        await page.goto(at(path));
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          const violations = await findViolations(page);
          expect({ name, colorScheme, violations }).toEqual({ name, colorScheme, violations: [] });
        }
        await page.emulateMedia({ colorScheme: 'light' });
        const picture = `${name}-${width}.png`;
        await page.screenshot({ path: join(pictureFolder, 'desk', picture) });
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth);
        expect({ name, overflow }).toEqual({ name, overflow: width });
      }
    },
    120_000,
  );
});

describe('A developer among many exchanges', () => {
  it('finds one by its text, by keys and by its number, exports them, and clears them', async () => {
    for (const path of [`/api/regulators/${regulator.id}/send`, '/api/searches', '/api/searches']) {
      expect((await fetch(at(path), { method: 'POST' })).ok).toBe(true);
    }
    await page.setViewportSize({ width: 1366, height: 768 });
    await page.goto(at('/exchanges'));
    await page.keyboard.press('/');
    await page.keyboard.type('Practitioner');
    await page.keyboard.press('Enter');
    await page.waitForURL(/text=Practitioner/);
    const links = page.locator('#lignes a');
    expect((await links.allTextContents()).join()).toContain('/fhir/Practitioner');
    expect(await page.locator('#compte').textContent()).toMatch(/^\d+ sur \d+ échanges conservés$/);

    await page.goto(at('/exchanges'));
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('href'));
    const [first, second] = await links.evaluateAll((all) =>
      all.map((a) => a.getAttribute('href')),
    );
    await links.first().focus();
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe(second);
    await page.keyboard.press('ArrowUp');
    expect(await focused()).toBe(first);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(at(String(second)));
    await page.keyboard.press('ArrowRight');
    await page.waitForURL(at(String(first)));
    expect(await page.getByRole('link', { name: /^Suivant/ }).count()).toBe(0);
    await page.keyboard.press('ArrowLeft');
    await page.waitForURL(at(String(second)));

    await page.goto(at('/exchanges'));
    await page.getByLabel('Nº').fill('3');
    await page.keyboard.press('Enter');
    await page.waitForURL(at('/exchanges/3'));
    await page.locator('h1', { hasText: 'Échange' }).waitFor();

    await page.goto(at('/exchanges'));
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Exporter (HAR)' }).click();
    expect((await download).suggestedFilename()).toBe('exchanges.har');
    await page.getByRole('button', { name: 'Effacer les échanges' }).click();
    await page.getByRole('heading', { name: 'Aucun échange pour l’instant' }).waitFor();
  });
});
