import type { DistinguishedName } from './distinguished-name.js';

/** What names an application and its organisation; nothing else of a subject is shown. */
const shown: ReadonlyMap<string, string> = new Map([
  ['2.5.4.3', 'CN'],
  ['2.5.4.10', 'O'],
  ['2.5.4.11', 'OU'],
]);

/** Attributes of people: surname, title, name, given name, initials, pseudonym, user, e-mail. */
const personal: ReadonlySet<string> = new Set([
  ...['2.5.4.4', '2.5.4.12', '2.5.4.41', '2.5.4.42', '2.5.4.43', '2.5.4.44', '2.5.4.65'],
  ...['0.9.2342.19200300.100.1.1', '1.2.840.113549.1.9.1'],
]);

const longestValue = 100;
const mostAttributes = 10;

/**
 * Writes the CN, O and OU of a subject for logs, in the text form of RFC 4514, such as
 * `CN=sas,OU=318751275100020`. Returns `undefined` for the subject of a person: logs hold no
 * personal data.
 */
export function toSubjectText(name: DistinguishedName): string | undefined {
  if (name.some(({ type, value }) => personal.has(type) || value?.includes('@'))) return undefined;
  return name
    .filter(({ type }) => shown.has(type))
    .slice(0, mostAttributes)
    .map(({ type, value }) => `${shown.get(type)}=${value === undefined ? '' : escapeValue(value)}`)
    .join(',');
}

/** Escapes separators, spaces at the ends, and whatever could break or disguise a line of log. */
function escapeValue(value: string): string {
  return value
    .slice(0, longestValue)
    .replace(/["+,;<>\\=]/g, '\\$&')
    .replace(/^[ #]| $/g, '\\$&')
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, toHexPairs);
}

function toHexPairs(character: string): string {
  const hex = Buffer.from(character, 'utf8').toString('hex').toUpperCase();
  return hex.replace(/../g, '\\$&');
}
