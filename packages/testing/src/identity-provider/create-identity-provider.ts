import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type Provider from 'oidc-provider';
import type { AdapterPayload, JWK, KoaContextWithOIDC } from 'oidc-provider';
import type {
  IdentityProvider,
  IdentityProviderFaults,
  IdentityProviderOptions,
  IdentityProviderRequests,
} from './identity-provider.js';
import { serveLogin } from './login-page.js';
import { endpointPaths, layouts, toConfiguration } from './provider-configuration.js';
import { createSigningKey, forge } from './signing-keys.js';

/** Where oidc-provider has its discovery document, whatever the layout. */
const usualDiscoveryPath = '/.well-known/openid-configuration';

// prelude: import { createTestBrowser } from '@sas-sos/testing';
// prelude: declare function application(request: Request): Promise<Response>;
/**
 * Starts an OpenID provider on a port of its own: real codes, real tokens, a real login page, in the
 * layout of the platform's Keycloak or of Pro Santé Connect; and, when told so, one that misbehaves.
 *
 * For tests alone: it keeps everything in memory, and whoever knows a login is let in.
 *
 * @example
 * ```ts
 * await using provider = await createIdentityProvider({
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
export async function createIdentityProvider(
  options: IdentityProviderOptions,
): Promise<IdentityProvider> {
  const { layout = 'sas', clients, users, host = '127.0.0.1', port = 0, tls } = options;
  const { mountPath, discoveryPath } = layouts[layout];
  const { default: OpenidProvider } = await import('oidc-provider');
  const store = new Map<string, AdapterPayload>();
  const cookieKey = randomBytes(16).toString('hex');
  const requests = { discovery: 0, keys: 0, token: 0, userinfo: 0 };
  let faults: IdentityProviderFaults = {};
  let key = await createSigningKey();

  const server = tls ? createTlsServer({ ...tls }) : createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  const { port: listening } = server.address() as AddressInfo;
  const issuer = `${tls ? 'https' : 'http'}://${host}:${listening}${mountPath}`;
  let provider = create();

  function create(): Provider {
    const made = new OpenidProvider(
      issuer,
      toConfiguration({ layout, clients, users, keys: [key.jwk as JWK], store, cookieKey }),
    );
    made.use(misbehaveInBodies);
    return made;
  }

  async function misbehaveInBodies(context: KoaContextWithOIDC, next: () => Promise<void>) {
    await next();
    const { body } = context;
    if (context.path === endpointPaths.userinfo && faults.userinfo === 'other-subject') {
      const claims = { sub: 'somebody-else' };
      if (typeof body === 'string') context.body = await forge(body, { claims }, key);
      else Object.assign(body as object, claims);
      return;
    }
    if (typeof body !== 'object' || body === null) return;
    if (context.path === usualDiscoveryPath && faults.discovery === 'other-issuer') {
      Object.assign(body, { issuer: `${issuer}-other` });
    }
    if (context.path === endpointPaths.token && faults.idToken && 'id_token' in body) {
      body.id_token = await forge(body.id_token as string, faults.idToken, key);
    }
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const original = request.url ?? '/';
    if (!original.startsWith(`${mountPath}/`)) return answer(response, 404);
    const url = original.slice(mountPath.length);
    const endpoint = toEndpoint(url.split('?', 1)[0] ?? '', discoveryPath);
    if (endpoint) {
      requests[endpoint] += 1;
      if (await misbehave(endpoint, response)) return;
    }
    const isDiscovery = endpoint === 'discovery';
    if (!isDiscovery && url.startsWith('/.well-known/')) return answer(response, 404);
    // It tells its mount path by the difference between the two.
    const inside = isDiscovery ? usualDiscoveryPath : url;
    Object.assign(request, { originalUrl: mountPath + inside, url: inside });
    if (await serveLogin(request, response, { provider, users })) return;
    await provider.callback()(request, response);
  }

  /** Answers in place of the provider, where it is to fail as a whole. */
  async function misbehave(
    endpoint: keyof IdentityProviderRequests,
    response: ServerResponse,
  ): Promise<boolean> {
    const fault = faults[endpoint];
    if (typeof fault === 'object') await delay(fault.delay);
    const wrong = {
      down: () => answer(response, endpoint === 'token' || endpoint === 'userinfo' ? 500 : 503),
      'invalid-client': () => answer(response, 401, { error: 'invalid_client' }),
    };
    if (typeof fault !== 'string' || !(fault in wrong)) return false;
    wrong[fault as keyof typeof wrong]();
    return true;
  }

  server.on('request', (request, response) => {
    serve(request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else answer(response, 500);
    });
  });

  async function close(): Promise<void> {
    if (!server.listening) return;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }

  return {
    issuer,
    discoveryUrl: issuer + discoveryPath,
    get requests() {
      return { ...requests };
    },
    misbehave(wanted) {
      faults = wanted;
    },
    behave() {
      faults = {};
    },
    async rotateKeys() {
      key = await createSigningKey();
      provider = create();
    },
    sign: (claims, how) => key.sign(claims, how),
    logIn(browser, page, login) {
      const password = users.find((user) => user.login === login)?.password ?? 'secret';
      return browser.submit(page, { login, password });
    },
    abandon: (browser, page) => browser.submit(page, { abandon: '1' }),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function toEndpoint(
  path: string,
  discoveryPath: string,
): keyof IdentityProviderRequests | undefined {
  if (path === discoveryPath) return 'discovery';
  const names = ['keys', 'token', 'userinfo'] as const;
  return names.find((name) => endpointPaths[name] === path);
}

function answer(response: ServerResponse, status: number, body: object = {}): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
