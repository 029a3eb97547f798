import type { ReportedAppointment } from '@sas-sos/simulator';
import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { staffEnvironment } from '../reference-vendor/open-staff-browser.js';
import type { Journey } from './start-journey.js';

/** The demo regulator of the journey; PSC needs a national identifier. */
export const regulator = {
  name: 'Camille Delaunay',
  id: '5a5d0000-0000-4000-8000-000000000001',
} as const;

/** The steps of a regulator, on both sites. */
export interface Walk {
  /** The platform's tab. */
  readonly platform: Page;
  /** Searches tomorrow's slots. */
  search(): Promise<void>;
  /** Opens the first bookable slot in its new tab; returns its address too. */
  pick(): Promise<{ readonly tab: Page; readonly href: string }>;
  /** Signs in if the platform asks for it, and accepts the vendor's terms. */
  signIn(tab: Page): Promise<void>;
  /** Books the slot on the page; returns the path of the appointment. */
  book(tab: Page): Promise<string>;
  /** Cancels the appointment on the page, and confirms it. */
  cancel(tab: Page): Promise<void>;
  /** Returns the platform's copy of an appointment; fails if there is more than one. */
  reported(path: string): Promise<ReportedAppointment | undefined>;
  /** Fails unless the platform has a state in the time that a person on the phone waits. */
  expectReported(path: string, status: string, timeout?: number): Promise<void>;
}

export async function createWalk(
  { simulator, vendor }: Journey,
  context: BrowserContext,
): Promise<Walk> {
  const platform = await context.newPage();

  async function search(): Promise<void> {
    await platform.goto(`${simulator.url}/`);
    await platform.getByRole('radio', { name: /^Demain/ }).check();
    await platform.getByRole('button', { name: 'Rechercher' }).click();
    await platform.getByRole('heading', { name: /créneaux? dans/ }).waitFor();
  }

  async function reported(path: string): Promise<ReportedAppointment | undefined> {
    const response = await context.request.get(`${simulator.url}/api/appointments`);
    const { appointments } = (await response.json()) as { appointments: ReportedAppointment[] };
    const id = path.split('/').at(-1);
    const matching = appointments.filter(({ identifier }) => identifier.value === id);
    expect(matching.length).toBeLessThan(2);
    return matching[0];
  }

  return {
    platform,
    search,
    reported,
    async pick() {
      await search();
      const slot = platform.locator('a.slot').filter({ hasNotText: 'sans rendez-vous' }).first();
      const href = (await slot.getAttribute('href')) ?? '';
      const opened = context.waitForEvent('page');
      await slot.click();
      const tab = await opened;
      await tab.waitForLoadState();
      return { tab, href };
    },
    async signIn(tab) {
      const { sasIssuer } = simulator;
      if (tab.url().startsWith(sasIssuer)) {
        const name = `Se connecter en tant que ${regulator.name}`;
        await tab.getByRole('button', { name }).click();
      }
      await tab.waitForURL((url) => url.href.startsWith(vendor.url));
      if (new URL(tab.url()).pathname === '/regulator/terms') {
        await tab.getByRole('button', { name: 'J’accepte' }).click();
      }
      await tab.waitForURL((url) => url.href.startsWith(`${vendor.url}/agenda/`));
    },
    async book(tab) {
      // A slot of several kinds has a button for each.
      await tab
        .getByRole('button', { name: /^Réserver/ })
        .first()
        .click();
      await tab.waitForURL(/\/appointments\/[\w-]+$/);
      return new URL(tab.url()).pathname;
    },
    cancel: cancelAppointment,
    async expectReported(path, status, timeout = 2000) {
      const state = async () => (await reported(path))?.versions.at(-1)?.resource.status;
      await expect.poll(state, { timeout, interval: 50 }).toBe(status);
    },
  };
}

/** Cancels the appointment on a page: the page asks first. */
export async function cancelAppointment(page: Page): Promise<void> {
  await page.getByText('Annuler le rendez-vous…').click();
  await page.getByRole('button', { name: 'Oui, annuler ce rendez-vous' }).click();
}

/** Opens a page with the vendor's staff signed in. */
export async function openStaffPage({ vendor }: Journey, context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${vendor.url}/login`);
  await page.getByLabel('Identifiant').fill('secretariat');
  await page.getByLabel('Mot de passe').fill(staffEnvironment.STAFF_PASSWORD);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.waitForURL((url) => url.pathname !== '/login');
  return page;
}
