/** The cookies of a browser. */
export interface CookieJar {
  /** The `Cookie` header for an address; empty without cookies. */
  header(url: string): string;
  /** Stores the values of `Set-Cookie`. */
  store(url: string, values: readonly string[]): void;
  /** Removes the cookies that an origin set. */
  forget(origin: string): void;
}

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly host: string;
  readonly path: string;
  readonly isSecure: boolean;
  /** Who set it: a browser sends it to every port of the host. */
  readonly origin: string;
}

/** Creates an empty jar, which honours host, path, `Secure`, `Max-Age` and `Expires`. */
export function createCookieJar(): CookieJar {
  const cookies = new Map<string, Cookie>();
  return {
    header(url) {
      const { hostname, pathname, protocol } = new URL(url);
      return [...cookies.values()]
        .filter(
          ({ host, path, isSecure }) =>
            host === hostname &&
            (pathname === path || pathname.startsWith(path.replace(/\/?$/, '/'))) &&
            (!isSecure || protocol === 'https:'),
        )
        .map(({ name, value }) => `${name}=${value}`)
        .join('; ');
    },
    store(url, values) {
      const { hostname: host, pathname, protocol, origin } = new URL(url);
      for (const text of values) {
        const [pair = '', ...rest] = text.split(';').map((part) => part.trim());
        const equals = pair.indexOf('=');
        const name = pair.slice(0, equals);
        const read = readAttributes(rest);
        const path = read.path ?? pathname.slice(0, Math.max(1, pathname.lastIndexOf('/')));
        const key = `${host} ${path} ${name}`;
        if (equals <= 0 || (read.isSecure && protocol !== 'https:')) continue;
        const { isSecure } = read;
        if (read.isGone) cookies.delete(key);
        else
          cookies.set(key, { name, value: pair.slice(equals + 1), host, path, isSecure, origin });
      }
    },
    forget(origin) {
      for (const [key, cookie] of cookies) if (cookie.origin === origin) cookies.delete(key);
    },
  };
}

function readAttributes(parts: readonly string[]) {
  const attributes = new Map(
    parts.map((part) => {
      const [name = '', ...value] = part.split('=');
      return [name.toLowerCase(), value.join('=')];
    }),
  );
  const maxAge = attributes.get('max-age');
  const expires = attributes.get('expires');
  const isGone =
    maxAge === undefined
      ? expires !== undefined && Date.parse(expires) <= Date.now()
      : Number(maxAge) <= 0;
  const path = attributes.get('path');
  return {
    path: path?.startsWith('/') ? path : undefined,
    isSecure: attributes.has('secure'),
    isGone,
  };
}
