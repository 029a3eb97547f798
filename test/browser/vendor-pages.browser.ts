import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { staffEnvironment } from '../reference-vendor/open-staff-browser.js';
import { createFolder } from '../reference-vendor/start-vendor.js';
import { findBrokenWords } from './find-broken-words.js';
import { findPlainSpaces } from './find-plain-spaces.js';
import { findViolations, looks, setLook } from './find-violations.js';
import { openChromium, openProfile, type Profile } from './open-chromium.js';
import { pictureFolder } from './picture-folder.js';
import { type Journey, startJourney } from './start-journey.js';
import { createWalk, openStaffPage } from './walk.js';

/** The person who reads a page. */
type Reader = 'nobody' | 'regulator' | 'staff';

let browser: Browser;
let folder: ReturnType<typeof createFolder>;
let journey: Journey;
let pages: Readonly<Record<Reader, Page>>;
const profiles: Profile[] = [];
/** Paths that are set once the content exists. */
const paths = { agenda: '', slot: '', booked: '', cancelled: '', aside: '', regulator: '' };

async function openPage(): Promise<{ readonly profile: Profile; readonly page: Page }> {
  const profile = await openProfile(browser);
  profiles.push(profile);
  return { profile, page: await profile.context.newPage() };
}

beforeAll(async () => {
  browser = await openChromium();
  folder = createFolder();
  journey = await startJourney({
    store: { environment: { DATA_DIR: folder.path } },
    isMutual: false,
    method: 'sas',
    environment: staffEnvironment,
  });
  const regulator = await openPage();
  const walk = await createWalk(journey, regulator.profile.context);
  const first = await walk.pick();
  await walk.signIn(first.tab);
  paths.slot = new URL(first.tab.url()).pathname + new URL(first.tab.url()).search;
  paths.agenda = new URL(first.tab.url()).pathname;
  paths.cancelled = await walk.book(first.tab);
  await walk.cancel(first.tab);
  await first.tab.getByText('Annulé').first().waitFor();
  const second = await walk.pick();
  paths.booked = await walk.book(second.tab);
  await fetch(`${journey.simulator.url}/api/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ appointments: 'refuse' }),
  });
  const third = await walk.pick();
  paths.aside = await walk.book(third.tab);
  const staff = await openPage();
  const desk = await openStaffPage(journey, staff.profile.context);
  await vi.waitFor(
    async () => {
      await desk.goto(`${journey.vendor.url}/staff/reports`);
      expect(await desk.getByText('La plateforme a répondu 422.').isVisible()).toBe(true);
    },
    { timeout: 10_000, interval: 200 },
  );
  await desk.goto(`${journey.vendor.url}/staff/regulators`);
  paths.regulator =
    (await desk.locator('main a[href^="/staff/regulators/"]').first().getAttribute('href')) ?? '';
  pages = { nobody: (await openPage()).page, regulator: regulator.page, staff: desk };
}, 150_000);
afterAll(async () => {
  for (const profile of profiles) await profile[Symbol.asyncDispose]();
  await journey?.[Symbol.asyncDispose]();
  await folder?.[Symbol.asyncDispose]();
  await browser?.close();
});

const rows: readonly { name: string; reader: Reader; path: () => string }[] = [
  { name: 'home', reader: 'nobody', path: () => '/' },
  { name: 'login', reader: 'nobody', path: () => '/login' },
  { name: 'not-found', reader: 'nobody', path: () => '/nothing' },
  { name: 'refused-sign-on', reader: 'nobody', path: () => '/sso/callback?code=a&state=b' },
  { name: 'regulator-home', reader: 'regulator', path: () => '/' },
  { name: 'regulator-agenda', reader: 'regulator', path: () => paths.agenda },
  { name: 'regulator-slot', reader: 'regulator', path: () => paths.slot },
  { name: 'regulator-terms', reader: 'regulator', path: () => '/regulator/terms' },
  { name: 'regulator-appointments', reader: 'regulator', path: () => '/appointments' },
  { name: 'regulator-booked', reader: 'regulator', path: () => paths.booked },
  { name: 'regulator-cancelled', reader: 'regulator', path: () => paths.cancelled },
  { name: 'regulator-aside', reader: 'regulator', path: () => paths.aside },
  { name: 'regulator-forbidden', reader: 'regulator', path: () => '/staff/reports' },
  { name: 'staff-agenda', reader: 'staff', path: () => paths.agenda },
  { name: 'staff-slot', reader: 'staff', path: () => paths.slot },
  { name: 'staff-regulators', reader: 'staff', path: () => '/staff/regulators' },
  { name: 'staff-regulator', reader: 'staff', path: () => paths.regulator },
  { name: 'staff-appointments', reader: 'staff', path: () => '/staff/appointments' },
  { name: 'staff-appointment', reader: 'staff', path: () => paths.aside },
  { name: 'staff-reports', reader: 'staff', path: () => '/staff/reports' },
  { name: 'staff-audit', reader: 'staff', path: () => '/staff/audit' },
];

describe("The vendor's pages, checked by axe", () => {
  it.each(looks)(
    '$name: no violation on any page, no horizontal scrolling',
    async (look) => {
      for (const { name, reader, path } of rows) {
        const page = pages[reader];
        await setLook(page, look);
        await page.goto(journey.vendor.url + path());
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        const result = { name, violations: await findViolations(page), width };
        await page.screenshot({
          path: join(pictureFolder, 'vendor', `${name}-${look.width}-${look.colorScheme}.png`),
        });
        expect(result).toEqual({ name, violations: [], width: look.width });
      }
    },
    180_000,
  );
});

describe("The vendor's pages at every width", () => {
  it('nothing is wider than the page, no word is broken, no line breaks before a sign, the header is one line', async () => {
    for (const { name, reader, path } of rows) {
      const page = pages[reader];
      await page.goto(journey.vendor.url + path());
      const result = { name, plainSpaces: await findPlainSpaces(page) };
      expect(result).toEqual({ name, plainSpaces: [] });
      for (const width of [360, 641, 900, 1366]) {
        await page.setViewportSize({ width, height: 768 });
        const [scrollWidth, header] = await page.evaluate(() => [
          document.documentElement.scrollWidth,
          document.querySelector('header')?.offsetHeight ?? 0,
        ]);
        const broken = await findBrokenWords(page);
        expect({ name, scrollWidth, broken }).toEqual({ name, scrollWidth: width, broken: [] });
        if (width === 1366)
          expect({ name, isOneLine: header < 64 }).toEqual({ name, isOneLine: true });
      }
    }
  }, 120_000);
});

describe("The simulator's own sign-in pages, checked by axe", () => {
  it.each(looks)(
    '$name: no violation on any page, no horizontal scrolling',
    async (look) => {
      await using profile = await openProfile(browser);
      const page = await profile.context.newPage();
      await setLook(page, look);
      const expectFine = async (name: string) => {
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        await page.screenshot({
          path: join(pictureFolder, 'sign-in', `${name}-${look.width}-${look.colorScheme}.png`),
        });
        const violations = await findViolations(page);
        const plainSpaces = await findPlainSpaces(page);
        const result = { name, violations, plainSpaces, width };
        expect(result).toEqual({ name, violations: [], plainSpaces: [], width: look.width });
      };
      await page.goto(`${journey.simulator.url}/sign-in?next=/`);
      await expectFine('sign-in');
      await page.getByLabel('Adresse e-mail').fill('personne@exemple.fr');
      await page.getByLabel('Mot de passe').fill('faux');
      await page.getByRole('button', { name: 'Se connecter', exact: true }).last().click();
      await page.getByRole('alert').waitFor();
      await expectFine('wrong-password');
      await page.getByRole('button', { name: 'Pro Santé Connect' }).click();
      await page.getByRole('heading', { name: /Pro Santé Connect/ }).waitFor();
      await expectFine('pro-sante-connect');
    },
    60_000,
  );
});
