import { randomUUID } from 'node:crypto';
import { type FetchHandler, type RegulatorAccount, toEmailKey } from '@sas-sos/core';
import {
  createTestBrowser,
  type RealmClient,
  type TestPage,
  type TestProvider,
  type TestUser,
} from '@sas-sos/test-provider';
import { createMemoryRegulatorAccounts, createMemorySignOn } from '@sas-sos/testing';
import { createSignOn } from './create-sign-on.js';
import { sasDelegation } from './methods/sas-delegation.js';
import type { SignOnOptions } from './sign-on-options.js';

export const site = 'https://agenda.example';
export const cookieSecret = 'a secret of these tests, 32 bytes or more';
export const page = `${site}/agenda/1111111111?slot=s1`;
export const arrivalUrl = `${page}&origin=sas`;

export const client = {
  clientId: 'agenda',
  clientSecret: 'client-secret-of-these-tests',
  redirectUris: [`${site}/sso/callback`],
  postLogoutRedirectUris: [`${site}/`],
  // Never called: it makes the provider name its session in its tokens.
  backchannelLogoutUri: `${site}/sso/backchannel`,
} satisfies RealmClient;

/** Creates an active account; members that are not given are those of Camille. */
export function account(given: Partial<RegulatorAccount> = {}): RegulatorAccount {
  const email = given.email ?? 'camille.durand@example.org';
  return {
    id: randomUUID(),
    version: 1,
    nationalId: '810000000001',
    technicalId: null,
    active: true,
    email,
    emailKey: toEmailKey(email),
    familyName: 'Durand',
    givenName: 'Camille',
    details: {},
    ...given,
  };
}

export const camille: TestUser = {
  login: 'camille',
  subject: 'f:2b1:camille',
  claims: {
    email: 'camille.durand@example.org',
    email_verified: true,
    idp_connect: 'psc',
    SubjectNameID: '810000000001',
    preferred_username: '810000000001',
    family_name: 'Durand',
  },
};

/** Sessions of the vendor, in memory. */
export function createSessions() {
  const { sessions, ...signOn } = createMemorySignOn();
  return { signOn, sessions };
}

/** The machine's clock, plus an offset that a test can change. */
export function createMovedClock() {
  let moved = 0;
  return {
    now: () => Date.now() + moved,
    advance(milliseconds: number) {
      moved += milliseconds;
    },
  };
}

/** A vendor's site with the sign-on in it, and everything that it logged. */
export function createVendor(
  provider: Pick<TestProvider, 'issuer'>,
  given: Partial<SignOnOptions> & { readonly regulators?: readonly RegulatorAccount[] } = {},
) {
  const { regulators = [account()], ...options } = given;
  const accounts = createMemoryRegulatorAccounts({ accounts: regulators });
  const { signOn, sessions } = createSessions();
  const clock = createMovedClock();
  const lines: Record<string, unknown>[] = [];
  const record = (level: string) => (fields: object, message: string) =>
    void lines.push({ level, message, ...fields });
  const regulatorSignOn = createSignOn({
    method: sasDelegation({
      issuer: provider.issuer,
      clientId: client.clientId,
      clientAuthentication: { method: 'client_secret_basic', clientSecret: client.clientSecret },
    }),
    origins: ['sas', 'sas-preprod'],
    accounts,
    signOn,
    cookieSecret,
    publicUrl: site,
    clock,
    logger: {
      debug: record('debug'),
      info: record('info'),
      warn: record('warn'),
      error: record('error'),
    },
    ...options,
  });
  const { guard, callback, logout, backchannelLogout } = regulatorSignOn;

  const handle: FetchHandler = async (request, context) => {
    const { pathname } = new URL(request.url);
    if (pathname === '/sso/callback') return callback(request, context);
    if (pathname === '/sso/logout') return logout(request, context);
    if (pathname === '/sso/backchannel') return backchannelLogout(request, context);
    const visit = await guard(request, context);
    if (visit.kind === 'respond') return visit.response;
    if (visit.right) return new Response(`agenda of ${visit.right.regulator.id}`);
    return new Response('login of the staff', { status: 401 });
  };

  return {
    ...regulatorSignOn,
    accounts,
    sessions,
    clock,
    lines,
    handle,
    /** A new headless browser without any cookies. */
    createBrowser: () => createTestBrowser({ sites: { [site]: handle } }),
    /** Codes that were logged, in order. */
    codes: () => lines.flatMap(({ code }) => (typeof code === 'string' ? [code] : [])),
    /** Saves other values in the first account. */
    async change(values: Partial<RegulatorAccount>) {
      const [before] = accounts.list();
      if (!before) throw new Error('There is no account.');
      const after = { ...before, ...values, version: before.version + 1 };
      const { signal } = new AbortController();
      expectSaved(await accounts.save([{ before, after }], { signal }));
    },
  };
}

export type Vendor = ReturnType<typeof createVendor>;

function expectSaved(outcome: string): void {
  if (outcome !== 'saved') throw new Error('The account could not be changed.');
}

export const isCallback = (url: string) => url.startsWith(`${site}/sso/callback`);

/** Arrives, and signs in at the provider; ends on the page that follows. */
export async function signIn(
  vendor: Vendor,
  provider: TestProvider,
  { browser = vendor.createBrowser(), url = arrivalUrl, login = 'camille' } = {},
) {
  const loginPage = await browser.open(url);
  const end = await provider.logIn(browser, loginPage, login);
  return { browser, loginPage, end };
}

/** Arrives and signs in, but stops before the callback and returns its URL. */
export async function signInUntilCallback(
  vendor: Vendor,
  { browser = vendor.createBrowser(), url = arrivalUrl, login = 'camille' } = {},
) {
  const loginPage = await browser.open(url);
  const stopped = await browser.submit(
    loginPage,
    { login, password: 'secret' },
    { until: isCallback },
  );
  return { browser, callbackUrl: lastLocation(stopped) };
}

export function lastLocation({ hops }: TestPage): string {
  const location = hops.at(-1)?.location;
  if (location === undefined) throw new Error('The page leads nowhere.');
  return location;
}
