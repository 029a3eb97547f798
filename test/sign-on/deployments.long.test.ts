import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMutualTlsFetch } from '@sas-sos/mtls';
import { createTestPki } from '@sas-sos/test-pki';
import { createTestBrowser } from '@sas-sos/test-provider';
import { describe, expect, inject, it } from 'vitest';
import { createDatabase } from '../postgres/create-database.mjs';
import { openStaffBrowser, staffEnvironment } from '../reference-vendor/open-staff-browser.js';
import { newNationalId, newTechnicalId } from '../reference-vendor/regulator-calls.js';
import { startVendor } from '../reference-vendor/start-vendor.js';
import { startScene, toForm } from './start-scene.js';

const nationalId = newNationalId();
const email = 'camille@regulation.example';
const camille = { login: 'camille', claims: { email } };
const people = { users: [camille], regulators: [{ nationalId, email }] };

describe('Over https, on both sides', () => {
  it('signs on and out, with cookies bound to the host', async () => {
    const pki = createTestPki();
    const folder = mkdtempSync(join(tmpdir(), 'sas-sos-sign-on-'));
    const NODE_EXTRA_CA_CERTS = join(folder, 'ca.pem');
    writeFileSync(NODE_EXTRA_CA_CERTS, pki.ca);
    const trusting = createMutualTlsFetch({ ...pki.vendor, ca: pki.ca });
    try {
      await using scene = await startScene({
        ...people,
        tls: pki.server,
        environment: { NODE_EXTRA_CA_CERTS },
      });
      const browser = createTestBrowser({ fetch: trusting });
      const page = await scene.signIn(browser, 'camille');
      expect({ url: page.url, status: page.status }).toEqual({ url: scene.agendaUrl, status: 200 });
      expect(page.text).toContain('Réservation au nom du SAS');
      expect(scene.agendaUrl.startsWith('https://')).toBe(true);
      const own = browser.cookies.list().filter(({ name }) => name.includes('agenda_session'));
      expect(own.map(({ name }) => name)).toEqual(['__Host-agenda_session']);
      const end = await browser.submit(toForm(page, '/sso/logout'), {});
      expect(end.url).toBe(`${scene.front.url}/`);
    } finally {
      await trusting.close();
      rmSync(folder, { recursive: true });
    }
  });
});

describe('With Pro Santé Connect', () => {
  it.each([
    { name: 'with its prefix', claims: { SubjectNameID: nationalId } },
    { name: 'without', claims: { preferred_username: nationalId.slice(1) } },
  ])('the national identifier finds the account, $name', async ({ claims }) => {
    await using scene = await startScene({
      realm: 'esante-wallet',
      users: [{ login: 'camille', claims }],
      regulators: [{ nationalId, email }],
    });
    const page = await scene.signIn(createTestBrowser(), 'camille');
    expect({ url: page.url, status: page.status }).toEqual({ url: scene.agendaUrl, status: 200 });
    expect(page.text).toContain('Réservation au nom du SAS');
  });

  it('an account with only a technical identifier is refused, with the reason', async () => {
    const users = [{ login: 'camille', claims: { SubjectNameID: newNationalId(), email } }];
    await using scene = await startScene({
      realm: 'esante-wallet',
      users,
      regulators: [{ technicalId: newTechnicalId(), email }],
    });
    const page = await scene.signIn(createTestBrowser(), 'camille');
    expect(page.status).toBe(403);
    expect(scene.refusals()).toMatchObject([
      { code: 'SAS_SIGN_ON_NATIONAL_ID_UNKNOWN', method: 'psc' },
    ]);
  });
});

describe('While the provider is down', () => {
  it('the vendor starts and serves, informs arrivals, and recovers by itself', async () => {
    await using scene = await startScene({ ...people, environment: { ...staffEnvironment } });
    // Another instance, which has not called the provider yet.
    scene.provider.misbehave({ discovery: { status: 503 } });
    await using vendor = await startVendor(scene.environment);
    expect((await fetch(`${vendor.url}/healthz`)).status).toBe(200);
    const staff = await openStaffBrowser(vendor.url);
    const arrival = scene.arrivalUrl.replace(scene.front.url, vendor.url);
    const refused = await fetch(arrival, { redirect: 'manual' });
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await refused.text()).toContain('Recommencer');
    const codes = vendor.log().flatMap(({ code }) => code ?? []);
    expect(codes).toEqual(['SAS_SIGN_ON_PROVIDER_UNREACHABLE']);
    const page = await staff.get(scene.agendaUrl.slice(scene.front.url.length));
    expect(page.status).toBe(200);
    scene.provider.behave();
    await expect
      .poll(async () => (await fetch(arrival, { redirect: 'manual' })).status, { timeout: 15_000 })
      .toBe(302);
  });
});

describe('Without sign-on', () => {
  it('an origin has no effect, and regulators cannot sign on', async () => {
    await using scene = await startScene({ ...people, environment: { SSO_METHOD: 'none' } });
    const page = await createTestBrowser().open(scene.arrivalUrl);
    expect(new URL(page.url).pathname).toBe('/login');
    for (const path of ['/sso/callback', '/sso/logout', '/sso/backchannel-logout']) {
      expect((await fetch(scene.front.url + path)).status).toBe(404);
    }
  });
});

describe('Two instances on one database', () => {
  it('complete sign-ons that the other began, and share its sessions', async () => {
    await using database = await createDatabase(inject('postgresUrl'));
    const environment = { DATABASE_URL: database.url };
    await using scene = await startScene({ ...people, environment });
    await using other = await startVendor(scene.environment);
    const browser = createTestBrowser();
    const login = await browser.open(scene.arrivalUrl);
    scene.front.lead(other.url);
    const asked = await scene.provider.logIn(browser, login, 'camille');
    expect(new URL(asked.url).pathname).toBe('/regulator/terms');
    scene.front.lead(scene.vendor.url);
    const form = toForm(asked, '/regulator/terms');
    expect((await browser.submit(form, { decision: 'accept' })).url).toBe(scene.agendaUrl);
  });

  it('keep sessions and sign-ons through a rotation of the secret', async () => {
    await using database = await createDatabase(inject('postgresUrl'));
    const environment = { DATABASE_URL: database.url };
    await using scene = await startScene({ ...people, environment });
    const browser = createTestBrowser();
    await scene.signIn(browser, 'camille');
    const underWay = createTestBrowser();
    const login = await underWay.open(scene.arrivalUrl);
    const secrets = {
      SSO_COOKIE_SECRET: 'le nouveau secret des cookies, plus long encore',
      SSO_PREVIOUS_COOKIE_SECRET: scene.environment['SSO_COOKIE_SECRET'] ?? '',
    };
    await using rotated = await startVendor({ ...scene.environment, ...secrets });
    scene.front.lead(rotated.url);
    expect((await browser.open(scene.agendaUrl)).url).toBe(scene.agendaUrl);
    const ended = await scene.provider.logIn(underWay, login, 'camille');
    expect({ url: ended.url, status: ended.status }).toEqual({
      url: scene.agendaUrl,
      status: 200,
    });
    const { SSO_COOKIE_SECRET } = secrets;
    await using forgotten = await startVendor({ ...scene.environment, SSO_COOKIE_SECRET });
    scene.front.lead(forgotten.url);
    expect((await browser.open(scene.agendaUrl)).url).toContain('/login?');
    expect((await underWay.open(scene.agendaUrl)).url).toBe(scene.agendaUrl);
  });
});
