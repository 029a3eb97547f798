import { join } from 'node:path';
import { checkSlotAnswer, readSearchSet } from '@sas-sos/conformance';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  query,
  toSlotBundle,
} from '../../packages/simulator/src/platform/vendor/vendor.fixture.js';
import { toDraft } from '../../packages/simulator/src/test-data/create-test-simulation.js';
import { serveTestPages } from '../../packages/simulator/src/test-data/serve-test-pages.js';
import { findViolations } from './find-violations.js';
import { openChromium, openProfile } from './open-chromium.js';
import { pictureFolder } from './picture-folder.js';

/** Folder of the README's pictures; unset, they are not updated. */
const shownFolder = process.env['JOURNEY_PICTURES'] ?? join(pictureFolder, 'readme');
const url = 'http://127.0.0.1:3000/fhir/Schedule?_count=1000';

let browser: Browser;
beforeAll(async () => {
  browser = await openChromium();
});
afterAll(() => browser?.close());

/** A right answer with a slot that is taken, and what the checks say of it. */
function toWrongExchange() {
  const bundle = toSlotBundle(url);
  const slot = bundle.entry?.find(({ resource }) => resource?.resourceType === 'Slot')?.resource;
  if (slot?.resourceType === 'Slot') slot.status = 'busy';
  const headers = new Headers({ 'content-type': 'application/fhir+json' });
  const call = { status: 200, headers, data: bundle, url, durationMilliseconds: 42 };
  const checks = checkSlotAnswer({ call, set: readSearchSet(bundle), query });
  const body = JSON.stringify(bundle);
  return toDraft({
    url,
    checks,
    response: { headers: [...headers], body, bodyBytes: Buffer.byteLength(body) },
  });
}

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
  await page.evaluate(() => document.querySelector('.checks')?.scrollIntoView());
  await page.screenshot({ path: join(shownFolder, 'failed-check.png') });

  await page.goto(`${pages.url}/faults`);
  await page.check('#appointments-refuse');
  await page.fill('#requests', '2');
  await page.getByRole('button', { name: 'Appliquer' }).click();
  await page.locator('.fault-banner').waitFor();
  expect(await page.locator('.fault-banner').textContent()).toContain('encore 2 requêtes');
  await page.screenshot({ path: join(shownFolder, 'fault.png') });
});
