import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Clock, type Logger, silentLogger, systemClock } from '@sas-sos/core';
import type { MutualTlsDispatcher } from '@sas-sos/mtls';
import type { RegulatorDesk } from '../platform/regulators/regulator-desk.js';
import type { ExchangeLog } from '../state/exchange-log.js';
import type { FaultSwitches } from '../state/fault-switches.js';
import { toInnerClientMetadata, toVendorClientMetadata } from './client-metadata.js';
import { endSession } from './end-session.js';
import type { IdentityProvider, VendorClientRegistration } from './identity-provider.js';
import { misbehave, toActiveFault } from './misbehave.js';
import { sendPage } from './pages/page.js';
import { refusalPage } from './pages/refusal-page.js';
import { createRealm, type Realm } from './realm/create-realm.js';
import {
  type RealmEndpoint,
  realmLayouts,
  toRealmEndpoint,
  usualDiscoveryPath,
} from './realm/realm-layout.js';
import { toRealmPeople } from './realm/regulator-claims.js';
import { checkAuthorizationRequest } from './record/authorization-checks.js';
import { createBackChannelFetch } from './record/create-back-channel-fetch.js';
import { recordRequest } from './record/record-request.js';
import { redeemCode, toAuthorizationUrl } from './redeem-code.js';
import { createBrokerClient, createPscBroker } from './sign-in/psc-broker.js';
import { servePscSignIn } from './sign-in/serve-psc-sign-in.js';
import { serveSasSignIn } from './sign-in/serve-sas-sign-in.js';
import { readSignInRequest } from './sign-in/sign-in-request.js';

/** What an identity provider is made of. */
export interface IdentityProviderOptions {
  /** Origin of the simulator. */
  readonly url: string;
  readonly registration: VendorClientRegistration;
  readonly desk: RegulatorDesk;
  readonly faults: FaultSwitches;
  readonly exchanges: ExchangeLog;
  /** Presents the platform's certificate where the vendor is told of a sign-out. */
  readonly dispatcher?: MutualTlsDispatcher | undefined;
  readonly clock?: Clock | undefined;
  readonly logger?: Logger | undefined;
}

/** Makes both realms, with new keys and nobody signed in. */
export async function createIdentityProvider({
  url,
  registration,
  desk,
  faults,
  exchanges,
  dispatcher,
  clock = systemClock,
  logger = silentLogger,
}: IdentityProviderOptions): Promise<IdentityProvider> {
  const brokerClient = createBrokerClient(url);
  const portalClient = {
    clientId: 'sas-simulator-portal',
    redirectUri: `${url}/sign-in/return`,
    key: randomBytes(32),
  };
  const shared = {
    url,
    faults,
    clock,
    logger,
    fetch: createBackChannelFetch({ exchanges, dispatcher, clock }),
  };
  const [sas, wallet] = await Promise.all([
    createRealm({
      ...shared,
      name: 'sas',
      people: toRealmPeople('sas', desk),
      clients: [toVendorClientMetadata(registration), toInnerClientMetadata(portalClient)],
    }),
    createRealm({
      ...shared,
      name: 'esante-wallet',
      people: toRealmPeople('esante-wallet', desk),
      clients: [
        {
          ...toVendorClientMetadata(registration),
          ...(registration.userinfo === 'jwt' ? { userinfo_signed_response_alg: 'RS256' } : {}),
        },
        brokerClient.metadata,
      ],
    }),
  ]);
  const broker = createPscBroker(wallet, brokerClient);

  /** Serves the pages of a realm that are the simulator's own. */
  async function servePage(
    realm: Realm,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<boolean> {
    if (realm === sas) {
      const { pathname, searchParams } = new URL(request.url ?? '/', url);
      const location = broker.toReturnPath(pathname, searchParams);
      if (location !== undefined) {
        response.writeHead(303, { location, 'cache-control': 'no-store' }).end();
        return true;
      }
    }
    const signIn = await readSignInRequest(realm, request, response);
    if (signIn === undefined) return false;
    if (signIn === 'answered') return true;
    if (realm === sas) await serveSasSignIn(signIn, { desk, broker });
    else await servePscSignIn(signIn, { desk, people: wallet.people });
    return true;
  }

  async function serveRealm(
    realm: Realm,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const original = request.url ?? '/';
    const inside = original.slice(realm.mountPath.length);
    const [path = '', query = ''] = inside.split(/\?(.*)/s);
    const endpoint = toRealmEndpoint(realm.name, path);
    const fault = toActiveFault(faults, endpoint);
    const parameters = new URLSearchParams(query);
    const isOwn = [portalClient, brokerClient].some(
      ({ clientId }) => clientId === parameters.get('client_id'),
    );
    const isAsked = path === realmLayouts[realm.name].discoveryPath;
    recordRequest(request, response, {
      exchanges,
      clock,
      recorded: {
        url: url + original,
        caller: callers[endpoint],
        fault,
        checks:
          endpoint === 'authorization' && parameters.has('client_id') && !isOwn
            ? checkAuthorizationRequest(parameters, { name: realm.name, registration })
            : [],
      },
    });
    if (await misbehave(fault, response, faults.read().slowMilliseconds)) return;
    if (!isAsked && path.startsWith('/.well-known/')) {
      response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"not_found"}');
      return;
    }
    // oidc-provider tells its mount path by the difference between the two.
    const forwarded = isAsked ? usualDiscoveryPath : inside;
    // Endpoints are written by the name that was asked; an issuer has one alone.
    if (isAsked) request.headers.host = new URL(url).host;
    Object.assign(request, { originalUrl: realm.mountPath + forwarded, url: forwarded });
    if (endpoint === 'page' && (await servePage(realm, request, response))) return;
    await realm.provider.callback()(request, response);
  }

  return {
    async serve(request, response) {
      const realm = [sas, wallet].find(({ mountPath }) => request.url?.startsWith(`${mountPath}/`));
      if (!realm) return false;
      try {
        await serveRealm(realm, request, response);
      } catch (error) {
        logger.error({ realm: realm.name, err: error }, 'The identity provider failed');
        if (response.headersSent) response.destroy();
        else sendPage(response, { ...refusalPage({ error: 'server_error' }), status: 500 });
      }
      return true;
    },
    toSignInUrl: (state) => toAuthorizationUrl(sas, portalClient, { state, scope: 'openid' }),
    async redeem(answer) {
      const code = await redeemCode(sas, portalClient, answer);
      if (code?.accountId === undefined || code.sessionUid === undefined) return undefined;
      return { regulatorId: code.accountId, sessionId: code.sessionUid };
    },
    isOpen: (sessionId) => sas.store.hasSession(sessionId),
    async endSession(sessionId) {
      const session = await sas.provider.Session.findByUid(sessionId);
      if (session) await endSession(sas.provider, session);
    },
  };
}

/** Who asks what. */
const callers: Readonly<Record<RealmEndpoint, 'browser' | 'vendor'>> = {
  discovery: 'vendor',
  token: 'vendor',
  userinfo: 'vendor',
  keys: 'vendor',
  authorization: 'browser',
  logout: 'browser',
  page: 'browser',
};
