import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type Provider from 'oidc-provider';
import type { SignedIn } from '../sign-in/sign-in-attempt.js';

/** A cookie of a browser, in the format of Playwright's `storageState`. */
export interface BrowserCookie {
  readonly name: string;
  readonly value: string;
  /** Host name of the realm; other hosts do not receive the cookie. */
  readonly domain: string;
  readonly path: string;
  /** When it expires, in seconds since 1970. */
  readonly expires: number;
  readonly httpOnly: boolean;
  readonly secure: boolean;
  readonly sameSite: 'Strict' | 'Lax' | 'None';
}

/** Opens a session without a sign-in, and returns the cookies that a browser would have got. */
export async function openSession(
  provider: Provider,
  {
    signedIn: { subject, methods, acr },
    url,
    path,
    cookieName,
    seconds,
  }: {
    readonly signedIn: SignedIn;
    /** Origin at which the realm is served. */
    readonly url: string;
    readonly path: string;
    readonly cookieName: string;
    /** Lifetime of the session. */
    readonly seconds: number;
  },
): Promise<readonly BrowserCookie[]> {
  const session = new provider.Session();
  session.loginAccount({ accountId: subject, acr, ...(methods ? { amr: [...methods] } : {}) });
  await session.save(seconds);
  // The cookie is signed by the provider itself, in an answer that nobody receives.
  const request = new IncomingMessage(new Socket());
  const context = provider.createContext(request, new ServerResponse(request));
  context.cookies.set(cookieName, session.jti, { signed: true });
  const { hostname, protocol } = new URL(url);
  return [context.response.get('set-cookie')].flat().map((text) => {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(text) ?? [];
    return {
      ...{ name, value, domain: hostname, path, expires: session.exp },
      ...{ httpOnly: true, secure: protocol === 'https:', sameSite: 'Lax' },
    };
  });
}
