import type { Clock, HandlerContext, Logger } from '@sas-sos/core';
import {
  type AgendaVisit,
  createSignOn,
  proSanteConnect,
  type RegulatorSignOn,
  sasDelegation,
} from '@sas-sos/sso';
import { createToken } from '../session/secret.js';
import type { Sessions } from '../session/sessions.js';
import type { FoundSession } from '../store/session-table.js';
import type { Store } from '../store/store.js';
import { createSignOnSessions } from './create-sign-on-sessions.js';
import { openClient } from './open-client.js';
import { signOnRefusalPage } from './refusal-page.js';
import type { SignOnConfig } from './sign-on-config.js';

const methods = { sas: sasDelegation, psc: proSanteConnect } as const;

/** The wired sign-on of regulators. */
export interface VendorSignOn {
  /** The SDK's handlers. */
  readonly handlers: RegulatorSignOn;
  /** The SDK's guard, with the session that it has found. */
  guard(request: Request, context?: HandlerContext): Promise<SessionVisit>;
  /** Origin of the identity provider. */
  readonly providerOrigin: string;
}

/** What a visitor may do, and the session; or the answer. */
type SessionVisit =
  | (Extract<AgendaVisit, { kind: 'pass' }> & { readonly found?: FoundSession | undefined })
  | Extract<AgendaVisit, { kind: 'respond' }>;

/** Wires the sign-on of regulators: the SDK's handlers over the vendor's accounts and sessions. */
export function createVendorSignOn(options: {
  readonly config: SignOnConfig;
  readonly store: Store;
  readonly sessions: Sessions;
  /** Origin of the vendor's site. */
  readonly publicUrl: string;
  readonly logger: Logger;
  readonly clock: Clock;
}): VendorSignOn {
  const { config, store, sessions, publicUrl, logger, clock } = options;
  const { issuer, clientId, origins, cookieSecrets, confirmSeconds } = config;
  const { clientAuthentication, fetch } = openClient(config.client);
  const { signOn, foundFor } = createSignOnSessions(sessions);
  const handlers = createSignOn({
    method: methods[config.method]({ issuer, clientId, clientAuthentication }),
    fetch,
    origins,
    accounts: store.createRegulatorAccounts(),
    signOn,
    cookieSecret: cookieSecrets ?? createToken(),
    publicUrl,
    confirmAfter: confirmSeconds * 1000,
    renderRefusal: signOnRefusalPage,
    logger,
    clock,
  });
  return {
    handlers,
    async guard(request, context) {
      const visit = await handlers.guard(request, context);
      return visit.kind === 'pass' ? { ...visit, found: foundFor(request) } : visit;
    },
    providerOrigin: new URL(issuer).origin,
  };
}
