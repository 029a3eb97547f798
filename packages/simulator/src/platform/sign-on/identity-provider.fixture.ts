import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { silentLogger, systemClock } from '@sas-sos/core';
import type { TestBrowser, TestPage } from '@sas-sos/test-provider';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
} from 'openid-client';
import { createPortalSignIn } from '../../portal/portal-sign-in.js';
import type { Simulation } from '../../simulation.js';
import { createExchangeLog } from '../../state/exchange-log.js';
import { createFaultSwitches } from '../../state/fault-switches.js';
import type { PlatformRegulator } from '../../state/platform-state.js';
import { demoRegulators } from '../regulators/demo-regulators.js';
import type { RegulatorDesk } from '../regulators/regulator-desk.js';
import { createIdentityProvider, type VendorClientRegistration } from './identity-provider.js';

export const verifier = 'v'.repeat(43);
export const clientSecret = 'a secret of the test';

/** Both realms and the portal on one port, and a vendor that shows what it receives. */
export async function startProvider(
  registration: Partial<VendorClientRegistration> & { readonly sends?: RegulatorDesk['send'] } = {},
) {
  const logouts: string[] = [];
  const vendor = await listen((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      if (request.url === '/sso/backchannel-logout') {
        logouts.push(new URLSearchParams(body).get('logout_token') ?? '');
      }
      response.end(request.url);
    });
  });
  const platform = await listen((request, response) => void answer(request, response));
  const { url } = platform;
  const { desk, sent, change } = createDesk(registration.sends);
  const faults = createFaultSwitches();
  const exchanges = createExchangeLog();
  const provider = await createIdentityProvider({
    url,
    desk,
    faults,
    exchanges,
    registration: {
      clientId: 'agenda',
      clientSecret,
      redirectUris: [`${vendor.url}/sso/callback`],
      postLogoutRedirectUris: [`${vendor.url}/`],
      backchannelLogoutUri: `${vendor.url}/sso/backchannel-logout`,
      ...registration,
    },
  });
  const portal = createPortalSignIn({
    url,
    desk,
    provider,
    faults,
    exchanges,
    clock: systemClock,
    logger: silentLogger,
  } as Partial<Simulation> as Simulation);
  portal.routes.get('/who', (context) =>
    context.text(portal.regulatorOf(context.req.raw)?.id ?? 'nobody'),
  );
  const listener = getRequestListener(portal.routes.fetch, { overrideGlobalObjects: false });

  async function answer(...[request, response]: Parameters<RequestListener>): Promise<void> {
    if (await provider.serve(request, response)) return;
    await listener(request, response);
  }

  return {
    url,
    vendorUrl: vendor.url,
    desk,
    sent,
    change,
    faults,
    exchanges,
    provider,
    logouts,
    async [Symbol.asyncDispose]() {
      await Promise.all([vendor.close(), platform.close()]);
    },
  };
}

export type StartedProvider = Awaited<ReturnType<typeof startProvider>>;

/** The vendor's software, for a realm: a real relying party. */
export async function discover(
  { url }: Pick<StartedProvider, 'url'>,
  realm: 'sas' | 'psc',
  authentication: 'basic' | 'post' = 'basic',
): Promise<Configuration> {
  const address =
    realm === 'sas'
      ? `${url}/realms/sas`
      : `${url}/auth/realms/esante-wallet/.well-known/wallet-openid-configuration`;
  const authenticate = { basic: ClientSecretBasic, post: ClientSecretPost }[authentication];
  return discovery(new URL(address), 'agenda', undefined, authenticate(clientSecret), {
    execute: [allowInsecureRequests, enableNonRepudiationChecks],
  });
}

/** The URL to which the vendor sends a browser. */
export async function toAuthorizationAddress(
  configuration: Configuration,
  started: Pick<StartedProvider, 'vendorUrl'>,
  extra: Readonly<Record<string, string>> = {},
): Promise<string> {
  const isPsc = configuration.serverMetadata().issuer.includes('esante-wallet');
  const url = buildAuthorizationUrl(configuration, {
    redirect_uri: `${started.vendorUrl}/sso/callback`,
    scope: isPsc ? 'openid scope_all' : 'openid email profile',
    ...(isPsc ? { acr_values: 'eidas1' } : {}),
    state: 'a-state',
    nonce: 'a-nonce',
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...extra,
  });
  return url.href;
}

/** The vendor's result for the answer. */
export function redeem(configuration: Configuration, page: Pick<TestPage, 'url'>) {
  return authorizationCodeGrant(configuration, new URL(page.url), {
    expectedState: 'a-state',
    expectedNonce: 'a-nonce',
    pkceCodeVerifier: verifier,
    idTokenExpected: true,
  });
}

/** Signs a person in to the vendor's software through a realm, by a click. */
export async function signIn(
  started: StartedProvider,
  browser: TestBrowser,
  {
    realm = 'sas',
    who = demoRegulators[0],
  }: { realm?: 'sas' | 'psc'; who?: PlatformRegulator } = {},
) {
  const configuration = await discover(started, realm);
  const login = await browser.open(await toAuthorizationAddress(configuration, started));
  const page = await browser.submit(login, { regulator: who?.id ?? '' });
  return { configuration, login, page, tokens: await redeem(configuration, page) };
}

function createDesk(sends?: RegulatorDesk['send']) {
  let regulators: readonly PlatformRegulator[] = demoRegulators;
  const sent: string[] = [];
  const find = (id: string) => regulators.find((regulator) => regulator.id === id);
  const never = () => {
    throw new Error('not asked for here');
  };
  const desk: RegulatorDesk = {
    list: () => regulators,
    find,
    findByEmail: (email) =>
      regulators.find((regulator) => regulator.email.toLowerCase() === email.trim().toLowerCase()),
    findByNationalId: (nationalId) =>
      regulators.find((regulator) => regulator.nationalId === nationalId),
    create: never,
    change: never,
    disable: never,
    enable: never,
    async send(id) {
      sent.push(id);
      const regulator = find(id);
      if (sends) return sends(id);
      return regulator ? { outcome: 'done', regulator } : { outcome: 'unknown' };
    },
  };
  return {
    desk,
    sent,
    change(id: string, fields: Partial<PlatformRegulator>) {
      regulators = regulators.map((regulator) =>
        regulator.id === id ? { ...regulator, ...fields } : regulator,
      );
    },
  };
}

async function listen(listener: RequestListener) {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
