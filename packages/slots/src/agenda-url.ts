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

/**
 * Turns the address of an agenda page into the one given to the platform, which appends
 * `&origin=…` to it as text: absolute, with a query (`?sas=1` is added where there is none), with
 * no fragment and no credentials.
 *
 * @returns `undefined` when the text is no such address.
 */
export function toAgendaUrl(text: string): string | undefined {
  if (text.length > longest) return undefined;
  if (!URL.canParse(text) || text.includes('#')) return undefined;
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    return undefined;
  }
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

function isPlainQuery(text: string, from: number): boolean {
  if (text.length > longest || text.length === from) return false;
  for (let i = from; i < text.length; i += 1) {
    if (isQueryCharacter[text.charCodeAt(i)] !== 1) return false;
  }
  return true;
}
