/** A cookie of a request, as received. */
export interface Cookie {
  readonly name: string;
  readonly value: string;
}

/** Reads the cookies of a request, repeated ones included. */
export function readCookies(request: Pick<Request, 'headers'>): Cookie[] {
  const cookies: Cookie[] = [];
  for (const part of (request.headers.get('cookie') ?? '').split(';')) {
    const equals = part.indexOf('=');
    if (equals > 0) {
      cookies.push({ name: part.slice(0, equals).trim(), value: part.slice(equals + 1).trim() });
    }
  }
  return cookies;
}

/** How long a cookie lives, and whether it needs https. */
export interface CookieLife {
  /** Seconds; 0 deletes it. */
  readonly maxAge: number;
  /** Whether it is sent only over https. */
  readonly isSecure: boolean;
}

/** Writes a value of `Set-Cookie`, for the whole site and out of reach of scripts. */
export function toSetCookie({ name, value }: Cookie, { maxAge, isSecure }: CookieLife): string {
  const secure = isSecure ? '; Secure' : '';
  return `${name}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly${secure}; SameSite=Lax`;
}
