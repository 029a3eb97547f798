import { type Clock, type HandlerContext, type RegulatorRight, SasError } from '@sas-sos/core';
import { type Arrival, readArrival } from '@sas-sos/fhir-http';
import type { WatchOrigins } from './environments/watch-origins.js';
import type { SignOnMethod } from './methods/sign-on-method.js';
import type { Refuse } from './refusals.js';
import { redirect } from './responses.js';
import type { StartSignOn } from './start-sign-on.js';

/** What to do with a request to an agenda page. */
export type AgendaVisit =
  | {
      /** The vendor answers, with what the visitor may do. */
      readonly kind: 'pass';
      /** The right of the regulator whose session this is; absent for any other visitor. */
      readonly right?: RegulatorRight | undefined;
      /** The `origin` of the request, accepted or not. */
      readonly arrival?: Arrival | undefined;
    }
  | {
      /** The answer: a redirect, or the page of a refusal. */
      readonly kind: 'respond';
      readonly response: Response;
    };

/** Checks a request to an agenda page before the vendor does. */
export type AgendaGuard = (request: Request, context?: HandlerContext) => Promise<AgendaVisit>;

/** Maximum length of the page to return to after the sign-on; agenda URLs have the same limit. */
const longestPath = 2048;

/** Creates the guard of agenda pages. */
export function createGuard({
  method,
  origins,
  watchOrigins,
  publicUrl,
  confirmAfter,
  start,
  currentRight,
  refuse,
  clock,
}: {
  readonly method: SignOnMethod;
  readonly origins: ReadonlySet<string>;
  readonly watchOrigins: WatchOrigins;
  readonly publicUrl: string;
  /** Milliseconds after which an arrival confirms who is there. */
  readonly confirmAfter: number;
  readonly start: StartSignOn;
  readonly currentRight: (
    request: Request,
    context?: HandlerContext,
  ) => Promise<RegulatorRight | undefined>;
  readonly refuse: Refuse;
  readonly clock: Clock;
}): AgendaGuard {
  const prompt = method.authorizationParameters?.['prompt'];

  async function signOn(
    request: Request,
    { path, origin }: Arrival,
    { isConfirmation }: { readonly isConfirmation: boolean },
  ): Promise<Response> {
    if (path.length > longestPath) throw new SasError('SAS_URL_TOO_LONG');
    // Without a page the provider says whether anybody is signed in; then the former session ends,
    // even if the person who sees the login page goes back instead.
    const isSilent = prompt === 'none' || (isConfirmation && prompt === undefined);
    return start(request, { path, origin, isSilent });
  }

  /** Whether someone else may be at the desk by now. A clock that was set back counts too. */
  function isToConfirm({ signedOnAt }: RegulatorRight): boolean {
    return Math.abs(clock.now() - signedOnAt) >= confirmAfter;
  }

  return async (request, context) => {
    const arrival = readArrival(request);
    const isPage = request.method === 'GET' || request.method === 'HEAD';
    if (arrival && isPage) watchOrigins(arrival.origin);
    const isFromPlatform = arrival !== undefined && isPage && origins.has(arrival.origin);
    try {
      const right = await currentRight(request, context);
      if (!isFromPlatform) return { kind: 'pass', right, arrival };
      if (!right || isToConfirm(right)) {
        const isConfirmation = right !== undefined;
        return { kind: 'respond', response: await signOn(request, arrival, { isConfirmation }) };
      }
      // A router would not recognise the page by a path with `origin` appended.
      if (arrival.isInPath) {
        return { kind: 'respond', response: redirect(publicUrl + arrival.path) };
      }
      return { kind: 'pass', right, arrival };
    } catch (error) {
      if ((context?.signal ?? request.signal).aborted) throw error;
      const retryPath = isFromPlatform ? toRetryPath(arrival) : undefined;
      return { kind: 'respond', response: await refuse(error, { retryPath }) };
    }
  };
}

/** The page, as the platform links to it. */
export function toRetryPath({ path, origin }: Pick<Arrival, 'path' | 'origin'>): string {
  return `${path}${path.includes('?') ? '&' : '?'}origin=${encodeURIComponent(origin)}`;
}
