import { join } from 'node:path';
import { parseRun, toHtmlReport } from '@sas-sos/conformance';
import { type Simulator, startSimulator } from '@sas-sos/simulator';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveHostileVendor } from '../../packages/conformance/src/test-data/serve-hostile-vendor.js';
import { findPlainSpaces } from './find-plain-spaces.js';
import { findViolations, looks, setLook } from './find-violations.js';
import { openChromium, openProfile } from './open-chromium.js';
import { pictureFolder } from './picture-folder.js';
import { startJourney } from './start-journey.js';

let browser: Browser;
beforeAll(async () => {
  browser = await openChromium();
});
afterAll(() => browser?.close());

/** Starts a run from the page, and waits for its end without reloading. */
async function runFromPage(page: Page, simulator: Simulator): Promise<void> {
  await page.goto(`${simulator.url}/certification`);
  await page.getByRole('button', { name: 'Lancer un passage' }).click();
  await page.getByRole('heading', { name: /^Passage nº/ }).waitFor();
  await page.getByRole('link', { name: 'Ouvrir le rapport' }).waitFor({ timeout: 60_000 });
}

describe('The page « Certification »', () => {
  it('runs it on the reference vendor, live, and leads to its report', async () => {
    await using journey = await startJourney({
      store: { environment: {} },
      isMutual: false,
      method: 'sas',
    });
    await using profile = await openProfile(browser);
    const page = await profile.context.newPage();
    const { simulator } = journey;
    await page.goto(`${simulator.url}/certification`);
    await page.getByText('Aucun passage pour l’instant').waitFor();
    await page.getByRole('button', { name: 'Lancer un passage' }).click();
    // Progress comes without a reload.
    const seen = new Set<string>();
    const progress = page.locator('label[for=avance]');
    const report = page.getByRole('link', { name: 'Ouvrir le rapport' });
    await expect
      .poll(
        async () => {
          for (const text of await progress.allTextContents()) seen.add(text);
          return report.isVisible();
        },
        { timeout: 60_000, interval: 100 },
      )
      .toBe(true);
    expect(seen.size).toBeGreaterThan(1);
    await page.getByText('Le passage est terminé.').waitFor({ state: 'attached' });
    expect(await findPlainSpaces(page)).toEqual([]);
    expect(await page.getByText('✓ conforme').count()).toBeGreaterThan(2);
    await report.click();
    await page.getByRole('heading', { name: 'Certification SAS, SOS Médecins' }).waitFor();
    expect(profile.errorsOf(simulator.url)).toEqual([]);

    // The pictures of the guide. The terms of use, which this run knows no form for, are its failure.
    const { run } = await (await fetch(`${simulator.url}/api/certifications/1`)).json();
    await page.setViewportSize({ width: 1100, height: 900 });
    for (const language of ['fr', 'en'] as const) {
      await page.setContent(toHtmlReport(parseRun(JSON.stringify(run)), { language }));
      if (language === 'fr') expect(await findPlainSpaces(page)).toEqual([]);
      const path = join(pictureFolder, 'conformance', `certification-report-${language}.png`);
      await page.screenshot({ path });
    }
  });
});

describe('The page « Certification », on a vendor that attacks it', () => {
  let vendor: Awaited<ReturnType<typeof serveHostileVendor>>;
  let simulator: Simulator;
  beforeAll(async () => {
    vendor = await serveHostileVendor();
    simulator = await startSimulator({
      vendorUrl: vendor.url,
      port: 0,
      certification: { limits: { answer: 1000, report: 200 } },
    });
  });
  afterAll(async () => {
    await simulator?.close();
    await vendor?.[Symbol.asyncDispose]();
  });

  it('leads from a rule that fails to its exchange, and runs no script', async () => {
    await using profile = await openProfile(browser);
    const page = await profile.context.newPage();
    const dialogs: string[] = [];
    page.on('dialog', async (dialog) => {
      dialogs.push(dialog.message());
      await dialog.dismiss();
    });
    await runFromPage(page, simulator);
    const link = page.getByRole('link', { name: /^Voir l’échange nº/ }).first();
    const [, number] = /exchange-(\d+)$/.exec((await link.getAttribute('href')) ?? '') ?? [];
    await link.click();
    const exchange = page.locator(`#exchange-${number}`);
    await exchange.getByRole('button', { name: 'Copier la commande curl' }).waitFor();
    expect(await exchange.getAttribute('open')).not.toBeNull();
    expect({ dialogs, errors: profile.errorsOf(simulator.url) }).toEqual({
      dialogs: [],
      errors: [],
    });
  });

  it('keeps the runs, and compares each with the one before', async () => {
    await using profile = await openProfile(browser);
    const page = await profile.context.newPage();
    await runFromPage(page, simulator);
    await page.getByRole('link', { name: 'Ouvrir le rapport' }).click();
    await page.getByRole('heading', { name: 'Depuis le passage précédent' }).waitFor();
    await page.goto(`${simulator.url}/certification`);
    expect(await page.locator('tbody tr').count()).toBeGreaterThan(1);
  });

  it.each(looks)('$name: no violation on either page', async (look) => {
    await using profile = await openProfile(browser);
    const page = await profile.context.newPage();
    await setLook(page, look);
    for (const path of ['/certification', '/certification/1']) {
      await page.goto(`${simulator.url}${path}`);
      expect({ path, violations: await findViolations(page) }).toEqual({ path, violations: [] });
      const isWide = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      );
      expect({ path, isWide }).toEqual({ path, isWide: false });
      const name = `${path.slice(1).replace('/', '-')}-${look.width}-${look.colorScheme}.png`;
      await page.screenshot({ path: join(pictureFolder, 'simulator', name) });
    }
  });
});
