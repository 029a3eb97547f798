import type { Attempts, NewAttempt } from './attempts.js';
import type { Provider } from './provider/create-provider.js';
import { redirect } from './responses.js';

/** Begins an attempt, and redirects the browser to the provider. */
export type StartSignOn = (
  request: Request,
  attempt: NewAttempt,
  /** Other cookies of the response. */
  cookies?: readonly string[],
) => Promise<Response>;

/** Creates the only function that sends a browser to the provider to sign in. */
export function createStartSignOn({
  attempts,
  provider,
  redirectUri,
}: {
  readonly attempts: Attempts;
  readonly provider: Provider;
  readonly redirectUri: string;
}): StartSignOn {
  return async (request, attempt, cookies = []) => {
    const begun = attempts.begin(request, attempt);
    const url = await provider.authorizationUrl(begun.attempt, redirectUri);
    return redirect(url, { cookies: [...cookies, ...begun.cookies] });
  };
}
