import { join } from 'node:path';
import { silentLogger, systemClock } from '@sas-sos/core';
import { describe, expect, inject, it } from 'vitest';
import { parseConfig } from '../../examples/express/src/config.js';
import { terms } from '../../examples/express/src/regulator/terms.js';
import { createSessions } from '../../examples/express/src/session/sessions.js';
import { createBrowser } from '../../examples/express/src/session/test-data/browser.js';
import {
  addRegulator,
  changeRegulator,
  createSignOn,
} from '../../examples/express/src/session/test-data/serve-site.js';
import { start } from '../../examples/express/src/start.js';
import { openPostgresStore } from '../../examples/express/src/store/postgres-store.js';
import { openSqliteStore } from '../../examples/express/src/store/sqlite-store.js';
import type { Store } from '../../examples/express/src/store/store.js';
import { welcome } from '../../examples/express/src/welcome.js';
import { createDatabase } from '../postgres/create-database.mjs';
import { createFolder, runVendor, startVendor } from './start-vendor.js';

const password = 'mot de passe du test';

/** A store that both the vendor and the test use. */
interface SharedStore extends AsyncDisposable {
  readonly environment: Readonly<Record<string, string>>;
  open(): Promise<Store>;
}

const stores: readonly { name: string; create(): Promise<SharedStore> }[] = [
  {
    name: 'SQLite',
    async create() {
      const folder = createFolder();
      return {
        environment: { DATA_DIR: folder.path, STAFF_PASSWORD: password },
        open: async () => openSqliteStore(join(folder.path, 'vendor.sqlite')),
        [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
      };
    },
  },
  {
    name: 'PostgreSQL',
    async create() {
      const database = await createDatabase(inject('postgresUrl'));
      return {
        environment: { DATABASE_URL: database.url, STAFF_PASSWORD: password },
        open: () => openPostgresStore(database.url, { logger: silentLogger }),
        [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
      };
    },
  },
];

/** Signs in the staff, in a new browser. */
async function signIn(url: string, secret = password) {
  const browser = createBrowser(url);
  await browser.get('/login');
  const shown = await browser.post('/login', { user: 'secretariat', password: secret });
  return { browser, status: shown.status };
}

describe.each(stores)('The vendor on $name', ({ create }) => {
  it('shows the staff the accounts and the history of each', async () => {
    await using shared = await create();
    await using vendor = await startVendor(shared.environment);
    const store = await shared.open();
    const account = await addRegulator(store, { familyName: 'Élan', email: 'elan@example.org' });
    await changeRegulator(store, account, { active: false, nationalId: '899900000001' });
    const { browser } = await signIn(vendor.url);
    const list = await browser.get('/staff/regulators?q=elan&state=disabled');
    expect(list.status).toBe(200);
    for (const text of ['Camille ÉLAN', 'elan@example.org', 'RPPS : 99900000001', 'Désactivé']) {
      expect(list.page).toContain(text);
    }
    const { status, page } = await browser.get(`/staff/regulators/${account.id}`);
    expect(status).toBe(200);
    expect(page.match(/<time datetime=/g)).toHaveLength(2);
    const none = await browser.get('/staff/regulators?q=%00nobody');
    expect(none).toMatchObject({ status: 200, page: expect.stringContaining('role="status"') });
    expect((await browser.get('/staff/regulators/%00')).status).toBe(404);
    await store.close();
  });

  it('asks a regulator to accept the terms, and keeps the answer after a restart', async () => {
    await using shared = await create();
    const store = await shared.open();
    const { id } = await addRegulator(store);
    const { sessions: table, regulators } = store;
    const sessions = createSessions({ table, regulators, clock: systemClock, isSecure: false });
    const cookie = await sessions.open(
      { kind: 'regulator', accountId: id, signOn: createSignOn() },
      undefined,
    );
    {
      await using vendor = await startVendor(shared.environment);
      const browser = createBrowser(vendor.url);
      browser.setCookie(cookie);
      expect((await browser.get('/regulator/terms?next=/agenda/1')).status).toBe(200);
      const fields = { decision: 'accept', version: terms.version, next: '/agenda/1' };
      const accepted = await browser.post('/regulator/terms', fields);
      expect(accepted).toMatchObject({ status: 303, location: '/agenda/1' });
      await vendor.stop();
    }
    await using vendor = await startVendor(shared.environment);
    const regulator = createBrowser(vendor.url);
    regulator.setCookie(cookie);
    expect((await regulator.get('/regulator/terms')).page).not.toContain('value="accept"');
    const { browser } = await signIn(vendor.url);
    const { page } = await browser.get(`/staff/regulators/${id}`);
    expect(page).toContain(`Version ${terms.version} acceptée`);
    await store.close();
  });

  it('signs out a regulator who is disabled or declines', async () => {
    await using shared = await create();
    await using vendor = await startVendor(shared.environment);
    const store = await shared.open();
    const { sessions: table, regulators } = store;
    const sessions = createSessions({ table, regulators, clock: systemClock, isSecure: false });
    const accounts = [await addRegulator(store), await addRegulator(store)] as const;
    const [disabled, declining] = await Promise.all(
      accounts.map(async ({ id }) => {
        const browser = createBrowser(vendor.url);
        browser.setCookie(
          await sessions.open(
            { kind: 'regulator', accountId: id, signOn: createSignOn() },
            undefined,
          ),
        );
        expect((await browser.get('/regulator/terms')).status).toBe(200);
        return browser;
      }),
    );
    await changeRegulator(store, accounts[0], { active: false });
    expect((await disabled?.get('/regulator/terms'))?.status).toBe(403);
    const declined = await declining?.post('/regulator/terms', { decision: 'decline' });
    expect(declined?.status).toBe(200);
    expect((await declining?.get('/regulator/terms'))?.status).toBe(403);
    expect((await regulators.find(accounts[1].id))?.terms).toBeNull();
    await store.close();
  });

  it('writes no name, address, identifier, password or token into its log', async () => {
    await using shared = await create();
    await using vendor = await startVendor({ ...shared.environment, LOG_LEVEL: 'debug' });
    const store = await shared.open();
    const account = await addRegulator(store, {
      familyName: 'Nomparticulier',
      email: 'adresse@particuliere.example',
      nationalId: '899900000001',
    });
    await signIn(vendor.url, 'mauvais secret');
    const { browser } = await signIn(vendor.url);
    await browser.get('/staff/regulators?q=nomparticulier');
    await browser.get(`/staff/regulators/${account.id}`);
    await browser.post('/logout', { csrf: 'faux' });
    const token = /agenda_session=([^;]*)/.exec(browser.cookies())?.[1] ?? '';
    expect(token).toHaveLength(43);
    const { stdout, stderr } = await vendor.stop();
    expect(stderr.split('\n').length).toBeGreaterThan(3);
    for (const text of [
      ...['Nomparticulier', 'nomparticulier', 'particuliere', '899900000001'],
      ...[String(account.technicalId), 'mauvais', password, token],
    ]) {
      expect(stderr).not.toContain(text);
      expect(stdout).not.toContain(text);
    }
    await store.close();
  });
});

describe('The vendor', () => {
  it('generates a password if none is set, and prints it', async () => {
    await using folder = createFolder();
    const config = parseConfig({ PORT: '0', DATA_DIR: folder.path });
    const passwords: (string | undefined)[] = [];
    for (let count = 0; count < 2; count++) {
      const vendor = await start(config, silentLogger);
      const match = /staff page .* user secretariat, password (\S+)\n/.exec(welcome(vendor, 0));
      passwords.push(match?.[1]);
      expect((await signIn(vendor.url, 'another')).status).toBe(422);
      expect((await signIn(vendor.url, match?.[1])).status).toBe(303);
      await vendor.close();
    }
    expect(passwords[0]).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
    expect(passwords[1]).not.toBe(passwords[0]);
  });

  it('binds its cookies to the host over HTTPS', async () => {
    await using shared = await (stores[0] as (typeof stores)[number]).create();
    await using vendor = await startVendor({
      ...shared.environment,
      PUBLIC_URL: 'https://agenda.example',
      SSO_METHOD: 'none',
    });
    const { browser, status } = await signIn(vendor.url);
    expect(status).toBe(303);
    expect(browser.cookies()).toMatch(
      /^__Host-agenda_login=[\w-]{43}; __Host-agenda_session=[\w-]{43}; __Host-agenda_browser=[\w.-]{87}$/,
    );
    expect((await browser.get('/staff/regulators')).status).toBe(200);
  });

  it('does not start with a password that is too short, and does not print it', async () => {
    const { code, stderr } = await runVendor({ STAFF_PASSWORD: 'court-7' });
    expect(code).toBe(1);
    expect(stderr).toContain('STAFF_PASSWORD');
    expect(stderr).not.toContain('court-7');
  });
});
