/** The cookies of a test browser. */
export interface CookieJar {
  /** Returns the `Cookie` header of a request to an address; empty without cookies for it. */
  header(url: string): string;
  /** Stores the `Set-Cookie` values of an answer from an address. */
  store(url: string, setCookies: readonly string[]): void;
  /** Lists names and values of all cookies. */
  list(): readonly { readonly name: string; readonly value: string }[];
  /** Changes the value of a cookie. */
  change(name: string, value: string): void;
  /** Removes a cookie, or all of them. */
  forget(name?: string): void;
}

interface StoredCookie {
  readonly name: string;
  value: string;
  readonly host: string;
  readonly path: string;
  readonly isSecure: boolean;
  readonly expiresAt: number;
}

/** Creates an empty jar that honours host, path, `Secure`, `Max-Age`, `Expires` and `__Host-`. */
export function createCookieJar(): CookieJar {
  const cookies = new Map<string, StoredCookie>();

  return {
    header(url) {
      const { hostname, pathname, protocol } = new URL(url);
      return [...cookies.values()]
        .filter(({ host, path, isSecure, expiresAt }) => {
          const isUnder = pathname === path || pathname.startsWith(path.replace(/\/?$/, '/'));
          const isSafe = !isSecure || protocol === 'https:';
          return host === hostname && isUnder && isSafe && expiresAt > Date.now();
        })
        .map(({ name, value }) => `${name}=${value}`)
        .join('; ');
    },

    store(url, setCookies) {
      for (const text of setCookies) {
        const cookie = parse(url, text);
        if (!isAdmissible(cookie, url, text)) continue;
        const key = `${cookie.host} ${cookie.path} ${cookie.name}`;
        if (cookie.expiresAt > Date.now()) cookies.set(key, cookie);
        else cookies.delete(key);
      }
    },

    list: () => [...cookies.values()].map(({ name, value }) => ({ name, value })),

    change(name, value) {
      for (const cookie of cookies.values()) if (cookie.name === name) cookie.value = value;
    },

    forget(name) {
      for (const [key, cookie] of cookies) {
        if (name === undefined || cookie.name === name) cookies.delete(key);
      }
    },
  };
}

function parse(url: string, text: string): StoredCookie {
  const { hostname, pathname } = new URL(url);
  const [pair = '', ...rest] = text.split(';').map((part) => part.trim());
  const attributes = new Map(
    rest.map((part) => {
      const [name = '', ...value] = part.split('=');
      return [name.toLowerCase(), value.join('=')];
    }),
  );
  const equals = pair.indexOf('=');
  const folder = pathname.slice(0, Math.max(1, pathname.lastIndexOf('/')));
  return {
    name: pair.slice(0, equals),
    value: pair.slice(equals + 1),
    host: hostname,
    path: attributes.get('path') ?? folder,
    isSecure: attributes.has('secure'),
    expiresAt: toExpiry(attributes),
  };
}

function toExpiry(attributes: ReadonlyMap<string, string>): number {
  const maxAge = attributes.get('max-age');
  if (maxAge !== undefined) return Date.now() + Number(maxAge) * 1000;
  const expires = attributes.get('expires');
  return expires === undefined ? Number.POSITIVE_INFINITY : Date.parse(expires);
}

/** Browsers refuse a secure cookie over http, and one without the attributes its prefix requires. */
function isAdmissible({ name, path, isSecure }: StoredCookie, url: string, text: string): boolean {
  if (isSecure && !url.startsWith('https:')) return false;
  if (name.startsWith('__Host-')) return isSecure && path === '/' && !/;\s*domain=/i.test(text);
  return !name.startsWith('__Secure-') || isSecure;
}
