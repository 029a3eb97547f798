import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAppointmentReporter } from '@sas-sos/appointments';
import type { RegulatorAccount } from '@sas-sos/core';
import { createMemoryOutbox } from '@sas-sos/testing';
import express from 'express';
import { withAudit } from '../../audit/audited-sessions.js';
import { createAudit } from '../../audit/create-audit.js';
import { createLogger } from '../../logger.js';
import { createPages } from '../../pages/pages.js';
import { requireTerms } from '../../regulator/require-terms.js';
import type { Reporting } from '../../store/appointment-book.js';
import { openSqliteStore } from '../../store/sqlite-store.js';
import type { Store } from '../../store/store.js';
import type { ClientAddress } from '../client-address.js';
import { readSession } from '../current-session.js';
import { createSessions, type Sessions } from '../sessions.js';
import { type Browser, createBrowser } from './browser.js';

/** Made-up values of a sign-on, as the SDK keeps them. */
export function createSignOn() {
  return { seal: randomUUID(), logoutHint: randomUUID(), subjectKey: randomUUID() };
}

export const staffPassword = 'un mot de passe & "long"';

/** The pages, served in this process with a clock that the test controls. */
export interface Site extends AsyncDisposable {
  readonly store: Store;
  readonly sessions: Sessions;
  readonly reporting: Reporting;
  /** Lets time pass. */
  wait(milliseconds: number): void;
  /** `headers`: what a proxy adds to its requests. */
  createBrowser(headers?: Readonly<Record<string, string>>): Browser;
  /** A browser in which the staff has signed in. */
  createStaffBrowser(): Promise<Browser>;
  /** A browser in which a regulator has signed in. */
  createRegulatorBrowser(accountId: string): Promise<Browser>;
  /** The logged lines. */
  readonly log: readonly string[];
}

export async function serveSite({
  isSecure = false,
  addressOf,
}: {
  readonly isSecure?: boolean;
  readonly addressOf?: ClientAddress;
} = {}): Promise<Site> {
  let now = Date.parse('2026-12-01T07:00:00Z');
  const clock = { now: () => now };
  const log: string[] = [];
  const logger = createLogger('debug', (line) => log.push(line));
  const store = openSqliteStore(':memory:', { clock, openOutbox: openMemoryOutbox });
  const reporting = await createTestReporting(store);
  const { regulators } = store;
  const audit = createAudit({ table: store.audit, observer: 'agenda.example', clock, logger });
  const sessions = withAudit(
    createSessions({ table: store.sessions, regulators, clock, isSecure }),
    { audit, regulators },
  );
  const app = express();
  // Takes the place of the pages that sign-on guards.
  app.get('/guarded', readSession(sessions), requireTerms, (_request, response) => {
    response.send('open');
  });
  app.post('/guarded', readSession(sessions), requireTerms, (_request, response) => {
    response.send('done');
  });
  const shared = { store, reporting, audit, sessions, staffPassword, addressOf };
  app.use(createPages({ ...shared, isSecure, clock, logger }));
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const open = (headers?: Readonly<Record<string, string>>) =>
    createBrowser(`http://127.0.0.1:${port}`, headers);

  return {
    store,
    sessions,
    reporting,
    log,
    wait(milliseconds) {
      now += milliseconds;
    },
    createBrowser: open,
    async createStaffBrowser() {
      const browser = open();
      browser.setCookie(await sessions.open({ kind: 'staff' }, undefined));
      return browser;
    },
    async createRegulatorBrowser(accountId) {
      const browser = open();
      browser.setCookie(
        await sessions.open({ kind: 'regulator', accountId, signOn: createSignOn() }, undefined),
      );
      return browser;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await store.close();
    },
  };
}

/** An outbox in memory, for a store in memory. */
const openMemoryOutbox = async () => ({ ...createMemoryOutbox(), async close() {} });

/** Creates appointments over a store; their reports wait, nothing is sent. */
export async function createTestReporting(store: Store): Promise<Reporting> {
  const identifierSystem = 'https://editeur.example/ids';
  const platformUrl = 'http://127.0.0.1:4000/fhir';
  const outbox = await store.openOutbox();
  return outbox.createReporting({
    identifierSystem,
    createReporter: (outbox) =>
      createAppointmentReporter({ outbox, platformUrl, identifierSystem }),
  });
}

/** Adds an account to a store, and returns it. */
export async function addRegulator(
  store: Store,
  part: Partial<RegulatorAccount> = {},
): Promise<RegulatorAccount> {
  const email = part.email ?? `${randomUUID()}@example.org`;
  const account = {
    id: randomUUID(),
    version: 1,
    nationalId: null,
    technicalId: randomUUID(),
    active: true,
    email,
    emailKey: email.toLowerCase(),
    familyName: 'Essai',
    givenName: 'Camille',
    details: {},
    ...part,
  };
  await saveRegulator(store, undefined, account);
  return account;
}

/** Changes fields of an account. */
export async function changeRegulator(
  store: Store,
  before: RegulatorAccount,
  part: Partial<RegulatorAccount>,
): Promise<RegulatorAccount> {
  const after = { ...before, ...part, version: before.version + 1 };
  await saveRegulator(store, before, after);
  return after;
}

async function saveRegulator(
  store: Store,
  before: RegulatorAccount | undefined,
  after: RegulatorAccount,
): Promise<void> {
  const { signal } = new AbortController();
  const outcome = await store.createRegulatorAccounts().save([{ before, after }], { signal });
  if (outcome !== 'saved') throw new Error('The account could not be saved');
}
