import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Clock, type Logger, silentLogger, systemClock } from '@sas-sos/core';
import type { MutualTlsDispatcher } from '@sas-sos/mtls';
import {
  createBrokerClient,
  createInnerClient,
  createPscBroker,
  createRealm,
  type RealmEndpoint,
  type RealmName,
  type RealmRequest,
} from '@sas-sos/test-provider';
import type { ExchangeLog } from '../../state/exchange-log.js';
import type { FaultSwitches } from '../../state/fault-switches.js';
import type { RegulatorDesk } from '../regulators/regulator-desk.js';
import { checkAuthorizationRequest } from './authorization-checks.js';
import { createBackChannelFetch } from './back-channel-fetch.js';
import { type BrowserStates, createBrowserStates } from './browser-states.js';
import { createPscSignIn } from './psc-sign-in.js';
import { realmPages } from './realm-pages.js';
import { createRealmPeople } from './realm-people.js';
import { recordRequest } from './record-request.js';
import { createSasSignIn } from './sas-sign-in.js';
import { createSignOnFaults } from './sign-on-faults.js';
import { createSignOnRegulators } from './sign-on-regulators.js';

/** The realms `sas` (Keycloak's layout) and `esante-wallet` (Pro Santé Connect's). */
export interface IdentityProvider {
  /** Answers a request of one of the realms; `false` for any other. */
  serve(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /**
   * Writes the URL to which the simulator's own pages send a browser to sign in. It comes back to
   * `/sign-in/return` with this `state`, which those pages must check, and a `code`.
   */
  toSignInUrl(state: string): string;
  /** Redeems the code that the browser brings back; `undefined` if it is unknown, or was used. */
  redeem(answer: {
    readonly code: string;
    readonly state: string;
  }): Promise<PlatformSession | undefined>;
  /** Creates signed-in browsers. */
  readonly browserStates: BrowserStates;
  /** Whether a session of the realm `sas` is still open. */
  isOpen(sessionId: string): boolean;
  /** Ends a session of the realm `sas`; the vendor is notified by back-channel logout. */
  endSession(sessionId: string): Promise<void>;
}

/** A session of the realm `sas`. */
export interface PlatformSession {
  readonly sessionId: string;
  readonly regulatorId: string;
}

/** The registration of the vendor's software in both realms. */
export interface VendorClientRegistration {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris: readonly string[];
  /** If `undefined`, it is not notified of sign-outs. */
  readonly backchannelLogoutUri: string | undefined;
  /**
   * Format of the userinfo in the realm `esante-wallet`.
   *
   * @defaultValue `json`
   */
  readonly userinfo?: 'json' | 'jwt' | undefined;
}

/** Dependencies of an identity provider. */
export interface IdentityProviderOptions {
  /** Origin of the simulator. */
  readonly url: string;
  readonly registration: VendorClientRegistration;
  readonly desk: RegulatorDesk;
  readonly faults: FaultSwitches;
  readonly exchanges: ExchangeLog;
  /** Presents the platform's certificate when the vendor is notified of a sign-out. */
  readonly dispatcher?: MutualTlsDispatcher | undefined;
  readonly clock?: Clock | undefined;
  readonly logger?: Logger | undefined;
}

/** Creates both realms, with new keys and without sessions. */
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
  const brokerClient = createBrokerClient({ url, clientId: 'sas-simulator-broker' });
  const portalClient = createInnerClient({
    clientId: 'sas-simulator-portal',
    redirectUri: `${url}/sign-in/return`,
  });
  const signOnFaults = createSignOnFaults(faults);
  const people = {
    sas: createRealmPeople('sas', desk),
    psc: createRealmPeople('esante-wallet', desk),
  };
  const attribute = createSignOnRegulators({
    exchanges,
    findBySubject: (subject) => (people.sas.find(subject) ?? people.psc.find(subject))?.id,
  });
  const { userinfo, ...settings } = registration;
  const vendor = { ...settings, hasRefreshTokens: true };
  const toShared = (name: RealmName) => ({
    name,
    url,
    clock,
    logger,
    pages: realmPages,
    cookiePrefix: 'sas-simulator',
    faults: signOnFaults.read,
    fetch: createBackChannelFetch({ exchanges, dispatcher, clock }),
    onRequest: (request: RealmRequest) => record(name, request),
  });
  const wallet = await createRealm({
    ...toShared('esante-wallet'),
    clients: [{ ...vendor, userinfo }, brokerClient],
    findClaims: people.psc.findClaims,
    signIn: createPscSignIn({ desk, people: people.psc }),
  });
  const sas = await createRealm({
    ...toShared('sas'),
    clients: [vendor, portalClient],
    // The platform always says how a person signed in, whatever the scope.
    scopes: { openid: ['sub', 'acr', 'idp_connect'] },
    findClaims: people.sas.findClaims,
    signIn: createSasSignIn({
      desk,
      broker: createPscBroker(wallet, brokerClient),
      findHolder: people.psc.find,
    }),
  });

  function record(name: RealmName, { endpoint, query, ...asked }: RealmRequest): void {
    const isOwn = [portalClient, brokerClient].some(
      ({ clientId }) => clientId === query.get('client_id'),
    );
    const isChecked = endpoint === 'authorization' && query.has('client_id') && !isOwn;
    recordRequest(asked.request, asked.response, {
      exchanges,
      clock,
      onEnd: attribute,
      recorded: {
        url: asked.url,
        caller: callers[endpoint],
        fault: signOnFaults.take(endpoint),
        checks: isChecked ? checkAuthorizationRequest(query, { name, registration }) : [],
      },
    });
  }

  return {
    serve: (request, response) =>
      signOnFaults.run(
        async () => (await sas.serve(request, response)) || wallet.serve(request, response),
      ),
    toSignInUrl: (state) => sas.toSignInUrl(portalClient, { state, scope: 'openid' }),
    async redeem(answer) {
      const session = await sas.redeem(portalClient, answer);
      return session && { regulatorId: session.subject, sessionId: session.sessionId };
    },
    browserStates: createBrowserStates({ desk, sas, wallet, toHolder: people.psc.toSubject }),
    isOpen: sas.isOpen,
    endSession: sas.endSession,
  };
}

/** The caller of each endpoint. */
const callers: Readonly<Record<RealmEndpoint, 'browser' | 'vendor'>> = {
  discovery: 'vendor',
  token: 'vendor',
  userinfo: 'vendor',
  keys: 'vendor',
  authorization: 'browser',
  logout: 'browser',
  page: 'browser',
};
