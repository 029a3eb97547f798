import { createAppointmentReporter } from '@sas-sos/appointments';
import { toEmailKey } from '@sas-sos/core';
import { startSimulator } from '@sas-sos/simulator';
import { createSignOn, type SignOnOptions, sasDelegation } from '@sas-sos/sso';
import { createTestBrowser, createTestProvider } from '@sas-sos/test-provider';
import { createMemoryOutbox, createMemoryRegulatorAccounts } from '@sas-sos/testing';
import { describe, expect, it } from 'vitest';
import { type LargeBody, startLargeServer } from './start-large-server.js';
import { watchMemory } from './watch-memory.js';

// Whatever a partner sends, this process reads a bounded part of it, and closes the connection.

const mebibyte = 1_048_576;
const bodies: readonly LargeBody[] = ['endless', 'gzip bomb'];

const report = {
  id: 'b6e39355-8a61-4556-b340-36f7b95fec6a',
  status: 'booked',
  start: '2026-12-01T09:00:00+01:00',
  end: '2026-12-01T09:15:00+01:00',
  takenAt: '2026-12-01T08:00:00+01:00',
  regulator: { technicalId: '50f1a1b2-8a61-4556-b340-36f7b95fec6a' },
} as const;

describe.each(bodies)("the platform's answer: %s", (body) => {
  it.each([
    { status: 400, headers: {}, state: 'aside' },
    { status: 503, headers: {}, state: 'waiting' },
    { status: 201, headers: {}, state: 'waiting' },
    { status: 201, headers: { location: '/Appointment/1' }, state: 'delivered' },
    { status: 503, headers: { 'retry-after': '3600' }, state: 'waiting' },
  ])('$status $headers: the report is $state', async ({ status, headers, state }) => {
    await using server = await startLargeServer(body, status, headers);
    const reporter = createAppointmentReporter({
      outbox: createMemoryOutbox(),
      platformUrl: server.url,
      identifierSystem: 'urn:oid:1.2.250.1.999.1',
      limits: { answerMilliseconds: 30_000, firstRetryMilliseconds: 3_600_000 },
    });
    await reporter.report(report);
    const { value, bytes } = await watchMemory(async () => {
      reporter.start();
      await expect
        .poll(async () => (await reporter.list())[0]?.changedAt, { timeout: 20_000 })
        .toBeTypeOf('string');
      return (await reporter.list())[0];
    });
    await reporter.stop();
    expect(value).toMatchObject({
      state,
      attempts: 1,
      failure: state === 'delivered' ? null : { code: 'SAS_ANSWER_TOO_LARGE', status },
    });
    expect(bytes).toBeLessThan(64 * mebibyte);
    expect(server.sent).toBeLessThan(32 * mebibyte);
    await expect.poll(() => server.open).toBe(0);
  });
});

const site = 'https://agenda.example';
const client = {
  clientId: 'agenda',
  clientSecret: 'client-secret-of-these-tests',
  redirectUris: [`${site}/sso/callback`],
};
const email = 'camille.durand@example.org';

/** A vendor whose provider has one endpoint replaced by a server that answers too much. */
function createVendor(issuer: string, replaced: string, largeUrl: string) {
  const lines: Record<string, unknown>[] = [];
  const log = (fields: object) => void lines.push({ ...fields });
  const clientAuthentication = {
    method: 'client_secret_basic',
    clientSecret: client.clientSecret,
  } as const;
  const options: SignOnOptions = {
    method: {
      ...sasDelegation({ issuer, clientId: client.clientId, clientAuthentication }),
      userinfo: true,
    },
    origins: ['sas'],
    accounts: createMemoryRegulatorAccounts({
      accounts: [
        {
          ...{ id: '1', version: 1, nationalId: '810000000001', technicalId: null, active: true },
          ...{ email, emailKey: toEmailKey(email), familyName: 'Durand', givenName: 'Camille' },
          details: {},
        },
      ],
    }),
    signOn: {
      openSession: () => ({ cookies: [] }),
      currentSession: () => undefined,
      closeSession: () => ({ cookies: [] }),
    },
    cookieSecret: 'a secret of these tests, 32 bytes or more',
    publicUrl: site,
    logger: { debug: log, info: log, warn: log, error: log },
    fetch: (url, init) =>
      globalThis.fetch(new URL(String(url)).pathname.endsWith(replaced) ? largeUrl : url, init),
  };
  const signOn = createSignOn(options);
  const browser = createTestBrowser({
    sites: {
      async [site](request) {
        if (new URL(request.url).pathname === '/sso/callback') return signOn.callback(request);
        const visit = await signOn.guard(request);
        return visit.kind === 'respond' ? visit.response : new Response('agenda');
      },
    },
  });
  return { browser, lines };
}

describe.each(bodies)("a provider's answer: %s", (body) => {
  it.each([
    { endpoint: 'discovery', path: '/openid-configuration' },
    { endpoint: 'keys', path: '/certs' },
    { endpoint: 'token', path: '/token' },
    { endpoint: 'userinfo', path: '/userinfo' },
  ])('of $endpoint: the sign-on is refused', async ({ endpoint, path }) => {
    await using provider = await createTestProvider({
      clients: [client],
      users: [{ login: 'camille', claims: { email, email_verified: true } }],
    });
    await using server = await startLargeServer(body, 200);
    const { browser, lines } = createVendor(provider.issuer, path, server.url);
    const { value: page, bytes } = await watchMemory(async () => {
      const first = await browser.open(`${site}/agenda/1?slot=s1&origin=sas`);
      return endpoint === 'discovery' ? first : provider.logIn(browser, first, 'camille');
    });
    expect(page.status).toBe(503);
    expect(lines).toMatchObject([
      { code: 'SAS_SIGN_ON_PROVIDER_UNREACHABLE', reason: 'SAS_ANSWER_TOO_LARGE' },
    ]);
    expect(bytes).toBeLessThan(64 * mebibyte);
    expect(server.sent).toBeGreaterThan(0);
    expect(server.sent).toBeLessThan(32 * mebibyte);
    await expect.poll(() => server.open).toBe(0);
  });
});

describe.each(bodies)("a vendor's answer to the simulator: %s", (body) => {
  it.each([200, 400])('status %i', async (status) => {
    await using server = await startLargeServer(body, status);
    await using simulator = await startSimulator({ vendorUrl: server.url, port: 0 });
    const { value: answer, bytes } = await watchMemory(async () => {
      const response = await fetch(`${simulator.url}/api/associations`);
      return { status: response.status, text: await response.text() };
    });
    expect(answer.status).toBe(502);
    // On a slow machine the platform's seven seconds end first: nothing more is read then either.
    expect(answer.text).toMatch(/64 Mio|réponse complète en 7 s/);
    // 64 MiB are read, in chunks that are not joined.
    expect(bytes).toBeLessThan(192 * mebibyte);
    expect(server.sent).toBeLessThan(128 * mebibyte);
    await expect.poll(() => server.open).toBe(0);
  });
});
