import type { Page } from './page.js';

/** The pages that a realm shows in addition to its login page; they are read by people. */
export interface RealmPages {
  /** The client cannot be answered: it is unknown, its redirect URI is not registered … */
  refusal(refused: {
    /** Error code of OAuth or OpenID Connect. */
    readonly error: string;
    /** Contains data of the request: escape it. */
    readonly description?: string | undefined;
  }): Page;
  /** The sign-in has already ended, began too long ago, or began in another browser. */
  lostSignIn(): Page;
  /** The form came from another site, or cannot be read. */
  foreignForm(): Page;
  /** Asks to confirm a logout: a form to `action` with the fields `xsrf` and `logout=yes`. */
  confirmLogout(form: { readonly action: string; readonly secret: string }): Page;
  /** The logout is done. */
  signedOut(): Page;
}
