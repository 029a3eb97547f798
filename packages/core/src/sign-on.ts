import type { RegulatorAccount } from './regulator-accounts.js';

/**
 * Marks a right in the types alone. Being a member that nobody may reach, the mark is lost by a spread:
 * nobody puts another account into a right that was made.
 */
declare class RightBrand {
  protected readonly right: true;
}

/**
 * The right of a regulator, as it stands at this request. Only `@sas-sos/sso` makes one: at the end
 * of a sign-on, and again from what the vendor's session kept of it, once the account has been looked
 * at. Ask for one wherever the right matters (`book(right, slot)`), and nothing else will do.
 */
export interface RegulatorRight extends RightBrand {
  /** The account, active, as it is in the store now. */
  readonly regulator: RegulatorAccount;
  /** How the regulator signed on: `SignOnMethod.name`. */
  readonly method: string;
  /** The `origin` of the arrival: which platform the regulator came from. */
  readonly origin: string;
  /** How the regulator signed in to the platform (`idp_connect`): opaque, for the record only. */
  readonly platformMethod?: string | undefined;
  /** When the regulator signed on, in milliseconds since 1970. */
  readonly signedOnAt: number;
}

/**
 * What the vendor keeps in the session of a regulator, and gives back. Texts all of them: columns of
 * its session table.
 */
export interface RegulatorSession {
  /**
   * The right, sealed: encrypted, and made out of nothing else. Some 250 characters; never shown to
   * anyone.
   */
  readonly seal: string;
  /**
   * What the provider wants to be told at logout, sealed; one to three thousand characters. Without it
   * logout works, and the provider may ask the person to confirm it.
   */
  readonly logoutHint: string;
  /** A digest, the same for all sessions of one person at the provider: for `closeProviderSessions`. */
  readonly subjectKey: string;
  /**
   * A digest of the one session at the provider, or of all that it gave no name to: for
   * `closeProviderSessions`.
   */
  readonly providerSessionKey?: string | undefined;
  /** When the right ends whatever happens, in milliseconds since 1970; the session may end then too. */
  readonly expiresAt: number;
}

/** What is asked back of a {@link RegulatorSession}; the rest of a row does no harm. */
export interface KeptRegulatorSession {
  /** `RegulatorSession.seal`; a row without one is a session of the staff. */
  readonly seal: string | null | undefined;
  /** `RegulatorSession.logoutHint`, where it was kept. */
  readonly logoutHint?: string | null | undefined;
}

/** An arrival from the platform that has ended in a sign-on. */
export interface SignOnArrival {
  /** What the session keeps. */
  readonly session: RegulatorSession;
  /** The request that ended the sign-on: a session that its browser has already is to be replaced. */
  readonly request: Request;
  /** The page that the regulator is sent to: a path of this site, with its query. */
  readonly path: string;
}

/** What opening or closing a session puts on the response. */
interface SessionChange {
  /** Values of `Set-Cookie`, one for each. */
  readonly cookies: readonly string[];
}

/**
 * The port over a vendor's sessions: opens the one of a regulator, finds it again, closes it.
 *
 * The session is the vendor's own, beside those of its staff. It carries {@link RegulatorSession} and
 * nothing that makes the right by itself. Each method is waited for ten seconds at most.
 *
 * @see `docs/guides/sign-on.md`
 */
export interface SignOn {
  /**
   * Opens a session for a regulator who has just signed on. Its identifier is new and random, whatever
   * the request brought along; a session that the browser had before no longer counts. The cookie is
   * `HttpOnly`, `SameSite=Lax`, and `Secure` on https.
   */
  openSession(
    right: RegulatorRight,
    arrival: SignOnArrival,
  ): Promise<SessionChange> | SessionChange;

  /**
   * Finds what the session of a request keeps; `undefined` for a request without one, or with one of
   * the staff. Whether the right still holds is not asked here.
   */
  currentSession(
    request: Request,
  ): Promise<KeptRegulatorSession | undefined> | KeptRegulatorSession | undefined;

  /** Closes the session of a request, if there is one, and takes its cookie back. */
  closeSession(request: Request): Promise<SessionChange> | SessionChange;

  /**
   * Closes every session whose `subjectKey` or `providerSessionKey` is this one: the provider says
   * that the person signed out there. None is no error; asked twice, it does nothing more.
   * One logout may ask with two keys. When it rejects, the provider is told to try again later.
   *
   * Optional: without it, back-channel logout is not served.
   */
  closeProviderSessions?(key: string): Promise<void> | void;
}
