import { type HandlerContext, type RegulatorRight, SasError } from '@sas-sos/core';
import { type Arrival, readArrival } from '@sas-sos/fhir-http';
import type { Attempts } from './attempts.js';
import type { Provider } from './provider/create-provider.js';
import type { Refuse } from './refusals.js';
import { redirect } from './responses.js';

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
  origins,
  publicUrl,
  redirectUri,
  attempts,
  provider,
  currentRight,
  refuse,
}: {
  readonly origins: ReadonlySet<string>;
  readonly publicUrl: string;
  readonly redirectUri: string;
  readonly attempts: Attempts;
  readonly provider: Provider;
  readonly currentRight: (
    request: Request,
    context?: HandlerContext,
  ) => Promise<RegulatorRight | undefined>;
  readonly refuse: Refuse;
}): AgendaGuard {
  async function signOn(request: Request, { path, origin }: Arrival): Promise<Response> {
    if (path.length > longestPath) throw new SasError('SAS_URL_TOO_LONG');
    const { attempt, cookies } = await attempts.begin(request, { path, origin });
    return redirect(await provider.authorizationUrl(attempt, redirectUri), { cookies });
  }

  return async (request, context) => {
    const arrival = readArrival(request);
    const isPage = request.method === 'GET' || request.method === 'HEAD';
    const isFromPlatform = arrival !== undefined && isPage && origins.has(arrival.origin);
    try {
      const right = await currentRight(request, context);
      if (!isFromPlatform) return { kind: 'pass', right, arrival };
      if (!right) return { kind: 'respond', response: await signOn(request, arrival) };
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
