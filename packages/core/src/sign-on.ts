import type { RegulatorAccount } from './regulator-accounts.js';

/**
 * Brands a right in the types only. Because the member is private, a spread loses it: a right
 * cannot be copied with another account in it.
 */
declare class RightBrand {
  protected readonly right: true;
}

/**
 * The right of a regulator, as it is at this request. Only `@sas-sos/sso` creates one: at the end
 * of a sign-on, and again from what the vendor's session stored, after checking the account.
 * Require it wherever the right matters (`book(right, slot)`): no other value has this type.
 */
export interface RegulatorRight extends RightBrand {
  /** The account, active, as it is in the store now. */
  readonly regulator: RegulatorAccount;
  /** How the regulator signed on: `SignOnMethod.name`. */
  readonly method: string;
  /** The `origin` of the arrival: the platform that the regulator came from. */
  readonly origin: string;
  /** How the regulator signed in to the platform (`idp_connect`): opaque, only for records. */
  readonly platformMethod?: string | undefined;
  /**
   * When the provider last confirmed who the regulator is, in milliseconds since 1970: at the
   * sign-on, or at a later arrival from the platform.
   */
  readonly signedOnAt: number;
}

/**
 * What the vendor stores in a regulator's session, and returns later. All texts: columns of its
 * session table.
 */
export interface RegulatorSession {
  /**
   * The right, sealed: encrypted, and impossible to create by other means. About 300 characters;
   * never shown to anyone.
   */
  readonly seal: string;
  /**
   * What the provider needs at logout, sealed; one to three thousand characters. Without it logout
   * works, but the provider may ask the person to confirm it.
   */
  readonly logoutHint: string;
  /**
   * A digest, the same for all sessions of one person at the provider: for `closeProviderSessions`,
   * and a name under which drafts can be kept in the browser.
   */
  readonly subjectKey: string;
  /**
   * A digest of the one session at the provider, or of all the sessions that it did not identify:
   * for `closeProviderSessions`.
   */
  readonly providerSessionKey?: string | undefined;
  /**
   * When the right ends at the latest, in milliseconds since 1970; the session may end then too.
   */
  readonly expiresAt: number;
}

/** The part of a {@link RegulatorSession} that the SDK needs back; other columns are ignored. */
export interface KeptRegulatorSession {
  /** `RegulatorSession.seal`; a row without one is a session of the staff. */
  readonly seal: string | null | undefined;
  /** `RegulatorSession.logoutHint`, if it was stored. */
  readonly logoutHint?: string | null | undefined;
}

/** An arrival from the platform that ended in a sign-on. */
export interface SignOnArrival {
  /** What to store in the session. */
  readonly session: RegulatorSession;
  /**
   * The request that ended the sign-on: a session that its browser already has must be replaced.
   */
  readonly request: Request;
  /** The page to send the regulator to: a path of this site, with its query. */
  readonly path: string;
}

/** What opening or closing a session adds to the response. */
interface SessionChange {
  /** Values of `Set-Cookie`, one per cookie. */
  readonly cookies: readonly string[];
}

/**
 * The port over a vendor's sessions: opens the session of a regulator, finds it again, closes it.
 *
 * The session is the vendor's own, as for its staff. It carries a {@link RegulatorSession}, and
 * nothing in it gives the right by itself. The SDK waits ten seconds at most for each method.
 *
 * @see `docs/guides/sign-on.md`
 */
export interface SignOn {
  /**
   * Opens a session for a regulator who has just signed on. Its identifier is new and random, even
   * if the request brought one; a session that the browser had before is no longer valid, and
   * neither are the forms that were created for it: it may have been another person's. The cookie
   * is `HttpOnly`, `SameSite=Lax`, and `Secure` on https.
   */
  openSession(
    right: RegulatorRight,
    arrival: SignOnArrival,
  ): Promise<SessionChange> | SessionChange;

  /**
   * Stores `arrival.session` in the session of `arrival.request`, in place of what it stored
   * before: the provider has just confirmed that the same person is still there. The identifier
   * and the forms of that session stay valid. Returns `undefined` if it no longer exists; then
   * `openSession` is called.
   *
   * Optional: without it, each confirmation opens a new session, and the forms that the regulator
   * left open are refused.
   */
  confirmSession?(
    right: RegulatorRight,
    arrival: SignOnArrival,
  ): Promise<SessionChange | undefined> | SessionChange | undefined;

  /**
   * Finds what the session of a request stores; `undefined` for a request without a session, or
   * with one of the staff. It does not check whether the right is still valid.
   */
  currentSession(
    request: Request,
  ): Promise<KeptRegulatorSession | undefined> | KeptRegulatorSession | undefined;

  /** Closes the session of a request, if there is one, and deletes its cookie. */
  closeSession(request: Request): Promise<SessionChange> | SessionChange;

  /**
   * Closes every session whose `subjectKey` or `providerSessionKey` is this one: the provider
   * reports that the person signed out there. Finding none is not an error, nor is a repeated call.
   * One logout may call it with two keys. If it rejects, the provider is asked to try again later.
   *
   * Implement it: it is what ends a session at a shared desk as soon as its person signs out of the
   * platform. Without it, back-channel logout is not served.
   */
  closeProviderSessions?(key: string): Promise<void> | void;
}
