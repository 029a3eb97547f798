import { createHmac } from 'node:crypto';
import { createCookie } from './cookie.js';
import { createToken, isSameSecret, isToken } from './secret.js';

/** Recognises the browsers in which a user has signed in before. */
export interface KnownBrowser {
  /** The identifier of the browser; `undefined` if this user has not signed in there. */
  read(cookies: string | undefined, user: string): string | undefined;
  /** Returns the `Set-Cookie` header after a sign-in. */
  write(user: string): string;
}

/**
 * Creates what recognises browsers by a signed cookie, which signs nobody in. Many people may share
 * an address, as in an office, or behind a proxy that does not pass it on: a stranger who guesses
 * passwords would slow down all of them. A browser that is known has its own count of failures, for
 * the user who signed in there alone. Each sign-in gives another identifier, so that a copy of the
 * cookie soon has a count of its own. The password seals the cookie: another password makes all
 * browsers unknown again.
 *
 * @see https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
 */
export function createKnownBrowser({
  password,
  isSecure,
}: {
  readonly password: string;
  /** Whether the site is served over HTTPS. */
  readonly isSecure: boolean;
}): KnownBrowser {
  const cookie = createCookie('agenda_browser', { isSecure });
  const toSeal = (id: string, user: string) =>
    createHmac('sha256', password).update(`known browser ${id} ${user}`).digest('base64url');

  return {
    read(cookies, user) {
      const [id = '', seal = ''] = (cookie.read(cookies) ?? '').split('.');
      return isToken(id) && isSameSecret(seal, toSeal(id, user)) ? id : undefined;
    },
    write(user) {
      const id = createToken();
      return `${cookie.write(`${id}.${toSeal(id, user)}`)}; Max-Age=31536000`;
    },
  };
}
