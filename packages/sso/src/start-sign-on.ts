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
    const begun = await attempts.begin(request, attempt);
    const url = new URL(await provider.authorizationUrl(begun.attempt, redirectUri));
    if (attempt.isSilent) url.searchParams.set('prompt', 'none');
    // The method asks for it, and the provider has just said that a page is needed.
    else if (url.searchParams.get('prompt') === 'none') url.searchParams.delete('prompt');
    return redirect(url.href, { cookies: [...cookies, ...begun.cookies] });
  };
}
