import type { Attempt } from './attempts.js';
import { callSignOn, changeSession, confirmSession } from './call-vendor.js';
import { findAccount } from './find-account.js';
import type { Provider } from './provider/create-provider.js';
import type { Rights } from './rights.js';
import type { SignOnSettings } from './sign-on-options.js';

/** Finishes an attempt; the cookies are set whether it succeeds or is refused. */
export type FinishSignOn = (attempt: {
  readonly request: Request;
  readonly attempt: Attempt;
  /** The answer of the provider. */
  readonly url: URL;
  readonly signal: AbortSignal;
  readonly setCookies: (cookies: readonly string[]) => void;
}) => Promise<void>;

/**
 * Creates what ends a sign-on: the identity, the account, and the session. The session of the same
 * person is confirmed; that of another person ends, even if the newcomer is refused.
 */
export function createFinishSignOn({
  settings: { method, accounts, signOn, logger },
  provider,
  rights,
  closeFormer,
}: {
  readonly settings: SignOnSettings;
  readonly provider: Provider;
  readonly rights: Rights;
  /** Closes the session of a regulator in this browser; returns the cookies to set. */
  readonly closeFormer: (request: Request) => Promise<readonly string[]>;
}): FinishSignOn {
  return async ({ request, attempt, url, signal, setCookies }) => {
    const identity = await provider.exchange(url, attempt);
    const { sub: subject } = identity.claims;
    const { path, origin } = attempt;
    const former = await callSignOn(() => signOn.currentSession(request), signal);
    try {
      const regulator = await findAccount(identity.claims, { method, accounts, signal });
      const isSame = rights.isOf(former?.seal, { subject, accountId: regulator.id });
      const { right, session } = rights.grant(regulator, { origin, identity });
      const arrival = { session, request, path };
      const confirmed = isSame ? await confirmSession(signOn, right, arrival, signal) : undefined;
      const open = () => signOn.openSession(right, arrival);
      setCookies(confirmed ?? (await changeSession(open, signal)));
      const message = confirmed ? 'A regulator was confirmed' : 'A regulator signed on';
      logger.info({ method: method.name, origin, platformMethod: right.platformMethod }, message);
    } catch (error) {
      // The person who is there now must not go back to the pages of the former one.
      const isOther = former?.seal && !rights.isOf(former.seal, { subject });
      if (isOther) setCookies(await closeFormer(request));
      throw error;
    }
  };
}
