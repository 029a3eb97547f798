import type { Page } from './page.js';

/** The pages that a realm shows beside its login page; a person reads them. */
export interface RealmPages {
  /** Nothing can be answered to the client: it is unknown, its redirect URI is not registered … */
  refusal(refused: {
    /** Error code of OAuth or OpenID Connect. */
    readonly error: string;
    /** Made of what the request held: to be escaped. */
    readonly description?: string | undefined;
  }): Page;
  /** The sign-in has ended already, began too long ago, or began in another browser. */
  lostSignIn(): Page;
  /** A form that another site sent, or one that cannot be read. */
  foreignForm(): Page;
  /** Asks whether a logout is meant: a form to `action` with the fields `xsrf` and `logout=yes`. */
  confirmLogout(form: { readonly action: string; readonly secret: string }): Page;
  /** The logout is done. */
  signedOut(): Page;
}
