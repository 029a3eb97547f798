import { tryParse } from './try-parse.js';

// The usual form of a page URL up to its query, and the characters of its query. A text with only
// these needs no escape in JSON either.
const plainStart = /^https?:\/\/[A-Za-z0-9.-]+(?::\d{1,5})?\/[!$%&'()*+,\-./0-9:;=@A-Z_a-z~]*\?$/;
const queryCharacters =
  "!$%&'()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~";
const isQueryCharacter = new Uint8Array(128);
for (const character of queryCharacters) isQueryCharacter[character.charCodeAt(0)] = 1;

const percent = 0x25;
const letterO = 0x6f;
const letterR = 0x72;

const longest = 2048;

/** Reads URLs of agenda pages; `undefined` if a text is not a valid one. */
export type AgendaUrlReader = (text: string) => string | undefined;

/** A request to an agenda page to which the platform has appended its `origin`. */
export interface Arrival {
  /** Value of `origin`: the platform that claims to have sent the visitor. Proves nothing. */
  readonly origin: string;
  /**
   * Path and query of the page, as they were before `origin` was appended; leading slashes and
   * backslashes are reduced to one slash, so that no browser takes it for the URL of another site.
   */
  readonly path: string;
  /**
   * Whether `origin` was at the end of the path, where a router would treat it as part of the path.
   */
  readonly isInPath: boolean;
}

const originInPath = /^(.*?)&origin=([^/&]*)$/s;

/**
 * Converts the URL of an agenda page to the one given to the platform, which appends `&origin=…` to
 * it as text: absolute, with a query (`?sas=1` is added if there is none), without fragment,
 * credentials, or an `origin` of its own, which could not be distinguished from the platform's.
 * {@link readArrival} reads it back.
 *
 * @returns `undefined` if the text is not such a URL.
 * @example
 * ```ts
 * toAgendaUrl('https://agenda.example/1'); // 'https://agenda.example/1?sas=1'
 * ```
 */
export function toAgendaUrl(text: string): string | undefined {
  if (text.length > longest) return undefined;
  if (text.includes('#')) return undefined;
  const url = tryParse(() => new URL(text));
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    return undefined;
  }
  if (hasOrigin(url.search, 1)) return undefined;
  // A backslash is the only character of a query that a URL may contain and JSON escapes.
  const href = url.href.replaceAll('\\', '%5C');
  return url.search === '' ? `${href.replace(/\?$/, '')}?sas=1` : href;
}

/**
 * Creates a reader for the pages of one place, which usually differ only in their query: the part
 * before the query is parsed when it changes, and otherwise only compared.
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

/** Whether a query needs no further check: plain characters, and no `origin`. */
function isPlainQuery(text: string, from: number): boolean {
  const { length } = text;
  if (length > longest || length === from) return false;
  let mayHaveOrigin = false;
  for (let i = from; i < length; i += 1) {
    const code = text.charCodeAt(i);
    if (isQueryCharacter[code] !== 1) return false;
    // The name may be encoded, in part or whole.
    if (code === percent || (code === letterO && text.charCodeAt(i + 1) === letterR)) {
      mayHaveOrigin = true;
    }
  }
  return !mayHaveOrigin || !hasOrigin(text, from);
}

/** Whether the query that starts there has a parameter `origin`. */
function hasOrigin(text: string, from: number): boolean {
  // Almost no query has either: looking for them is faster than parsing the query.
  if (!text.includes('origin', from) && !text.includes('%', from)) return false;
  return text.slice(from).split('&').some(isOrigin);
}

/**
 * Reads an arrival from the URL of a request: `origin` is accepted anywhere in the query, and at
 * the end of a path without a query (the platform appends `&origin=…` to any URL, as text).
 *
 * @returns `undefined` if there is no `origin`, or more than one: the right one could not be
 *   determined.
 * @example
 * ```ts
 * readArrival({ url: 'https://agenda.example/1?slot=2&origin=sas' });
 * // { origin: 'sas', path: '/1?slot=2', isInPath: false }
 * ```
 */
export function readArrival({ url }: Pick<Request, 'url'>): Arrival | undefined {
  const { pathname: asked, search } = new URL(url);
  // As a link, `//evil.example` leads to another site, and so does `/\evil.example`.
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
  const [originPart] = parts.filter(isOrigin);
  if (originPart === undefined || others.length !== parts.length - 1) return undefined;
  const origin = decode(originPart.slice(originPart.indexOf('=') + 1));
  if (origin === undefined || !originPart.includes('=')) return undefined;
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
