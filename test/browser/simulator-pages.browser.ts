import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  knownEffector,
  toAppointment,
  toReport,
} from '../../packages/simulator/src/test-data/create-test-appointment.js';
import { toDraft } from '../../packages/simulator/src/test-data/create-test-simulation.js';
import {
  toFound,
  toListed,
  toManyPlaces,
} from '../../packages/simulator/src/test-data/create-test-slots.js';
import { serveTestPages } from '../../packages/simulator/src/test-data/serve-test-pages.js';
import { findPlainSpaces } from './find-plain-spaces.js';
import { findViolations, looks, setLook } from './find-violations.js';
import { openChromium, openProfile } from './open-chromium.js';
import { pictureFolder } from './picture-folder.js';

const report = toReport();
const appointments = [
  toAppointment('a1', [
    report,
    report,
    toReport({ ...knownEffector, status: 'booked' }),
    toReport({ ...knownEffector, status: 'cancelled', start: '2026-12-01T16:00:00+01:00' }),
  ]),
  toAppointment('a2', [toReport({ status: 'noshow' })]),
];
const checks = [
  { rule: 'slots.total', severity: 'error', passed: false, message: 'Faux total.' },
  { rule: 'slots.comment', severity: 'warning', passed: false, message: 'Sans adresse.' },
  { rule: 'slots.profile', severity: 'error', passed: true, message: 'Bon profil.' },
] as const;
const failure = {
  outcome: 'failed',
  message: 'Personne n’écoute à cette adresse.',
  advice: 'Vérifiez qu’il est démarré.',
  detail: 'ECONNREFUSED',
  isSimulated: false,
  exchanges: [1],
} as const;

/** Serves pages with every kind of content. */
async function serveScene(slots: number) {
  const places = toManyPlaces(slots, 10);
  const pages = await serveTestPages({
    associations: toListed(places),
    found: { ...toFound(places), checks },
    state: { appointments },
  });
  const { exchanges } = pages.simulation;
  exchanges.record(toDraft({ checks }));
  exchanges.record(toDraft({ status: null, response: null, failure: 'Coupé.', fault: 'cut' }));
  exchanges.record(toDraft({ flow: 'appointments', caller: 'vendor', method: 'PUT', status: 422 }));
  for (let count = 0; count < 20; count += 1) exchanges.record(toDraft());
  return pages;
}

let browser: Browser;
beforeAll(async () => {
  browser = await openChromium();
});
afterAll(() => browser?.close());

/** Scrolls a page down and up again, so that lazily rendered content is laid out. */
async function seeAll(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight / 2) {
      scrollTo(0, top);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    scrollTo(0, 0);
  });
}

describe('Checked by axe, and on narrow screens', () => {
  let pages: Awaited<ReturnType<typeof serveScene>>;
  let broken: Awaited<ReturnType<typeof serveTestPages>>;
  beforeAll(async () => {
    pages = await serveScene(120);
    broken = await serveTestPages({ associations: failure, found: failure });
    broken.simulation.faults.set({ appointments: 'slow', calls: 'down' });
  });
  afterAll(async () => {
    await pages?.[Symbol.asyncDispose]();
    await broken?.[Symbol.asyncDispose]();
  });

  const rows = [
    { name: 'search-empty', path: '/' },
    { name: 'search', path: '/?all=1&day=all' },
    { name: 'search-nothing-chosen', path: '/?day=all' },
    { name: 'search-failed', path: '/?association=334173748400020', isBroken: true },
    { name: 'regulators', path: '/regulators' },
    { name: 'regulator', path: '/regulators/5a5d0000-0000-4000-8000-000000000002?done=changed' },
    { name: 'appointments', path: '/appointments' },
    { name: 'appointments-none', path: '/appointments', isBroken: true },
    { name: 'appointment', path: '/appointments/a1' },
    { name: 'associations', path: '/associations' },
    { name: 'associations-failed', path: '/associations', isBroken: true },
    { name: 'exchanges', path: '/exchanges' },
    { name: 'exchanges-none', path: '/exchanges', isBroken: true },
    { name: 'exchange', path: '/exchanges/1' },
    { name: 'exchange-cut', path: '/exchanges/2' },
    { name: 'faults', path: '/faults?done=set' },
    { name: 'faults-on', path: '/faults', isBroken: true },
    { name: 'not-found', path: '/nothing' },
  ];

  // The colours of the dark are the same at every width.
  it.each(looks.filter(({ colorScheme, width }) => colorScheme === 'light' || width > 360))(
    '$name: no violation on any page',
    async (look) => {
      await using profile = await openProfile(browser);
      const page = await profile.context.newPage();
      await setLook(page, look);
      for (const { name, path, isBroken = false } of rows) {
        await page.goto(`${(isBroken ? broken : pages).url}${path}`);
        // As it opens, then with everything unfolded; in the dark unfolded alone: only the colours
        // differ, and another test runs in the dark on the pages as they open.
        const violations = look.colorScheme === 'dark' ? [] : [...(await findViolations(page))];
        await page.evaluate(() => {
          for (const details of document.querySelectorAll('details')) details.open = true;
        });
        await seeAll(page);
        violations.push(...(await findViolations(page)));
        expect({ name, violations }).toEqual({ name, violations: [] });
        const header = await page.locator('.bar').evaluate(({ clientHeight }) => clientHeight);
        if (look.width === 1366)
          expect({ name, isOneLine: header < 60 }).toEqual({ name, isOneLine: true });
        const picture = `${name}-${look.width}-${look.colorScheme}.png`;
        await page.screenshot({ path: join(pictureFolder, 'simulator', picture) });
      }
      const isMissing = (text: string) => text.includes('404');
      expect(profile.errorsOf('http://').filter((text) => !isMissing(text))).toEqual([]);
    },
    180_000,
  );

  it('320 pixels wide: no horizontal scrolling, no line breaks before a sign', async () => {
    await using profile = await openProfile(browser);
    const page = await profile.context.newPage();
    await page.setViewportSize({ width: 320, height: 700 });
    for (const { name, path, isBroken = false } of rows) {
      await page.goto(`${(isBroken ? broken : pages).url}${path}`);
      await seeAll(page);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      const result = { name, width, plainSpaces: await findPlainSpaces(page) };
      expect(result).toEqual({ name, width: 320, plainSpaces: [] });
    }
  }, 120_000);

  it('the first Tab reaches the skip link', async () => {
    await using profile = await openProfile(browser);
    const page = await profile.context.newPage();
    await page.goto(`${pages.url}/faults`);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('contenu');
  });
});

describe('Live pages', () => {
  it('the list of exchanges: new ones on top, 500 at most, and a pause', async () => {
    await using pages = await serveScene(10);
    await using profile = await openProfile(browser);
    const page = await profile.context.newPage();
    const { exchanges } = pages.simulation;
    await page.goto(`${pages.url}/exchanges`);
    const latest = page.locator('#lignes tr').first();
    await page.waitForFunction(() => !document.getElementById('pause')?.hidden);

    const { number } = exchanges.record(toDraft());
    await page.waitForSelector(`tr[data-number="${number}"]`, { timeout: 2000 });
    expect(await latest.getAttribute('data-number')).toBe(String(number));

    for (let count = 0; count < 1200; count += 1) exchanges.record(toDraft());
    await page.waitForSelector(`tr[data-number="${number + 1200}"]`, { timeout: 5000 });
    expect(await page.locator('#lignes tr').count()).toBe(500);

    await page.click('#pause');
    exchanges.record(toDraft());
    expect(await latest.getAttribute('data-number')).toBe(String(number + 1200));
    await page.click('#pause');
    await page.waitForSelector(`tr[data-number="${number + 1201}"]`, { timeout: 2000 });
    expect(profile.errorsOf(pages.url)).toEqual([]);
  });

  it('the inbox: a report appears within two seconds, and the focus does not move', async () => {
    await using pages = await serveScene(10);
    await using profile = await openProfile(browser);
    const page = await profile.context.newPage();
    const { simulation } = pages;
    // The stream is open once the script requests the list.
    const isLive = page.waitForResponse(/fragment/);
    await page.goto(`${pages.url}/appointments`);
    await isLive;
    await page.locator('a[href="/appointments/a1"]').focus();

    simulation.state.change((before) => ({
      ...before,
      appointments: [...before.appointments, toAppointment('a3')],
    }));
    simulation.exchanges.record(toDraft({ flow: 'appointments' }));
    await page.waitForSelector('a[href="/appointments/a3"]', { timeout: 2000 });
    const focused = await page.evaluate(() => document.activeElement?.getAttribute('href'));
    expect(focused).toBe('/appointments/a1');
    expect(await page.locator('#nouvelles').textContent()).not.toBe('');
    expect(profile.errorsOf(pages.url)).toEqual([]);
  });

  it('the search form: « Toutes » and the associations stay in sync', async () => {
    await using pages = await serveScene(10);
    await using profile = await openProfile(browser);
    const page = await profile.context.newPage();
    await page.goto(`${pages.url}/`);
    const all = page.locator('input[type=checkbox][name=all]');
    const first = page.locator('input[name=association]').first();
    await first.check();
    expect(await all.isChecked()).toBe(false);
    await all.check();
    expect(await first.isChecked()).toBe(false);
  });
});

describe('Without scripts', () => {
  it('searches, switches a fault on and off, and creates a regulator', async () => {
    await using pages = await serveScene(20);
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'fr-FR' });
    try {
      const page = await context.newPage();
      await page.goto(`${pages.url}/`);
      await page.click('text=Rechercher');
      expect(page.url()).toContain('all=1');
      expect(await page.locator('a.slot').count()).toBe(20);

      await page.goto(`${pages.url}/faults`);
      await page.check('#calls-down');
      await page.click('text=Appliquer');
      expect(pages.simulation.faults.read().calls).toBe('down');
      await page.click('text=Tout rétablir');
      expect(pages.simulation.faults.read().calls).toBeNull();

      await page.goto(`${pages.url}/regulators`);
      await page.fill('#familyName', 'Roy');
      await page.fill('#givenName', 'Alix');
      await page.fill('#email', 'alix@exemple.fr');
      await page.click('text=Créer');
      expect(await page.locator('h1').textContent()).toContain('Alix ROY');
    } finally {
      await context.close();
    }
  });
});
