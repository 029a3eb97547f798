import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { silentLogger, systemClock } from '@sas-sos/core';
import {
  createSigningKey,
  type SignClaims,
  type SigningAlgorithm,
} from '../faults/create-signing-key.js';
import { actOnFault } from '../faults/realm-faults.js';
import { sendPage } from '../pages/page.js';
import { plainPages } from '../pages/plain-pages.js';
import { readForm } from '../sign-in/read-form.js';
import { readSignInAttempt, type SignedIn } from '../sign-in/sign-in-attempt.js';
import { toBrokerReturn } from '../sign-in/to-broker-return.js';
import { createOpenidProvider } from './create-openid-provider.js';
import { endSession } from './end-session.js';
import type { InnerClient } from './inner-client.js';
import { createMemoryStore } from './memory-store.js';
import { type BrowserCookie, openSession } from './open-session.js';
import { toCookieName } from './realm-configuration.js';
import {
  type RealmEndpoint,
  type RealmName,
  realmLayouts,
  realmPaths,
  toRealmEndpoint,
  usualDiscoveryPath,
} from './realm-layout.js';
import type { RealmOptions } from './realm-options.js';
import {
  type RealmSession,
  redeemCode,
  type SignInQuery,
  toAuthorizationQuery,
} from './redeem-code.js';

/** An OpenID provider in the layout of a Keycloak realm, without its own server. */
export interface Realm {
  readonly name: RealmName;
  readonly issuer: string;
  readonly discoveryUrl: string;
  /** Answers a request under the path of the realm; `false` for any other. */
  serve(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** Creates the address at which an application in the same process signs in a browser. */
  toSignInUrl(client: InnerClient, query: SignInQuery): string;
  /** Redeems the code that a browser brings back, once; `undefined` if the code is not valid. */
  redeem(
    client: InnerClient,
    answer: { readonly code: string; readonly state: string },
  ): Promise<RealmSession | undefined>;
  /** Whether a session is still open. */
  isOpen(sessionId: string): boolean;
  /**
   * Opens a session of a person without a page, and returns the cookies of a browser that is signed
   * in. `findClaims` decides at the next request whether the person may be signed in.
   */
  openSession(signedIn: SignedIn): Promise<readonly BrowserCookie[]>;
  /** Ends a session; clients with a back-channel logout URI are notified. */
  endSession(sessionId: string): Promise<void>;
  /** Signs with a new key from now on; the old one is no longer published. Sessions stay valid. */
  rotateKeys(options?: KeyRotation): Promise<void>;
  /** Signs any claims with the key of the realm. */
  readonly sign: SignClaims;
}

/** How a realm changes its key. */
export interface KeyRotation {
  /** Algorithm of the new key; the discovery document follows. @defaultValue that of the old key */
  readonly algorithm?: SigningAlgorithm | undefined;
  /** Whether the new key has the `kid` of the old one, as careless providers do. @defaultValue false */
  readonly keepsKeyId?: boolean | undefined;
}

// prelude: import type { RealmClient } from '@sas-sos/test-provider';
// prelude: declare const clients: RealmClient[];
// prelude: declare const people: Map<string, Record<string, unknown>>;
// prelude: declare const loginPage: string;
/**
 * Creates a realm with a new key and without sessions. It does not listen itself: a server must
 * call `serve`. It keeps everything in memory.
 *
 * @example
 * ```ts
 * import { createServer } from 'node:http';
 *
 * const realm = await createRealm({
 *   name: 'sas',
 *   url: 'http://127.0.0.1:4000',
 *   clients,
 *   findClaims: (subject) => people.get(subject),
 *   signIn: ({ form, show, finish }) =>
 *     form ? finish({ subject: form.get('who') ?? '', acr: '1' }) : show({ html: loginPage }),
 * });
 * createServer(async (request, response) => {
 *   if (!(await realm.serve(request, response))) response.writeHead(404).end();
 * }).listen(4000);
 * ```
 */
export async function createRealm({
  name,
  url,
  clients,
  scopes = {},
  findClaims,
  signIn,
  pages = plainPages,
  faults = () => ({}),
  onRequest,
  cookiePrefix = 'test-provider',
  // Read on every call, so that a test can replace it.
  fetch = (input, init) => globalThis.fetch(input, init),
  clock = systemClock,
  logger = silentLogger,
}: RealmOptions): Promise<Realm> {
  const { mountPath, discoveryPath, scopes: usualScopes, seconds } = realmLayouts[name];
  const issuer = url + mountPath;
  const cookieKey = randomBytes(32).toString('base64url');
  const store = createMemoryStore({ clock });
  const settings = {
    issuer,
    name,
    clients,
    scopes: { ...usualScopes, ...scopes },
    findClaims,
    pages,
    faults,
    signIn,
    fetch,
    logger,
    cookiePrefix,
    cookieKey,
    store,
  };
  let key = await createSigningKey();
  let provider = await create();

  function create() {
    return createOpenidProvider({ ...settings, key });
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (isAuthorizationByPost(request)) await readAsQuery(request);
    const original = request.url ?? '/';
    const inside = original.slice(mountPath.length);
    const [path = '', text = ''] = inside.split(/\?(.*)/s);
    const query = new URLSearchParams(text);
    const endpoint = toRealmEndpoint(name, path);
    onRequest?.({ endpoint, url: url + original, query, request, response });
    if (await actOnFault(faults()[endpoint], response)) return;
    if (endpoint !== 'discovery' && path.startsWith('/.well-known/')) {
      response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"not_found"}');
      return;
    }
    forward(request, endpoint, inside);
    if (endpoint === 'page' && (await servePage(request, response, { path, query }))) return;
    await provider.callback()(request, response);
  }

  function isAuthorizationByPost({ method, url: address }: IncomingMessage): boolean {
    return method === 'POST' && address?.split('?')[0] === mountPath + realmPaths.authorization;
  }

  /** Passes a request to oidc-provider, which derives its mount path from the two addresses. */
  function forward(request: IncomingMessage, endpoint: RealmEndpoint, inside: string): void {
    const isDiscovery = endpoint === 'discovery';
    const forwarded = isDiscovery ? usualDiscoveryPath : inside;
    // oidc-provider writes endpoints with the requested host, but an issuer has only one.
    if (isDiscovery) request.headers.host = new URL(url).host;
    Object.assign(request, { originalUrl: mountPath + forwarded, url: forwarded });
  }

  /** Serves the login page, and the return to it from Pro Santé Connect. */
  async function servePage(
    request: IncomingMessage,
    response: ServerResponse,
    { path, query }: { readonly path: string; readonly query: URLSearchParams },
  ): Promise<boolean> {
    const location = name === 'sas' ? toBrokerReturn(path, query) : undefined;
    if (location !== undefined) {
      response.writeHead(303, { location, 'cache-control': 'no-store' }).end();
      return true;
    }
    const attempt = await readSignInAttempt(request, response, { name, url, provider, pages });
    if (attempt === undefined) return false;
    if (attempt !== 'answered') await signIn(attempt);
    return true;
  }

  return {
    name,
    issuer,
    discoveryUrl: issuer + discoveryPath,
    async serve(request, response) {
      if (!request.url?.startsWith(`${mountPath}/`)) return false;
      try {
        await answer(request, response);
      } catch (error) {
        logger.error({ realm: name, err: error }, 'The identity provider failed');
        if (response.headersSent) response.destroy();
        else sendPage(response, { ...pages.refusal({ error: 'server_error' }), status: 500 });
      }
      return true;
    },
    toSignInUrl: (client, query) =>
      `${issuer}${realmPaths.authorization}?${toAuthorizationQuery(client, query)}`,
    redeem: (client, code) => redeemCode({ provider, store }, client, code),
    isOpen: (sessionId) => store.hasSession(sessionId),
    openSession: (signedIn) =>
      openSession(provider, {
        signedIn,
        url,
        path: mountPath,
        cookieName: toCookieName({ cookiePrefix, name }, 'session'),
        seconds: seconds.session,
      }),
    async endSession(sessionId) {
      const session = await provider.Session.findByUid(sessionId);
      if (session) await endSession(provider, session);
    },
    async rotateKeys({ algorithm = key.algorithm, keepsKeyId = false } = {}) {
      key = await createSigningKey({ algorithm, keyId: keepsKeyId ? key.keyId : undefined });
      provider = await create();
    },
    sign: (claims, options) => key.sign(claims, options),
  };
}

/**
 * Turns an authorization request by POST into one by GET. oidc-provider takes both only with
 * cookies that a browser refuses over http.
 */
async function readAsQuery(request: IncomingMessage): Promise<void> {
  const form = await readForm(request);
  request.method = 'GET';
  request.url = `${request.url?.split('?')[0]}?${form ?? ''}`;
}
