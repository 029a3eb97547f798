import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serveTestPages } from '../../packages/simulator/src/test-data/serve-test-pages.js';
import { toWrongExchange } from '../../packages/simulator/src/test-data/to-wrong-exchange.js';
import { findViolations } from './find-violations.js';
import { openChromium, openProfile } from './open-chromium.js';
import { pictureFolder } from './picture-folder.js';

/** Folder of the README's pictures; unset, they are not updated. */
const shownFolder = process.env['JOURNEY_PICTURES'] ?? join(pictureFolder, 'readme');

let browser: Browser;
beforeAll(async () => {
  browser = await openChromium();
});
afterAll(() => browser?.close());

it('A failed check leads to its place in the body, and a fault says what to expect', async () => {
  await using pages = await serveTestPages({});
  pages.simulation.exchanges.record(toWrongExchange());
  await using profile = await openProfile(browser);
  const page = await profile.context.newPage();
  // As small as is still a laptop: the README shows the pictures at half of their size.
  await page.setViewportSize({ width: 800, height: 560 });
  await page.goto(`${pages.url}/exchanges/1`);
  await page.getByRole('link', { name: 'Voir dans le corps' }).click();
  const mark = page.locator('mark');
  expect(await mark.textContent()).toMatch(/"status": "busy",\s+✕ attendu : free/);
  await expect
    .poll(() => mark.evaluate((line) => line.getBoundingClientRect().top))
    .toBeLessThan(560);
  expect(await findViolations(page)).toEqual([]);
  await page
    .getByRole('heading', { name: 'Contrôles' })
    .evaluate((heading) => heading.scrollIntoView());
  await page.setViewportSize({ width: 800, height: 620 });
  await page.screenshot({ path: join(shownFolder, 'failed-check.png') });

  await page.goto(`${pages.url}/faults`);
  await page.check('#appointments-refuse');
  await page.fill('#requests', '2');
  await page.getByRole('button', { name: 'Appliquer' }).click();
  await page.locator('.fault-banner').waitFor();
  await page.setViewportSize({ width: 800, height: 760 });
  await page.goto(`${pages.url}/faults`);
  expect(await page.locator('.fault-banner').textContent()).toContain('encore 2 requêtes');
  await page.screenshot({ path: join(shownFolder, 'fault.png') });
});
