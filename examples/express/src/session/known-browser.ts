import { createHmac } from 'node:crypto';
import { createCookie } from './cookie.js';
import { createToken, isSameSecret, isToken } from './secret.js';

/** Recognises the browsers in which the staff has signed in before. */
export interface KnownBrowser {
  /** The identifier of the browser; `undefined` if nobody has signed in there. */
  read(cookies: string | undefined): string | undefined;
  /** Returns the `Set-Cookie` header after a sign-in. */
  write(cookies: string | undefined): string;
}

/**
 * Creates what recognises browsers by a signed cookie, which signs nobody in. Many people may share
 * an address, as behind a proxy that does not pass it on: a stranger who guesses passwords would
 * slow down all of them. A browser that is known has its own count of failures. The password seals
 * the cookie: another password makes all browsers unknown again.
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
  const toSeal = (id: string) =>
    createHmac('sha256', password).update(`known browser ${id}`).digest('base64url');

  function read(cookies: string | undefined): string | undefined {
    const value = cookie.read(cookies) ?? '';
    const [id = '', seal = ''] = value.split('.');
    return isToken(id) && isSameSecret(seal, toSeal(id)) ? id : undefined;
  }

  return {
    read,
    write(cookies) {
      const id = read(cookies) ?? createToken();
      return `${cookie.write(`${id}.${toSeal(id)}`)}; Max-Age=31536000`;
    },
  };
}
