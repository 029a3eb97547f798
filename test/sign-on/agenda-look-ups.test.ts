import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { silentLogger, systemClock } from '@sas-sos/core';
import { createTestBrowser, createTestProvider } from '@sas-sos/test-provider';
import { expect, it } from 'vitest';
import { createApp } from '../../examples/express/src/app.js';
import { createAudit } from '../../examples/express/src/audit/create-audit.js';
import {
  createAgenda,
  importText,
} from '../../examples/express/src/import/test-data/import-text.js';
import {
  addRegulator,
  changeRegulator,
  createTestReporting,
} from '../../examples/express/src/session/test-data/serve-site.js';
import type { Store } from '../../examples/express/src/store/store.js';

const client = { clientId: 'agenda', clientSecret: 'secret-du-test' } as const;
const email = 'camille@regulation.example';
const staffPassword = 'mot de passe du test';

/** Wraps what reads sessions and accounts, and returns the names of what was read since the last call. */
function watchStore(store: Store) {
  let reads: string[] = [];
  const note = <Arguments extends readonly unknown[], Answer>(
    name: string,
    read: (...given: Arguments) => Answer,
  ) => {
    return (...given: Arguments) => {
      reads.push(name);
      return read(...given);
    };
  };
  const accounts = store.createRegulatorAccounts();
  const watched: Store = {
    ...store,
    sessions: { ...store.sessions, find: note('session', store.sessions.find) },
    regulators: { ...store.regulators, find: note('account', store.regulators.find) },
    createRegulatorAccounts: () => ({ ...accounts, find: note('account', accounts.find) }),
  };
  return {
    store: watched,
    takeReads() {
      const taken = reads;
      reads = [];
      return taken;
    },
  };
}

it('A page of the agenda reads the session and the account once', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = await createTestProvider({
    clients: [{ ...client, redirectUris: [`${site}/sso/callback`] }],
    users: [{ login: 'camille', claims: { email } }],
  });
  try {
    await importText(JSON.stringify(createAgenda()), async (original) => {
      const account = await addRegulator(original, { email });
      const { store, takeReads } = watchStore(original);
      const app = createApp({
        ...{ store, staffPassword, publicUrl: site, idSystem: 'https://editeur.example/ids' },
        reporting: await createTestReporting(store),
        audit: createAudit({
          ...{ table: store.audit, observer: 'a', clock: systemClock, logger: silentLogger },
        }),
        signOn: {
          ...{ method: 'sas', issuer: provider.issuer, clientId: client.clientId },
          client: { ...client, method: 'client_secret_basic', encoding: 'form' },
          ...{ cookieSecrets: undefined, origins: ['sas'], confirmSeconds: 300 },
        },
        ...{ clock: systemClock, logger: silentLogger },
      });
      server.on('request', app);
      const page = `${site}/agenda/rennes?day=2026-12-01`;

      const regulator = createTestBrowser();
      const terms = await provider.logIn(
        regulator,
        await regulator.open(`${page}&origin=sas`),
        'camille',
      );
      expect((await regulator.submit(terms, { decision: 'accept' })).status).toBe(200);
      for (const path of [page, `${page}&origin=sas`, `${site}/appointments/`]) {
        takeReads();
        expect((await regulator.open(path)).status, path).toBe(200);
        expect(takeReads(), path).toEqual(['session', 'account']);
      }

      const staff = createTestBrowser();
      const login = await staff.open(`${site}/login?next=/`);
      await staff.submit(login, { user: 'secretariat', password: staffPassword });
      takeReads();
      expect((await staff.open(page)).status).toBe(200);
      expect(takeReads()).toEqual(['session']);

      // Nothing of it is kept for the next request.
      await changeRegulator(original, account, { active: false });
      const { url } = await regulator.open(page);
      expect(new URL(url).pathname).toBe('/login');
    });
  } finally {
    server.closeAllConnections();
    server.close();
    await provider.close();
  }
});
