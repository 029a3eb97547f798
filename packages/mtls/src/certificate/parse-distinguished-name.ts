import { SasError } from '@sas-sos/core';
import { decodeUtf8 } from './decode-utf8.js';
import type { DistinguishedName, DistinguishedNameAttribute } from './distinguished-name.js';

// RFC 4514, section 3, and the long names that some proxies use for CN and OU.
const typesByKeyword = new Map([
  ['CN', '2.5.4.3'],
  ['COMMONNAME', '2.5.4.3'],
  ['SN', '2.5.4.4'],
  ['SERIALNUMBER', '2.5.4.5'],
  ['C', '2.5.4.6'],
  ['L', '2.5.4.7'],
  ['ST', '2.5.4.8'],
  ['STREET', '2.5.4.9'],
  ['O', '2.5.4.10'],
  ['OU', '2.5.4.11'],
  ['ORGANIZATIONALUNIT', '2.5.4.11'],
  ['ORGANIZATIONALUNITNAME', '2.5.4.11'],
  ['TITLE', '2.5.4.12'],
  ['GN', '2.5.4.42'],
  ['UID', '0.9.2342.19200300.100.1.1'],
  ['DC', '0.9.2342.19200300.100.1.25'],
  ['ORGANIZATIONIDENTIFIER', '2.5.4.97'],
  ['EMAILADDRESS', '1.2.840.113549.1.9.1'],
]);

const attributeType = /([A-Za-z][A-Za-z0-9-]*|(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))+)=/y;
const escapedPair = /\\(?:([0-9A-Fa-f]{2})|([ "#+,;<=>\\]))/y;
// Neither a separator nor a character that needs escaping: NUL, ", +, comma, ;, <, > and backslash.
const plainCharacters = /[^\0"+,;<>\\]+/y;

/**
 * Parses a distinguished name in the text form of RFC 4514 (and RFC 2253), strictly: a separator
 * within a value cannot split it in two, and an ambiguous name is refused.
 *
 * @throws SasError `SAS_PROXY_SUBJECT_LEGACY` for the slash form (`/C=FR/O=…`), in which a value
 *   can forge an attribute; `SAS_PROXY_SUBJECT_MALFORMED` for everything else, the hexadecimal form
 *   (`#04…`) and quoted values included.
 * @example
 * ```ts
 * parseDistinguishedName('CN=sas,OU=3\\2C1'); // OU is the text "3,1"
 * ```
 * @see https://www.rfc-editor.org/rfc/rfc4514
 */
export function parseDistinguishedName(text: string): DistinguishedName {
  if (text.startsWith('/')) throw new SasError('SAS_PROXY_SUBJECT_LEGACY');
  const attributes: DistinguishedNameAttribute[] = [];
  let at = 0;
  do {
    const type = match(attributeType, text, at);
    if (!type) throw malformed();
    const { value, end } = readValue(text, at + type[0].length);
    attributes.push({ type: toType(type[1] as string), value });
    at = end + 1;
  } while (at <= text.length);
  return attributes;
}

/** Reads a value up to the next separator, or to the end. */
function readValue(text: string, start: number): { value: string; end: number } {
  if (text[start] === ' ' || text[start] === '#') throw malformed();
  const bytes: Uint8Array[] = [];
  let at = start;
  let isSpaceLast = false;
  while (at < text.length && text[at] !== ',' && text[at] !== '+') {
    const escaped = match(escapedPair, text, at);
    const plain = escaped ? null : match(plainCharacters, text, at);
    const [, hex, character] = escaped ?? [];
    if (hex !== undefined) bytes.push(Buffer.from(hex, 'hex'));
    else if (character !== undefined) bytes.push(Buffer.from(character));
    else if (plain?.[0].isWellFormed()) bytes.push(Buffer.from(plain[0]));
    else throw malformed();
    isSpaceLast = plain?.[0].endsWith(' ') ?? false;
    at += (escaped ?? plain)?.[0].length ?? 0;
  }
  if (isSpaceLast) throw malformed();
  try {
    return { value: decodeUtf8(Buffer.concat(bytes)), end: at };
  } catch (cause) {
    throw malformed({ cause });
  }
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function toType(name: string): string {
  return typesByKeyword.get(name.toUpperCase()) ?? name.toLowerCase();
}

function malformed(options?: { readonly cause: unknown }): SasError {
  return new SasError('SAS_PROXY_SUBJECT_MALFORMED', options);
}
