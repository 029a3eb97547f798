import { createHash } from 'node:crypto';
import type { FetchHandler, HandlerContext, RegulatorRight } from '@sas-sos/core';
import { createAttempts } from './attempts.js';
import { createBackchannelLogout } from './backchannel-logout.js';
import { callSignOn } from './call-vendor.js';
import { createCallback } from './callback.js';
import { createCloseFormer } from './close-former.js';
import { createWatchOrigins } from './environments/watch-origins.js';
import { createFinishSignOn } from './finish-sign-on.js';
import { type AgendaGuard, createGuard, toRetryPath } from './guard.js';
import { createLogout } from './logout.js';
import { createMeasureSteps } from './measure-steps.js';
import { createProvider } from './provider/create-provider.js';
import { createProviderFetch } from './provider/provider-fetch.js';
import { createRefuse } from './refusals.js';
import { createRights } from './rights.js';
import { createSealer } from './sealer.js';
import { readSignOnOptions, type SignOnOptions } from './sign-on-options.js';
import { createStartSignOn } from './start-sign-on.js';

/** The sign-on of regulators: mount its handlers, and call its guard before every agenda page. */
export interface RegulatorSignOn {
  /**
   * Checks a request to an agenda page: redirects an arrival from the platform to the provider, and
   * returns what any other visitor may do. Rejects only with the signal's reason, when nobody
   * waits.
   */
  readonly guard: AgendaGuard;
  /**
   * Returns the right of the regulator whose session a request belongs to, or `undefined`. The
   * account is read each time: the right ends with the request after the one that disabled or
   * changed it.
   *
   * @throws SasError `SAS_REGULATORS_UNAVAILABLE`, `SAS_SIGN_ON_SESSION_FAILED`
   */
  currentRight(request: Request, context?: HandlerContext): Promise<RegulatorRight | undefined>;
  /**
   * Returns the address at which a regulator signs on and then sees a page of this site: its path,
   * with the first of `origins`. For the link on a page that reports that a session has ended: a
   * person who is still signed in to the platform comes back without another page. Put the address
   * of a page there, never that of a form.
   */
  toSignOnPath(path: string): string;
  /**
   * Whether a value is a right that this sign-on created; an object with the same members is not.
   */
  isRight(value: unknown): value is RegulatorRight;
  /** Where the provider sends the browser back to; mount it at `callbackPath`. */
  readonly callback: FetchHandler;
  /**
   * Signs out, here and at the provider: the target of a link or of a form. Without a session here,
   * only at the provider, which then asks the person. If the provider cannot be reached, a page
   * says so.
   */
  readonly logout: FetchHandler;
  /** Receives the provider's notice, server to server, that a person signed out there. */
  readonly backchannelLogout: FetchHandler;
}

// prelude: import { type ClientAuthentication, sasDelegation } from '@sas-sos/sso';
// prelude: import { accounts } from './regulator-accounts.js';
// prelude: import { sessions } from './sessions.js';
// prelude: import { showAgenda } from './pages.js';
// prelude: declare const issuer: string, clientId: string, cookieSecret: string;
// prelude: declare const clientAuthentication: ClientAuthentication;
/**
 * Creates the sign-on of regulators from a method and the vendor's sessions.
 *
 * It waits ten seconds at most for each call of `accounts` and of `signOn`, and then refuses the
 * request with `SAS_REGULATORS_UNAVAILABLE` or `SAS_SIGN_ON_SESSION_FAILED`.
 *
 * It sends nothing to the provider before the first arrival, and keeps nothing between two requests
 * except the provider's metadata and keys: any instance can finish what another started.
 *
 * @throws SasError `SAS_OPTION_INVALID` when an option is invalid; `issues[0].expression` names it.
 * @example
 * ```ts
 * const regulators = createSignOn({
 *   method: sasDelegation({ issuer, clientId, clientAuthentication }),
 *   origins: ['sas'],
 *   accounts,
 *   signOn: sessions,
 *   cookieSecret,
 *   publicUrl: 'https://agenda.example',
 * });
 *
 * async function serveAgenda(request: Request): Promise<Response> {
 *   const visit = await regulators.guard(request);
 *   if (visit.kind === 'respond') return visit.response;
 *   return showAgenda(request, visit.right);
 * }
 * ```
 */
export function createSignOn(options: SignOnOptions): RegulatorSignOn {
  const settings = readSignOnOptions(options);
  const { method, secrets, clock, logger, signOn, accounts, publicUrl } = settings;
  // A text sealed for one provider must not open in the sign-on of another.
  const owner = `${method.issuer} ${method.clientId}`;
  const seal = (purpose: string) => createSealer(secrets, `${purpose} ${owner}`);

  const provider = createProvider({
    method,
    clock,
    fetch: createProviderFetch({ fetch: settings.fetch, timeLimit: settings.providerTimeLimit }),
  });
  const attempts = createAttempts({
    sealer: seal('attempt'),
    tag: createHash('sha256').update(owner).digest('hex').slice(0, 6),
    isSecure: publicUrl.startsWith('https:'),
    clock,
  });
  const rights = createRights({
    accounts,
    method: method.name,
    platformMethodClaim: method.platformMethodClaim,
    sealer: seal('right'),
    hintSealer: seal('logout'),
    owner,
    lifetime: settings.rightLifetime,
    clock,
  });
  const refuse = createRefuse({
    logger,
    method: method.name,
    startPath: settings.startPath,
    renderRefusal: settings.renderRefusal,
  });
  const start = createStartSignOn({ attempts, provider, redirectUri: settings.redirectUri });
  const closeFormer = createCloseFormer({ signOn, logger });
  const measured = createMeasureSteps({ method: method.name });
  const finish = createFinishSignOn({ settings, provider, rights, closeFormer });

  async function currentRight(request: Request, context?: HandlerContext) {
    const signal = context?.signal ?? request.signal;
    const session = await callSignOn(() => signOn.currentSession(request), signal);
    return session && rights.restore(session.seal, signal);
  }

  return {
    guard: measured.guard(
      createGuard({
        ...settings,
        watchOrigins: createWatchOrigins(settings),
        start,
        currentRight,
        refuse,
      }),
    ),
    currentRight,
    toSignOnPath: (path) =>
      // One slash: the address stays on this site, whatever the vendor's router left in the path.
      toRetryPath({ path: path.replace(/^[/\\]*/, '/'), origin: [...settings.origins][0] ?? '' }),
    isRight: rights.isRight,
    callback: measured.handler(
      'callback',
      createCallback({ settings, attempts, start, finish, closeFormer, currentRight, refuse }),
    ),
    logout: measured.handler('logout', createLogout({ ...settings, provider, rights, refuse })),
    backchannelLogout: measured.handler(
      'backchannel_logout',
      createBackchannelLogout({ signOn, provider, rights, logger }),
    ),
  };
}
