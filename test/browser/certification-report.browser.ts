import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Run, runConformance, toHtmlReport, toJunitReport } from '@sas-sos/conformance';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveHostileVendor } from '../../packages/conformance/src/test-data/serve-hostile-vendor.js';
import { findViolations, looks, setLook } from './find-violations.js';
import { openChromium, openProfile } from './open-chromium.js';
import { pictureFolder } from './picture-folder.js';

let browser: Browser;
let folder: string;
let address: string;
let run: Run;

beforeAll(async () => {
  browser = await openChromium();
  folder = mkdtempSync(join(tmpdir(), 'sas-sos-report-'));
  await using vendor = await serveHostileVendor();
  const only = ['metadata', 'search-one-place', 'search-two-places'];
  run = await runConformance({ vendor: vendor.url }, { only });
  const groups = run.groups.filter(({ name }) => name !== 'search-one-place');
  const file = join(folder, 'report.html');
  writeFileSync(file, toHtmlReport(run, { previous: { ...run, groups } }));
  address = pathToFileURL(file).href;
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function openAll(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
}

const isWide = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

describe('The report of a vendor that attacks it', () => {
  it('runs no script, loads nothing, and breaks no policy', async () => {
    await using profile = await openProfile(browser);
    const page = await profile.context.newPage();
    const dialogs: string[] = [];
    const requests: string[] = [];
    page.on('dialog', async (dialog) => {
      dialogs.push(dialog.message());
      await dialog.dismiss();
    });
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(address);
    await openAll(page);
    await page.getByRole('checkbox').check();
    expect({ dialogs, requests, errors: profile.errorsOf('file:') }).toEqual({
      dialogs: [],
      requests: [address],
      errors: [],
    });
    expect(await page.locator('main img, main script, main style').count()).toBe(0);
  });

  it.each(looks)('$name: no violation, nothing beyond the edge', async (look) => {
    await using profile = await openProfile(browser);
    const page = await profile.context.newPage();
    await setLook(page, look);
    await page.goto(address);
    expect(await isWide(page)).toBe(false);
    const picture = `report-${look.width}-${look.colorScheme}.png`;
    await page.screenshot({ path: join(pictureFolder, 'conformance', picture) });
    await openAll(page);
    expect(await findViolations(page)).toEqual([]);
    expect(await isWide(page)).toBe(false);
  });

  it('opens what a link leads to, and copies its command', async () => {
    await using profile = await openProfile(browser);
    await profile.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const page = await profile.context.newPage();
    await page.goto(address);
    const finding = page.locator('details.finding.failed').first();
    const link = finding.locator('.links a').first();
    const exchange = page.locator(`[id="${(await link.getAttribute('href'))?.slice(1)}"]`);
    expect(await exchange.getAttribute('open')).toBeNull();
    await link.click();
    const button = exchange.getByRole('button', { name: 'Copier la commande curl' });
    await button.click();
    await page.getByText('Copié.').waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(/^curl --globoff -X GET /);
  });

  it('shows failures alone', async () => {
    await using profile = await openProfile(browser);
    const page = await profile.context.newPage();
    await page.goto(address);
    const leftOut = page.locator('section.group', { hasText: 'deux lieux' });
    expect(await leftOut.isVisible()).toBe(true);
    await page.getByRole('checkbox', { name: 'Ne montrer que ce qui échoue' }).check();
    expect(await leftOut.isVisible()).toBe(false);
  });

  it('is printed without buttons, and failures open', async () => {
    await using profile = await openProfile(browser);
    const page = await profile.context.newPage();
    await page.goto(address);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('button:visible').count()).toBe(0);
    expect(await page.locator('.finding.failed .faults').first().isVisible()).toBe(true);
    const pages = await page.pdf({ path: join(pictureFolder, 'conformance', 'report.pdf') });
    expect(pages.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('is well-formed JUnit XML, too', async () => {
    await using profile = await openProfile(browser);
    const page = await profile.context.newPage();
    const parsed = await page.evaluate((text) => {
      const read = new DOMParser().parseFromString(text, 'application/xml');
      return {
        error: read.querySelector('parsererror')?.textContent ?? null,
        tests: read.querySelectorAll('testcase').length,
        names: [...new Set([...read.querySelectorAll('*')].map(({ localName }) => localName))],
      };
    }, toJunitReport(run));
    expect(parsed.error).toBeNull();
    expect(parsed.tests).toBeGreaterThan(50);
    expect(parsed.names).not.toContain('script');
  });
});
