import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { availableParallelism, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium, openProfile } from './open-chromium.js';
import { type LargeVendor, startLargeVendor } from './start-large-vendor.js';

// The real way through: the reference vendor, the call, the parsing, the checks, the page.

const slots = 4000;
const search = '/?all=1&day=all';
const command = fileURLToPath(new URL('../../packages/simulator/dist/cli.js', import.meta.url));

/** A simulator in a process of its own, as its command starts it. */
interface SimulatorProcess extends AsyncDisposable {
  readonly url: string;
  /** Processor time that it has used, in milliseconds. */
  processorTime(): number;
}

async function startProcess(vendorUrl: string): Promise<SimulatorProcess> {
  const child = spawn(process.execPath, [command, '--vendor', vendorUrl, '--port', '0']);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (more: string) => {
      text += more;
      const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(text.replaceAll(vendorUrl, '')) ?? [];
      if (found) resolve(found);
    });
    child.once('close', () => reject(new Error(`The simulator ended: ${text}`)));
  });
  return {
    url,
    processorTime() {
      const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8');
      const [user = 0, system = 0] = stat
        .slice(stat.lastIndexOf(')'))
        .split(' ')
        .slice(12, 14)
        .map(Number);
      // A tick is 10 ms on every Linux that Node supports.
      return (user + system) * 10;
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Requests a page to its last byte, and returns how long that took. */
async function read(url: string): Promise<number> {
  const begin = performance.now();
  await new Promise<void>((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': 'gzip' } }, (response) => {
      response.resume().once('end', resolve);
    }).once('error', reject);
  });
  return performance.now() - begin;
}

/** How many programs share a processor: times are longer on a busy machine. */
const busy = (): number => Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());

const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[values.length >> 1] ?? Number.NaN;

let browser: Browser;
let vendor: LargeVendor;
let simulator: SimulatorProcess;
beforeAll(async () => {
  browser = await openChromium();
  vendor = await startLargeVendor(slots);
  simulator = await startProcess(vendor.fhirUrl);
}, 60_000);
afterAll(async () => {
  await simulator?.[Symbol.asyncDispose]();
  await vendor?.[Symbol.asyncDispose]();
  await browser?.close();
});

describe('A search of 4,000 slots', () => {
  it('takes little longer than the vendor', async () => {
    const own: number[] = [];
    const whole: number[] = [];
    const { exchanges } = await fetchExchange();
    // The first searches compile the code of both sides.
    for (let count = 0; count < 3; count += 1) await read(simulator.url + search);
    const before = simulator.processorTime();
    for (let count = 0; count < 5; count += 1) whole.push(await read(simulator.url + search));
    const processor = (simulator.processorTime() - before) / 5;
    for (let count = 0; count < 5; count += 1) own.push(await read(exchanges[0]?.url ?? ''));
    report(
      `whole ${median(whole).toFixed(0)} ms; the vendor alone ${median(own).toFixed(0)} ms; ` +
        `processor of the simulator ${processor.toFixed(0)} ms a search`,
    );
    // The best of five.
    expect(Math.min(...whole)).toBeLessThan((1.5 * Math.min(...own) + 300) * busy());
    expect(processor).toBeLessThan(300 * busy());
  }, 60_000);

  it('scrolls smoothly', async () => {
    await using profile = await openProfile(browser);
    const page = await profile.context.newPage();
    await page.setViewportSize({ width: 1366, height: 768 });
    await page.goto(simulator.url + search);
    expect(await page.locator('a.slot').count()).toBe(slots);
    const frames = await scroll(page);
    const at = (share: number) => frames[Math.ceil(frames.length * share) - 1] ?? Infinity;
    report(
      `${frames.length} frames: median ${at(0.5).toFixed(1)} ms, p95 ${at(0.95).toFixed(1)} ms, longest ${at(1).toFixed(1)} ms`,
    );
    // A frame is 17 ms.
    expect(at(0.95)).toBeLessThan(34 * busy());
  }, 60_000);
});

it('The form is painted at once, though the vendor takes five seconds', async () => {
  vendor.delay = 5000;
  await using profile = await openProfile(browser);
  const page = await profile.context.newPage();
  const paints: number[] = [];
  for (let count = 0; count < 5; count += 1) {
    await page.goto(simulator.url + search, { waitUntil: 'commit' });
    await page.waitForFunction(
      () => performance.getEntriesByName('first-contentful-paint').length > 0,
    );
    paints.push(
      await page.evaluate(
        () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Infinity,
      ),
    );
    expect(await page.getByRole('button', { name: 'Rechercher' }).isVisible()).toBe(true);
    expect(await page.locator('a.slot').count()).toBe(0);
  }
  report(`first contentful paint ${paints.map((paint) => paint.toFixed(0)).join(', ')} ms`);
  expect(Math.min(...paints)).toBeLessThan(300 * busy());
  vendor.delay = 0;
}, 60_000);

/** The frames of a scroll to the end, shortest first. */
function scroll(page: Page): Promise<readonly number[]> {
  return page.evaluate(async () => {
    const deltas: number[] = [];
    const height = document.documentElement.scrollHeight - innerHeight;
    const step = Math.max(60, height / 300);
    const next = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
    let before = await next();
    for (let top = 0; top < height; top += step) {
      scrollTo(0, top);
      const now = await next();
      deltas.push(now - before);
      before = now;
    }
    return deltas.sort((one, other) => one - other);
  });
}

/** One search by the API, and its exchange: the vendor is asked with the same URL afterwards. */
async function fetchExchange() {
  await fetch(`${simulator.url}/api/searches`, { method: 'POST' });
  const response = await fetch(`${simulator.url}/api/exchanges?flow=slots&limit=1`);
  return (await response.json()) as { readonly exchanges: readonly { readonly url: string }[] };
}

function report(text: string): void {
  console.log(`${text}; load ${loadavg()[0]?.toFixed(1)}`);
}
