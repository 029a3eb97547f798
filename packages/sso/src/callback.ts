import { type FetchHandler, SasError } from '@sas-sos/core';
import type { Attempt, Attempts } from './attempts.js';
import { changeSession } from './call-vendor.js';
import { findAccount } from './find-account.js';
import { toRetryPath } from './guard.js';
import type { Provider } from './provider/create-provider.js';
import type { Refuse } from './refusals.js';
import { createRefusal } from './refuse.js';
import { redirect } from './responses.js';
import type { Rights } from './rights.js';
import type { SignOnSettings } from './sign-on-options.js';

/** Maximum characters of an answer: codes have about a hundred. */
const longestAnswer = 8192;

/**
 * Creates the handler that the provider sends the browser back to: it finishes the attempt, finds
 * the account, has the vendor open a session, and redirects to the requested page.
 */
export function createCallback({
  settings: { method, accounts, signOn, publicUrl, redirectUri, logger },
  attempts,
  provider,
  rights,
  refuse,
}: {
  readonly settings: SignOnSettings;
  readonly attempts: Attempts;
  readonly provider: Provider;
  readonly rights: Rights;
  readonly refuse: Refuse;
}): FetchHandler {
  /** Finishes an attempt; returns the cookies of the new session. */
  async function end(
    request: Request,
    attempt: Attempt,
    signal: AbortSignal,
  ): Promise<readonly string[]> {
    // Behind a proxy the request may have another host; the provider was given this one.
    const url = new URL(redirectUri);
    url.search = new URL(request.url).search;
    if (url.search.length > longestAnswer) {
      throw createRefusal('SAS_SIGN_ON_ANSWER_INVALID', 'too long');
    }
    const identity = await provider.exchange(url, attempt);
    const regulator = await findAccount(identity.claims, { method, accounts, signal });
    const { origin, path } = attempt;
    const { right, session } = await rights.grant(regulator, { origin, identity });
    const cookies = await changeSession(
      () => signOn.openSession(right, { session, request, path }),
      signal,
    );
    const { platformMethod } = right;
    logger.info({ method: method.name, origin, platformMethod }, 'A regulator signed on');
    return cookies;
  }

  return async (request, context) => {
    if (request.method !== 'GET') {
      return refuse(new SasError('SAS_METHOD_NOT_ALLOWED', { allow: ['GET'] }));
    }
    const signal = context?.signal ?? request.signal;
    const { attempt, isExpired, cookies } = await attempts.take(request, readState(request));
    try {
      if (isExpired) throw createRefusal('SAS_SIGN_ON_ATTEMPT_EXPIRED', 'too late');
      if (!attempt) throw createRefusal('SAS_SIGN_ON_ATTEMPT_UNKNOWN', 'no cookie');
      const opened = await end(request, attempt, signal);
      // The path is appended to our own origin: whatever it is, the page is on this site.
      return redirect(publicUrl + attempt.path, { cookies: [...cookies, ...opened] });
    } catch (error) {
      if (signal.aborted) throw error;
      return refuse(error, { cookies, retryPath: attempt && toRetryPath(attempt) });
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
