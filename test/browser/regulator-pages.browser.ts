import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { staffEnvironment } from '../reference-vendor/open-staff-browser.js';
import { createFolder } from '../reference-vendor/start-vendor.js';
import { findViolations } from './find-violations.js';
import { openChromium, openProfile, type Profile } from './open-chromium.js';
import { pictureFolder } from './picture-folder.js';
import { readText } from './read-text.js';
import { type Journey, startJourney } from './start-journey.js';
import { toArrival, writeVendorAgenda } from './vendor-agenda.js';
import { cancelAppointment, createWalk, type Walk } from './walk.js';

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
    environment: { ...staffEnvironment, AGENDA_FILE: writeVendorAgenda(folder.path) },
  });
  person = await openProfile(browser);
  await person.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  walk = await createWalk(journey, person.context);
  page = await person.context.newPage();
  await page.goto(toArrival(journey.vendor.url, 'visit'));
  await walk.signIn(page);
}, 150_000);
afterAll(async () => {
  await person?.[Symbol.asyncDispose]();
  await journey?.[Symbol.asyncDispose]();
  await folder?.[Symbol.asyncDispose]();
  await browser?.close();
});

const open = (slot: Parameters<typeof toArrival>[1]) =>
  page.goto(toArrival(journey.vendor.url, slot));
const factOf = (name: string) =>
  readText(page.locator('dt', { hasText: new RegExp(`^${name}$`) }).locator('+ dd'));
const setFaults = (faults: object) =>
  fetch(`${journey.simulator.url}/api/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(faults),
  });

async function expectFine(name: string): Promise<void> {
  expect({ name, violations: await findViolations(page) }).toEqual({ name, violations: [] });
}

/** Keeps a picture of a page on a laptop and on a phone: nothing on it is wider than the screen. */
async function keep(name: string): Promise<void> {
  for (const [width, height] of [
    [1366, 768],
    [360, 740],
  ] as const) {
    await page.setViewportSize({ width, height });
    const path = join(pictureFolder, 'regulator', `${name}-${width}.png`);
    await page.screenshot({ path, fullPage: true });
    const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth);
    expect({ name, scrollWidth }).toEqual({ name, scrollWidth: width });
  }
}

describe('A regulator on the phone', () => {
  it.each([
    { width: 1366, height: 768 },
    { width: 360, height: 740 },
    // 1366 × 768 at 200 %.
    { width: 683, height: 384 },
  ])('sees the button that books at once: $width × $height', async (size) => {
    await page.setViewportSize(size);
    for (const slot of ['visit', 'several', 'overseas'] as const) {
      await open(slot);
      for (const button of await page.getByRole('button', { name: /^Réserver/ }).all()) {
        const box = await button.boundingBox();
        expect(box && box.y + box.height).toBeLessThanOrEqual(size.height);
      }
    }
  });

  it('reaches the button that books by five Tabs, and each kind by one more', async () => {
    await open('several');
    const names: string[] = [];
    for (let count = 0; count < 7; count += 1) {
      await page.keyboard.press('Tab');
      names.push(await readText(page.locator(':focus')));
    }
    expect(names.slice(4)).toEqual([
      'Réserver : consultation au cabinet',
      'Réserver : téléconsultation',
      'Réserver : visite à domicile',
    ]);
  });

  it('books by one click, and reads what to say to the patient', async () => {
    await page.setViewportSize({ width: 1366, height: 768 });
    await open('visit');
    await keep('slot');
    await page.getByRole('button', { name: 'Réserver ce créneau' }).click();
    await page.getByRole('heading', { name: 'Rendez-vous réservé' }).waitFor();
    expect(await factOf('Consultation')).toBe('visite à domicile');
    expect(await factOf('Adresse')).toBe('12 rue des Alpes, 69008 LYON');
    expect(await factOf('Téléphone')).toBe('04 93 24 67 89');
    expect(await factOf('Horaires')).toContain('du mardi au dimanche, 08:00–19:00');
    expect(await factOf('Motifs')).toBe('Fièvre');
    const sentence = await readText(page.locator('#sentence'));
    expect(sentence).toMatch(/passera à votre domicile le .*, entre 18:00 et 18:20/);
    await page.getByRole('button', { name: 'Copier' }).click();
    await page.getByText('Copié.').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(sentence);
    await expectFine('booked');
  });

  it('sees the report move by itself, and finds no code of a failed connection', async () => {
    await page.getByText('Transmis', { exact: true }).waitFor();
    await setFaults({ appointments: 'down' });
    await open('several');
    await page.getByRole('button', { name: 'Réserver\u00a0: téléconsultation' }).click();
    await page.getByText('La plateforme n’a pas répondu.').waitFor();
    expect(await page.getByRole('main').textContent()).not.toMatch(/UND_ERR|ECONN|SAS_/);
    let loads = 0;
    page.on('load', () => {
      loads += 1;
    });
    await setFaults({ appointments: null });
    await page.getByText('Transmis', { exact: true }).waitFor({ timeout: 60_000 });
    expect(loads).toBe(0);
    expect(await factOf('Consultation')).toBe('téléconsultation');
  });

  it('changes the kind of consultation, with what to say', async () => {
    await page.getByText('Changer le type de consultation…').click();
    await page.getByRole('button', { name: 'Changer pour : visite à domicile' }).click();
    await page.getByText('Type de consultation enregistré.').waitFor();
    expect(await factOf('Consultation')).toBe('visite à domicile');
    expect(await page.locator('#sentence').textContent()).toContain('passera à votre domicile');
  });

  it('cancels in two steps, and is told so', async () => {
    await page.getByText('Annuler le rendez-vous…').waitFor();
    expect(await page.getByRole('button', { name: /annuler/ }).count()).toBe(0);
    await cancelAppointment(page);
    await page.getByText('Rendez-vous annulé : le créneau est de nouveau libre.').waitFor();
    expect(await factOf('État')).toBe('Annulé');
    await page.reload();
    expect(await page.getByText('le créneau est de nouveau libre').count()).toBe(0);
  });

  it('finds the appointment again: from the header, and from its slot', async () => {
    await page.getByRole('link', { name: 'Mes rendez-vous' }).click();
    const row = page
      .getByRole('row')
      .filter({ hasText: 'Monplaisir' })
      .filter({ hasText: 'En attente' });
    expect(await row.textContent()).toContain('visite à domicile');
    await expectFine('own');
    await keep('own');
    await row.getByRole('link').click();
    await page.getByRole('heading', { name: 'Rendez-vous réservé' }).waitFor();
    const path = new URL(page.url()).pathname;
    await open('visit');
    await page.getByRole('link', { name: 'Voir le rendez-vous' }).click();
    expect(new URL(page.url()).pathname).toBe(path);
  });

  it('moves it: same kind and nearest first; another kind is asked for', async () => {
    const choices = page.locator('.choices').first().getByRole('listitem');
    expect(await Promise.all((await choices.all()).map(readText))).toEqual([
      expect.stringMatching(/20:00–20:20.*visite à domicile.*Fièvre.*régulateurs du SAS/s),
      expect.stringMatching(/21:00–21:20.*téléconsultation.*visite à domicile/s),
    ]);
    await keep('booked');
    await page.getByText(/^Changer de type de consultation \(1 créneau\)/).click();
    await page.getByRole('radio', { name: /12:00.*cabinet/ }).check();
    await page.getByRole('button', { name: 'Déplacer' }).click();
    await page.getByRole('heading', { name: 'Changer le type de consultation ?' }).waitFor();
    await expectFine('question');
    await keep('question');
    await page.getByRole('link', { name: /^Ne rien changer/ }).click();
    expect(await readText(page.locator('.when'))).toContain('18:00–18:20');
    expect(await factOf('Consultation')).toBe('visite à domicile');
    // Same kind: no question.
    await page.getByRole('button', { name: 'Déplacer' }).click();
    await page.getByText('Rendez-vous déplacé.').waitFor();
    expect(await readText(page.locator('.when'))).toContain('20:00–20:20');
    expect(await factOf('Consultation')).toBe('visite à domicile');
    // Another kind, confirmed.
    await page.getByText(/^Changer de type de consultation/).click();
    await page.getByRole('radio', { name: /12:00.*cabinet/ }).check();
    await page.getByRole('button', { name: 'Déplacer' }).click();
    await page.getByRole('button', { name: /changer pour : consultation au cabinet/ }).click();
    await page.getByText('Rendez-vous déplacé.').waitFor();
    expect(await factOf('Consultation')).toBe('consultation au cabinet');
  });

  it('never reads an hour overseas without whose it is', async () => {
    await open('overseas');
    await keep('overseas-slot');
    const both = /10:00–10:20 .*heure locale, UTC\+4.*07:00–07:20 à Paris/s;
    expect(await readText(page.getByRole('heading', { level: 2 }).first())).toMatch(both);
    const rows = await page.getByRole('row').all();
    const [, night, morning] = await Promise.all(rows.map(readText));
    expect(night).toMatch(/01:00–01:20.*heure locale, UTC\+4.*, 22:00–22:20 à Paris/s);
    expect(morning).toMatch(both);
    await page.getByRole('button', { name: 'Réserver ce créneau' }).click();
    await page.getByRole('heading', { name: 'Rendez-vous réservé' }).waitFor();
    expect(await readText(page.locator('.when'))).toMatch(both);
    expect(await page.locator('#sentence').textContent()).toContain('10:00 (heure locale)');
    expect(await readText(page.locator('#reports td').first())).toMatch(both);
    await keep('overseas-booked');
    await page.getByRole('link', { name: 'Mes rendez-vous' }).click();
    const row = page.getByRole('row').filter({ hasText: 'Saint-Denis' });
    expect(await readText(row)).toMatch(both);
  });
});

describe('Without script', () => {
  it('a regulator books, chooses the kind, cancels after a question, and reloads for the report', async () => {
    const cookies = await person.context.cookies();
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'fr-FR' });
    try {
      await context.addCookies(cookies);
      const plain = await context.newPage();
      await plain.goto(toArrival(journey.vendor.url, 'several').replace('&origin=sas-preprod', ''));
      await plain.getByRole('button', { name: 'Réserver\u00a0: visite à domicile' }).click();
      await plain.getByRole('heading', { name: 'Rendez-vous réservé' }).waitFor();
      expect(await plain.getByRole('button', { name: 'Copier' }).count()).toBe(0);
      await expect
        .poll(
          async () => {
            await plain.reload();
            return plain.getByText('Transmis', { exact: true }).count();
          },
          { timeout: 30_000 },
        )
        .toBe(1);
      await cancelAppointment(plain);
      await plain.getByRole('heading', { name: 'Rendez-vous annulé' }).waitFor();
    } finally {
      await context.close();
    }
  });
});
