import type { IncomingMessage, ServerResponse } from 'node:http';

/** The realms `sas` (Keycloak's layout) and `esante-wallet` (Pro Santé Connect's). */
export interface IdentityProvider {
  /** Answers a request of one of the realms; `false`: it is none of theirs. */
  serve(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /**
   * Where the simulator's own pages send a browser to sign in. It comes back to `/sign-in/return` with
   * this `state`, which is theirs to check, and a `code`.
   */
  toSignInUrl(state: string): string;
  /** Reads the code that the browser brings back; `undefined`: it is none, or was used. */
  redeem(answer: {
    readonly code: string;
    readonly state: string;
  }): Promise<PlatformSession | undefined>;
  /** Whether a session of the realm `sas` goes on. */
  isOpen(sessionId: string): boolean;
  /** Ends a session of the realm `sas`; the vendor hears of it by back-channel logout. */
  endSession(sessionId: string): Promise<void>;
}

/** Somebody's session of the realm `sas`. */
export interface PlatformSession {
  readonly sessionId: string;
  readonly regulatorId: string;
}

/** The vendor's software, as both realms know it. */
export interface VendorClientRegistration {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris: readonly string[];
  /** None: it is not told of a sign-out. */
  readonly backchannelLogoutUri: string | undefined;
  /**
   * Form of what userinfo answers in the realm `esante-wallet`.
   *
   * @defaultValue `json`
   */
  readonly userinfo?: 'json' | 'jwt' | undefined;
}
