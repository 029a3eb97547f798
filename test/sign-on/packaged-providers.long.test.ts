import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestBrowser } from '@sas-sos/test-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFreePort } from '../mutual-tls/proxy-programs.js';
import { createPlatform, newNationalId, toBody } from '../reference-vendor/regulator-calls.js';
import { resourcesOf, searchSlots } from '../reference-vendor/search-slots.js';
import { type RunningVendor, startVendor } from '../reference-vendor/start-vendor.js';
import { createFront, type Front } from './create-front.js';
import { type PackagedProvider, people } from './packaged-provider.js';
import { glewlwydFiles, startGlewlwyd } from './start-glewlwyd.js';
import { lemonldapFiles, startLemonldap } from './start-lemonldap.js';
import { toForm } from './start-scene.js';

// With hyphens: these providers do not decode the header of client_secret_basic.
const client = { clientId: 'agenda-demo', clientSecret: 'd0b8122f-8dfb-46b7' };

const programs = [
  {
    name: 'glewlwyd',
    files: glewlwydFiles,
    start: startGlewlwyd,
    // It answers `prompt=none` without a hint with `invalid_request`, and always shows its page.
    confirmsSilently: false,
  },
  {
    name: 'lemonldap-ng',
    files: lemonldapFiles,
    start: startLemonldap,
    confirmsSilently: true,
  },
];

// The only test where neither is installed: half of one would be left out without a word.
it.each(programs)('$name is installed whole, or not at all', ({ files }) => {
  expect(new Set(files.map((path) => existsSync(path))).size).toBe(1);
});

for (const program of programs) {
  if (!program.files.every((path) => existsSync(path))) {
    console.log(`${program.name} is not installed: the sign-on through it was not tried`);
    continue;
  }

  describe(`Through ${program.name} of Debian`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'sas-sos-provider-'));
    let front: Front;
    /** A second site, whose sign-out is declared nowhere. */
    let undeclared: Front;
    let provider: PackagedProvider;
    const vendors: RunningVendor[] = [];

    beforeAll(async () => {
      front = await createFront();
      undeclared = await createFront();
      provider = await program.start({
        ...client,
        afterLogoutUri: `${front.url}/`,
        folder,
        port: await findFreePort(),
        redirectUris: [front, undeclared].map(({ url }) => `${url}/sso/callback`),
      });
    });
    afterAll(async () => {
      for (const vendor of vendors) await vendor[Symbol.asyncDispose]();
      await provider?.[Symbol.asyncDispose]();
      await front?.[Symbol.asyncDispose]();
      await undeclared?.[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true });
    });

    /** Starts a vendor with an account of one of the two, and returns an address of its agenda. */
    async function start(environment: Readonly<Record<string, string>> = {}, site = front) {
      const vendor = await startVendor({
        PUBLIC_URL: site.url,
        SSO_METHOD: 'sas',
        SSO_ISSUER: provider.issuer,
        SSO_CLIENT_ID: client.clientId,
        SSO_CLIENT_SECRET: client.clientSecret,
        LOG_LEVEL: 'debug',
        ...environment,
      });
      vendors.push(vendor);
      site.lead(vendor.url);
      const person = { nationalId: newNationalId(), email: people.known.email };
      expect((await createPlatform(vendor.url).create(toBody(person))).status).toBe(201);
      const [slot] = resourcesOf(await searchSlots(vendor.url, ['334173748400020']), 'Slot');
      return { vendor, agendaUrl: slot?.comment ?? '' };
    }

    async function signIn(agendaUrl: string, login: string) {
      const browser = createTestBrowser();
      const loginPage = await browser.open(`${agendaUrl}&origin=sas`);
      return { browser, page: await provider.logIn(browser, loginPage, login) };
    }

    const codesOf = (vendor: RunningVendor) =>
      vendor.log().flatMap(({ code }) => (code === undefined ? [] : [code]));

    it('signs a regulator on, and confirms who is there', async () => {
      const { agendaUrl } = await start({ SSO_CONFIRM_SECONDS: '0' });
      const { browser, page } = await signIn(agendaUrl, people.known.login);
      const agenda = await browser.submit(toForm(page, '/regulator/terms'), { decision: 'accept' });
      expect({ url: agenda.url, status: agenda.status }).toEqual({ url: agendaUrl, status: 200 });
      const again = await browser.open(`${agendaUrl}&origin=sas`);
      expect(new URL(again.url).origin === front.url).toBe(program.confirmsSilently);
      const { login } = people.known;
      const there = program.confirmsSilently ? again : await provider.logIn(browser, again, login);
      expect(there.url).toBe(agendaUrl);
    });

    it.each([
      { name: 'and leads back', isDeclared: true },
      { name: 'and stays there if the page to lead back to is not declared', isDeclared: false },
    ])('signs a regulator out, at the provider too, $name', async ({ isDeclared }) => {
      const site = isDeclared ? front : undeclared;
      const { agendaUrl } = await start({}, site);
      const { browser, page } = await signIn(agendaUrl, people.known.login);
      const agenda = await browser.submit(toForm(page, '/regulator/terms'), { decision: 'accept' });
      expect(await provider.isSignedIn(browser)).toBe(true);
      const asked = await browser.submit(toForm(agenda, '/sso/logout'), {});
      expect(asked.url.startsWith(new URL(provider.issuer).origin)).toBe(true);
      const end = await provider.confirmLogOut(browser, asked);
      expect(await provider.isSignedIn(browser)).toBe(false);
      expect(end.url === `${site.url}/`).toBe(isDeclared);
      expect((await browser.open(agendaUrl)).url).toContain('/login?');
    });

    it('refuses a person without an account', async () => {
      const { agendaUrl, vendor } = await start();
      const { page } = await signIn(agendaUrl, people.stranger.login);
      expect(page.status).toBe(403);
      expect(codesOf(vendor)).toContain('SAS_SIGN_ON_ACCOUNT_UNKNOWN');
    });

    it('refuses with a wrong secret, as a mistake of the settings', async () => {
      const { agendaUrl, vendor } = await start({ SSO_CLIENT_SECRET: 'another-secret' });
      const { page } = await signIn(agendaUrl, people.known.login);
      expect(page.status).toBe(500);
      expect(codesOf(vendor)).toContain('SAS_SIGN_ON_PROVIDER_MISCONFIGURED');
    });
  });
}
