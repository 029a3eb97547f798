/** A request to an agenda page to which the platform has added its `origin`. */
export interface Arrival {
  /** Value of `origin`: which platform says that it sent the visitor. Proves nothing. */
  readonly origin: string;
  /** Path and query of the page, as they were before `origin` was added. */
  readonly path: string;
  /** Whether `origin` was found at the end of the path, where a router would take it for a part of it. */
  readonly isInPath: boolean;
}

const inPath = /^(.*?)&origin=([^/&]*)$/s;

/**
 * Reads an arrival off the URL of a request: `origin` is found anywhere in the query, and at the end
 * of a path that has none (the platform appends `&origin=…` to whatever it was given, as text).
 *
 * @returns `undefined` when there is no `origin`, or more than one: nobody could say which is meant.
 */
export function readArrival({ url }: Pick<Request, 'url'>): Arrival | undefined {
  const { pathname, search } = new URL(url);
  if (search !== '') return readQuery(pathname, search);
  const [, path, origin] = inPath.exec(pathname) ?? [];
  if (path === undefined || origin === undefined || path.includes('&origin=')) return undefined;
  const decoded = decode(origin);
  return decoded === undefined ? undefined : { origin: decoded, path, isInPath: true };
}

function readQuery(pathname: string, search: string): Arrival | undefined {
  const parts = search.slice(1).split('&');
  const others = parts.filter((part) => !isOrigin(part));
  const [found] = parts.filter(isOrigin);
  if (found === undefined || others.length !== parts.length - 1) return undefined;
  const origin = decode(found.slice(found.indexOf('=') + 1));
  if (origin === undefined || !found.includes('=')) return undefined;
  const query = others.join('&');
  return { origin, path: query === '' ? pathname : `${pathname}?${query}`, isInPath: false };
}

function isOrigin(part: string): boolean {
  const [name = ''] = part.split('=', 1);
  return decode(name) === 'origin';
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
