import type { RequestListener } from 'node:http';
import { type Simulator, startSimulator } from '@sas-sos/simulator';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findViolations } from './find-violations.js';
import { openChromium, openProfile, type Profile } from './open-chromium.js';
import { readText } from './read-text.js';
import { type SlotVendor, serveSlots, slotsNow } from './serve-slots.js';

// The search on the real way through, at an instant of its own: it passes at any hour of the day.

let browser: Browser;
let profile: Profile;
let page: Page;
let vendor: SlotVendor;
let simulator: Simulator;
/** Milliseconds since {@link slotsNow}. */
let later = 0;

beforeAll(async () => {
  vendor = await serveSlots();
  const clock = { now: () => slotsNow + later };
  const vendorUrl = `http://${vendor.host}/fhir`;
  simulator = await startSimulator({ vendorUrl, port: 0, clock });
  browser = await openChromium();
  profile = await openProfile(browser);
  profile.context.setDefaultTimeout(8000);
  page = await profile.context.newPage();
  await page.setViewportSize({ width: 1366, height: 768 });
});
afterAll(async () => {
  await browser?.close();
  await simulator?.close();
  await vendor?.[Symbol.asyncDispose]();
});

const search = (query: string, origin = simulator.url) => page.goto(`${origin}/?all=1&${query}`);
const card = (name: string) => page.getByRole('article', { name });
const names = () => page.locator('.place h3').allTextContents();
/** The days of a place, with the times of their slots. */
const daysOf = async (name: string) =>
  Promise.all(
    (await card(name).locator('.day').all()).map(async (day) => [
      (await day.getByRole('heading').textContent())?.replace(/\s+\d+ créneaux?$/, '').trim(),
      await day.locator('time').allTextContents(),
    ]),
  );

describe('A day is the day of the place', () => {
  it.each([
    {
      label: /^Aujourd’hui/,
      days: {
        'Fort-de-France': ['mar. 1er déc.', ['20:00', '23:00']],
        Paris: ['mar. 1er déc.', ['23:40']],
        'Saint-Denis': ['mer. 2 déc.', ['10:00']],
      },
    },
    {
      label: /^Demain/,
      days: {
        'Fort-de-France': ['mer. 2 déc.', ['09:00']],
        Paris: ['mer. 2 déc.', ['10:00']],
        'Saint-Denis': ['jeu. 3 déc.', ['10:00']],
      },
    },
  ])('$label, not cut at midnight in Paris', async ({ label, days }) => {
    await page.goto(simulator.url);
    await page.getByRole('radio', { name: label }).check();
    await page.getByRole('button', { name: 'Rechercher' }).click();
    await page.getByRole('heading', { name: /créneaux dans/ }).waitFor();
    for (const [name, day] of Object.entries(days)) {
      expect({ name, days: await daysOf(name) }).toEqual({ name, days: [day] });
    }
  });
});

describe('A card', () => {
  it('has all that the platform shows of a slot and of its place', async () => {
    await search('day=today');
    const place = card('Fort-de-France');
    const text = await readText(place);
    for (const part of [
      'Centre de consultation Fort-de-France',
      'SOS Médecins Martinique',
      'identifiant 390000000200015',
      '12 rue des Alpes, 97200 MARTINIQUE',
      '04 65 71 08 08',
      'lun.–mer. 08:00–24:00',
      'Heure locale, UTC−4. À Paris, 5 h de plus.',
    ]) {
      expect(text).toContain(part);
    }
    const slot = place.locator('a.slot').first();
    expect(await readText(slot)).toBe(
      '20:00–20:20 D visite à domicile réservé SAS, sur RDV Fièvre 01:00 à Paris',
    );
    expect(await slot.getAttribute('href')).toBe(
      'https://agenda.example/agenda/fort-de-france?slot=20&origin=sas-preprod',
    );
    expect(await slot.getAttribute('target')).toBe('_blank');
  });
});

describe('The map', () => {
  beforeEach(async () => {
    await search('day=all');
    await page.locator('details.map > summary').click();
  });
  const again = () => page.getByRole('link', { name: /^Relancer la recherche/ });

  it('names places, groups those that would cover each other, and opens a group', async () => {
    const labels = await page.locator('#carte text.name').allTextContents();
    expect(labels).toEqual(expect.arrayContaining(['Paris', 'Brest', 'Fort-de-France']));
    expect(await findViolations(page)).toEqual([]);
    const group = page.locator('#carte a.cluster');
    expect(await readText(group.locator('title'))).toMatch(/^2 lieux : .*(Dieu|plaisir)/);
    await group.click();
    await page.getByRole('heading', { name: '2 créneaux dans 2 lieux' }).waitFor();
    expect((await names()).join()).toMatch(/Part-Dieu.*Monplaisir/);
    expect(await page.locator('#carte a').count()).toBe(2);
  });

  it('searches the extent that it shows again, enlarged and moved', async () => {
    await page.getByRole('button', { name: 'Agrandir' }).click();
    expect(await again().textContent()).toBe('Relancer la recherche sur cette zone');
    await again().click();
    await page.getByText('masqués hors de la zone').waitFor();
    expect(await names()).toHaveLength(2);
    expect((await names()).join()).toMatch(/Part-Dieu.*Monplaisir/);

    await page.getByRole('link', { name: 'Toute la France' }).click();
    await page.locator('details.map > summary').click();
    await page.getByRole('button', { name: 'Agrandir' }).click();
    const paris = page.locator('#carte a', { hasText: /^Centre de consultation Paris/ });
    const map = page.locator('#carte');
    await map.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    const frame = await map.boundingBox();
    const before = await paris.boundingBox();
    if (!frame || !before) throw new Error('The map is not in sight.');
    // The map follows the mouse: what is in the north comes into sight.
    const [x, y] = [frame.x + frame.width * 0.7, frame.y + frame.height / 4];
    const distance = frame.height * 0.45;
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x, y + distance, { steps: 5 });
    await page.mouse.up();
    const after = await paris.boundingBox();
    expect(after && Math.round(after.y - before.y)).toBe(Math.round(distance));
    expect(after && Math.round(after.x - before.x)).toBe(0);
    await again().click();
    await page.getByText('masqués hors de la zone').waitFor();
    expect(await names()).toEqual([expect.stringContaining('Paris')]);
  });

  it('by keys alone; the list has every place for those who do not see it', async () => {
    await search('day=all');
    await page.locator('details.map > summary').focus();
    await page.keyboard.press('Enter');
    const steps: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      await page.keyboard.press('Tab');
      steps.push((await page.locator(':focus').textContent()) ?? '');
      // Enlarged on the way: the label of the link changes with it.
      if (count === 0) await page.keyboard.press('Enter');
    }
    expect(steps).toEqual(['Agrandir', 'Réduire', 'Relancer la recherche sur cette zone']);
    expect(await page.locator('#carte').getAttribute('aria-hidden')).toBe('true');
    const marked = await page.locator('#carte title').allTextContents();
    for (const name of (await names()).map((text) => text.replace(/^\d+\s+/, '').trim())) {
      expect(marked.join()).toContain(name);
    }
    await page.keyboard.press('Enter');
    await page.getByText('masqués hors de la zone').waitFor();
    expect(await names()).toHaveLength(2);
  });
});

describe('Who is at fault, once, and what to do about it', () => {
  const answer =
    (status: number, type: string, body: string, headers = {}): RequestListener =>
    (_request, response) => {
      response.writeHead(status, { 'content-type': type, ...headers }).end(body);
    };
  const outcome = JSON.stringify({
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'fatal', code: 'exception', diagnostics: 'Base indisponible' }],
  });
  const fhir = 'application/fhir+json';

  beforeEach(() => {
    // The list of associations is remembered for a minute: it is asked for again, and fails too.
    later += 120_000;
    return async () => {
      vendor.answer = undefined;
      vendor.speak('http');
    };
  });

  async function expectFailure(words: readonly (string | RegExp)[], origin?: string) {
    await search('day=all', origin);
    const failure = page.getByRole('alert');
    expect(await failure.count()).toBe(1);
    const text = await readText(page.getByRole('main'));
    for (const word of words) expect(text).toMatch(word);
    expect(text.match(/Votre logiciel n’a pas donné/g)?.length ?? 0).toBeLessThanOrEqual(1);
    expect(text).not.toContain('Aucune association choisie');
    return text;
  }

  it.each([
    {
      name: '401',
      given: answer(401, fhir, '{}'),
      words: [/refusé la plateforme \(statut 401\)/, /ni mot de passe ni jeton/],
    },
    {
      name: '500',
      given: answer(500, fhir, outcome),
      words: [/statut 500/, /Base indisponible/, /joignable.*journaux/],
    },
    {
      name: '302',
      given: answer(302, 'text/plain', '', { location: '/connexion' }),
      words: [/redirection \(302\)/, /Elle mène à \/connexion/, /n’en suit aucune/],
    },
    {
      name: 'HTML',
      given: answer(200, 'text/html', '<!doctype html><title>Accueil</title>'),
      words: [/page HTML, pas un Bundle/, /API FHIR/],
    },
  ])('the vendor: $name', async ({ given, words }) => {
    vendor.answer = given;
    const text = await expectFailure([/Votre logiciel n’a pas donné/, ...words]);
    expect(text).not.toContain('doctype');
    expect(text).not.toContain('qu’il est démarré');
  });

  it('the scheme of its address: https where http is asked for, and http where https is', async () => {
    vendor.speak('https');
    await expectFailure([new RegExp(`S’il sert en https, donnez https://${vendor.host}/fhir`)]);
    vendor.speak('http');
    const vendorUrl = `https://${vendor.host}/fhir`;
    await using other = await startSimulator({ vendorUrl, port: 0 });
    // It remembers no associations: here the list of them fails first.
    const text = await expectFailure(
      [/commence par https, et le logiciel répond en http/, `Donnez http://${vendor.host}/fhir`],
      other.url,
    );
    expect(text).not.toContain('certificats');
  });

  it('a switch of the simulator: not the vendor', async () => {
    const set = (calls: string | null) =>
      fetch(`${simulator.url}/api/faults`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ calls }),
      });
    await set('down');
    const text = await expectFailure([/Panne simulée : votre logiciel n’est pas en cause/]);
    expect(text).not.toContain('Votre logiciel n’a pas donné');
    await page.getByRole('link', { name: 'Voir les pannes' }).click();
    await page.getByRole('button', { name: 'Tout rétablir' }).click();
    await search('day=all');
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it('a slot that cannot be shown is not « rien à proposer »', async () => {
    await search('day=all');
    const slot = { resourceType: 'Slot', id: '1', status: 'busy', start: 'demain', end: 'demain' };
    const bundle = { resourceType: 'Bundle', type: 'searchset', entry: [{ resource: slot }] };
    vendor.answer = answer(200, fhir, JSON.stringify(bundle));
    await search('day=all');
    const text = await readText(page.getByRole('main'));
    expect(text).toMatch(/1 créneau reçu, aucun ne peut être affiché : 1 sans date/);
    expect(text).not.toContain('Ce n’est pas une erreur');
    expect(text).toMatch(/Contrôles de la réponse : \d+ erreurs/);
  });
});
