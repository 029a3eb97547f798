import { tryParse } from './try-parse.js';

// What almost every page address looks like up to its query, and which characters its query holds.
// A text of these needs no escape in JSON either.
const plainStart = /^https?:\/\/[A-Za-z0-9.-]+(?::\d{1,5})?\/[!$%&'()*+,\-./0-9:;=@A-Z_a-z~]*\?$/;
const queryCharacters =
  "!$%&'()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~";
const isQueryCharacter = new Uint8Array(128);
for (const character of queryCharacters) isQueryCharacter[character.charCodeAt(0)] = 1;

const longest = 2048;

/** Reads addresses of agenda pages; `undefined` for a text that is none. */
export type AgendaUrlReader = (text: string) => string | undefined;

/** A request to an agenda page to which the platform has added its `origin`. */
export interface Arrival {
  /** Value of `origin`: which platform says that it sent the visitor. Proves nothing. */
  readonly origin: string;
  /**
   * Path and query of the page, as they were before `origin` was added; slashes and backslashes that
   * it begins with are one slash, so that no browser takes it for an address of another site.
   */
  readonly path: string;
  /** Whether `origin` was found at the end of the path, where a router would take it for a part of it. */
  readonly isInPath: boolean;
}

const originInPath = /^(.*?)&origin=([^/&]*)$/s;

/**
 * Turns the address of an agenda page into the one given to the platform, which appends
 * `&origin=…` to it as text: absolute, with a query (`?sas=1` is added where there is none), with
 * no fragment, no credentials, and no `origin` of its own, which nobody could tell from the platform's.
 * {@link readArrival} reads it back.
 *
 * @returns `undefined` when the text is no such address.
 * @example
 * ```ts
 * toAgendaUrl('https://agenda.example/1'); // 'https://agenda.example/1?sas=1'
 * ```
 */
export function toAgendaUrl(text: string): string | undefined {
  if (text.length > longest) return undefined;
  if (!URL.canParse(text) || text.includes('#')) return undefined;
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    return undefined;
  }
  if (hasOrigin(url.search, 1)) return undefined;
  // A backslash is the one character of a query that an address may hold and JSON escapes.
  const href = url.href.replaceAll('\\', '%5C');
  return url.search === '' ? `${href.replace(/\?$/, '')}?sas=1` : href;
}

/**
 * Makes a reader for the pages of one place, which differ by their query alone: what comes before it
 * is read in full when it changes, and compared otherwise.
 */
export function createAgendaUrlReader(): AgendaUrlReader {
  let start = '';
  return (text) => {
    if (start !== '' && text.startsWith(start) && isPlainQuery(text, start.length)) return text;
    const url = toAgendaUrl(text);
    const candidate = text.slice(0, text.indexOf('?') + 1);
    if (url === text && plainStart.test(candidate)) start = candidate;
    return url;
  };
}

/** Whether a query needs no second look: plain characters, and no `origin`. */
function isPlainQuery(text: string, from: number): boolean {
  if (text.length > longest || text.length === from) return false;
  for (let i = from; i < text.length; i += 1) {
    if (isQueryCharacter[text.charCodeAt(i)] !== 1) return false;
  }
  return !hasOrigin(text, from);
}

/** Whether a query that begins there has a parameter `origin`. */
function hasOrigin(text: string, from: number): boolean {
  // Nearly no query has either: looking for them is quicker than taking the query apart.
  if (!text.includes('origin', from) && !text.includes('%', from)) return false;
  return text.slice(from).split('&').some(isOrigin);
}

/**
 * Reads an arrival off the URL of a request: `origin` is found anywhere in the query, and at the end
 * of a path that has none (the platform appends `&origin=…` to whatever it was given, as text).
 *
 * @returns `undefined` when there is no `origin`, or more than one: nobody could say which is meant.
 * @example
 * ```ts
 * readArrival({ url: 'https://agenda.example/1?slot=2&origin=sas' });
 * // { origin: 'sas', path: '/1?slot=2', isInPath: false }
 * ```
 */
export function readArrival({ url }: Pick<Request, 'url'>): Arrival | undefined {
  const { pathname: asked, search } = new URL(url);
  // `//evil.example` as a link leads to another site, and so does `/\evil.example`.
  const pathname = asked.replace(/^[/\\]+/, '/');
  if (search !== '') return readQuery(pathname, search);
  const [, path, origin] = originInPath.exec(pathname) ?? [];
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
  return tryParse(() => decodeURIComponent(text.replaceAll('+', ' ')));
}
