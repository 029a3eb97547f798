import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TestBrowser, TestPage } from './browser/create-test-browser.js';
import type { SignClaims } from './faults/create-signing-key.js';
import type { RealmFaults } from './faults/realm-faults.js';
import { createRealm, type KeyRotation, type Realm } from './realm/create-realm.js';
import type { RealmClient } from './realm/realm-client.js';
import { type RealmEndpoint, type RealmName, realmEndpoints } from './realm/realm-layout.js';
import { createPasswordSignIn, passwordOf, subjectOf } from './sign-in/sign-in-by-password.js';
import type { TestUser } from './sign-in/test-user.js';

/** Options of a test provider. */
export interface TestProviderOptions {
  /**
   * Which provider it plays: `sas`, the platform's Keycloak, or `esante-wallet`, Pro Santé Connect,
   * whose discovery document has a non-standard path.
   *
   * @defaultValue `sas`
   */
  readonly realm?: RealmName | undefined;
  /** The registered applications. */
  readonly clients: readonly RealmClient[];
  /** The people who can sign in. */
  readonly users: readonly TestUser[];
  /** @defaultValue 0, any free port */
  readonly port?: number | undefined;
  /** @defaultValue `127.0.0.1` */
  readonly host?: string | undefined;
  /** Certificate and key, PEM, to serve https. @defaultValue none: http */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
}

/** How often each endpoint was called. */
export type RequestCounts = Readonly<Record<RealmEndpoint, number>>;

/** A real OpenID provider on its own port. */
export interface TestProvider extends AsyncDisposable {
  /** Its issuer identifier. */
  readonly issuer: string;
  /** Address of its discovery document. */
  readonly discoveryUrl: string;
  /** How often each endpoint was called so far. */
  readonly requests: RequestCounts;
  /** Misbehaves from now on, only in these ways. */
  misbehave(faults: RealmFaults): void;
  /** Behaves again. */
  behave(): void;
  /** Signs with a new key from now on; the old one is no longer published. */
  rotateKeys(options?: KeyRotation): Promise<void>;
  /** Signs any claims with its key, for example a logout token. */
  readonly sign: SignClaims;
  /** Submits the login page that a browser shows, with the login and password of a user. */
  logIn(browser: TestBrowser, page: TestPage, login: string): Promise<TestPage>;
  /** Cancels the sign-in on the login page that a browser shows. */
  abandon(browser: TestBrowser, page: TestPage): Promise<TestPage>;
  /** Stops listening. */
  close(): Promise<void>;
}

// prelude: import { createTestBrowser } from '@sas-sos/test-provider';
// prelude: declare function application(request: Request): Promise<Response>;
/**
 * Starts an OpenID provider on its own port: real codes, real tokens, a real login page, in the
 * layout of the platform's Keycloak or of Pro Santé Connect. It misbehaves on request.
 *
 * Only for tests: it keeps everything in memory, and asks only for a password.
 *
 * @example
 * ```ts
 * await using provider = await createTestProvider({
 *   clients: [
 *     {
 *       clientId: 'agenda',
 *       clientSecret: 'a secret of the test',
 *       redirectUris: ['https://agenda.example/sso/callback'],
 *     },
 *   ],
 *   users: [{ login: 'camille', claims: { email: 'camille@example.org' } }],
 * });
 * const browser = createTestBrowser({ sites: { 'https://agenda.example': application } });
 * const loginPage = await browser.open('https://agenda.example/agenda/1?slot=2&origin=sas');
 * const agenda = await provider.logIn(browser, loginPage, 'camille');
 * ```
 */
export async function createTestProvider({
  realm: name = 'sas',
  clients,
  users,
  host = '127.0.0.1',
  port = 0,
  tls,
}: TestProviderOptions): Promise<TestProvider> {
  const requests = Object.fromEntries(realmEndpoints.map((endpoint) => [endpoint, 0])) as Record<
    RealmEndpoint,
    number
  >;
  let faults: RealmFaults = {};
  let realm: Realm | undefined;

  const server = tls ? createTlsServer({ ...tls }) : createServer();
  server.on('request', async (request, response) => {
    if (!(await realm?.serve(request, response))) response.writeHead(404).end();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  // The issuer contains the port, so the server must listen first.
  const { port: listening } = server.address() as AddressInfo;
  const created = await createRealm({
    name,
    url: `${tls ? 'https' : 'http'}://${host}:${listening}`,
    clients,
    findClaims(subject) {
      const user = users.find((candidate) => subjectOf(candidate) === subject);
      return user && (user.claims ?? {});
    },
    signIn: createPasswordSignIn(users),
    faults: () => faults,
    onRequest({ endpoint }) {
      requests[endpoint] += 1;
    },
  });
  realm = created;
  const { issuer, discoveryUrl, rotateKeys, sign } = created;

  async function close(): Promise<void> {
    if (!server.listening) return;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }

  return {
    issuer,
    discoveryUrl,
    rotateKeys,
    sign,
    get requests() {
      return { ...requests };
    },
    misbehave(wanted) {
      faults = wanted;
    },
    behave() {
      faults = {};
    },
    logIn(browser, page, login) {
      const user = users.find((candidate) => candidate.login === login);
      return browser.submit(page, { login, password: passwordOf(user ?? { login }) });
    },
    abandon: (browser, page) => browser.submit(page, { abandon: '1' }),
    close,
    [Symbol.asyncDispose]: close,
  };
}
