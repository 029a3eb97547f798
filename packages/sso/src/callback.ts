import {
  type FetchHandler,
  type HandlerContext,
  type RegulatorRight,
  SasError,
} from '@sas-sos/core';
import type { Attempt, Attempts } from './attempts.js';
import type { FinishSignOn } from './finish-sign-on.js';
import { toRetryPath } from './guard.js';
import { type ProviderError, readProviderError, toErrorRefusal } from './provider-error.js';
import type { Refuse } from './refusals.js';
import { createRefusal } from './refuse.js';
import { redirect } from './responses.js';
import type { SignOnSettings } from './sign-on-options.js';
import type { StartSignOn } from './start-sign-on.js';

/** Maximum characters of an answer: codes have about a hundred. */
const longestAnswer = 8192;

/**
 * Creates the handler that the provider sends the browser back to: it finishes the attempt and
 * redirects to the requested page, or starts again when the provider asks for that.
 */
export function createCallback({
  settings: { method, publicUrl, redirectUri, startPath, logger },
  attempts,
  start,
  finish,
  closeFormer,
  currentRight,
  refuse,
}: {
  readonly settings: SignOnSettings;
  readonly attempts: Attempts;
  readonly start: StartSignOn;
  readonly finish: FinishSignOn;
  /** Closes the session of a regulator in this browser; returns the cookies to set. */
  readonly closeFormer: (request: Request) => Promise<readonly string[]>;
  readonly currentRight: (
    request: Request,
    context?: HandlerContext,
  ) => Promise<RegulatorRight | undefined>;
  readonly refuse: Refuse;
}): FetchHandler {
  /** Starts again after an error, if that may help; otherwise refuses. */
  async function handleError(
    request: Request,
    attempt: Attempt,
    error: ProviderError,
    /** Of the response, whatever it becomes: those of a closed session are added. */
    cookies: string[],
  ): Promise<Response> {
    const { path, origin, isSilent, isRestarted } = attempt;
    const isToRestart = error.isLoginExpired && !isRestarted;
    if (!isSilent && !isToRestart) {
      const retryPath = toRetryPath(attempt);
      return refuse(toErrorRefusal(error), { cookies, retryPath, isOfBrowser: true });
    }
    logger.info({ method: method.name, reason: error.code }, 'A sign-on starts again');
    // Nobody is signed in at the provider any more: as if it had reported a logout.
    const isOver = isSilent && error.code === 'login_required';
    if (isOver) cookies.push(...(await closeFormer(request)));
    const next = { path, origin, isRestarted: isSilent ? isRestarted : true };
    return start(request, next, cookies);
  }

  /** An answer without an attempt: used before, or of another browser. */
  async function handleUnknown(
    request: Request,
    context: HandlerContext | undefined,
  ): Promise<Response> {
    const right = await currentRight(request, context);
    if (!right) throw createRefusal('SAS_SIGN_ON_ATTEMPT_UNKNOWN', 'no cookie');
    // Back, or a reload: the person is signed on, and the answer changes nothing.
    const code = 'SAS_SIGN_ON_ATTEMPT_UNKNOWN';
    logger.info({ code, method: method.name }, 'An answer of the provider was used before');
    return redirect(publicUrl + startPath, {}, 303);
  }

  return async (request, context) => {
    if (request.method !== 'GET') {
      return refuse(new SasError('SAS_METHOD_NOT_ALLOWED', { allow: ['GET'] }));
    }
    const signal = context?.signal ?? request.signal;
    const { attempt, isExpired, cookies } = attempts.take(request, readState(request));
    const set = [...cookies];
    const error = attempt && readProviderError(request.url, method.issuer);
    try {
      if (!attempt) return await handleUnknown(request, context);
      // Before its age: Keycloak's login page expires later than the attempt.
      if (error) return await handleError(request, attempt, error, set);
      if (isExpired) throw createRefusal('SAS_SIGN_ON_ATTEMPT_EXPIRED', 'too late');
      // Behind a proxy the request may have another host; the provider was given this one.
      const url = new URL(redirectUri);
      url.search = new URL(request.url).search;
      if (url.search.length > longestAnswer) {
        throw createRefusal('SAS_SIGN_ON_ANSWER_INVALID', 'too long');
      }
      await finish({ request, attempt, url, signal, setCookies: (more) => set.push(...more) });
      // The path is appended to our own origin: whatever it is, the page is on this site.
      return redirect(publicUrl + attempt.path, { cookies: set });
    } catch (failure) {
      if (signal.aborted) throw failure;
      return refuse(failure, { cookies: set, retryPath: attempt && toRetryPath(attempt) });
    }
  };
}

/** The `state` of an answer; `undefined` if it is missing, repeated or malformed. */
function readState({ url }: Request): string | undefined {
  const states = new URL(url).searchParams.getAll('state');
  const [state] = states;
  return states.length === 1 && state !== undefined && /^[\w-]{43}$/.test(state)
    ? state
    : undefined;
}
