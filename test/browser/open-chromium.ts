import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';

const launch = {
  // Set by find-chromium.mjs.
  executablePath: process.env['CHROMIUM'] ?? '',
  args: [
    ...['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
    // Names of other sites, which also run on this machine.
    '--host-resolver-rules=MAP *.example 127.0.0.1',
  ],
};
const contextOptions = { ignoreHTTPSErrors: true, locale: 'fr-FR' } as const;

/** A browser profile, and the errors that occurred in it. */
export interface Profile extends AsyncDisposable {
  readonly context: BrowserContext;
  /** Errors of scripts, of loading and of policies in the pages of a site. */
  errorsOf(origin: string): readonly string[];
}

/** Starts Chromium without a window. */
export const openChromium = (): Promise<Browser> => chromium.launch(launch);

/** Opens an empty profile. */
export async function openProfile(browser: Browser): Promise<Profile> {
  return watch(await browser.newContext(contextOptions));
}

/** Starts a Chromium that allows or blocks third-party cookies. */
export async function openProfileWith(thirdPartyCookies: 'allowed' | 'blocked'): Promise<Profile> {
  const folder = mkdtempSync(join(tmpdir(), 'sas-sos-chromium-'));
  const isBlocked = thirdPartyCookies === 'blocked';
  const preferences = {
    profile: { cookie_controls_mode: isBlocked ? 1 : 0, block_third_party_cookies: isBlocked },
  };
  mkdirSync(join(folder, 'Default'));
  writeFileSync(join(folder, 'Default', 'Preferences'), JSON.stringify(preferences));
  const context = await chromium.launchPersistentContext(folder, { ...launch, ...contextOptions });
  return watch(context, () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
}

function watch(context: BrowserContext, clean = () => {}): Profile {
  context.setDefaultTimeout(20_000);
  const errors: { readonly url: string; readonly text: string }[] = [];
  context.on('console', (message) => {
    if (message.type() !== 'error') return;
    errors.push({
      url: message.location().url || (message.page()?.url() ?? ''),
      text: message.text(),
    });
  });
  context.on('weberror', (error) => {
    errors.push({ url: error.page()?.url() ?? '', text: error.error().message });
  });
  return {
    context,
    errorsOf: (origin) =>
      errors.filter(({ url }) => url.startsWith(origin)).map(({ text }) => text),
    async [Symbol.asyncDispose]() {
      await context.close();
      clean();
    },
  };
}
