/**
 * Turns a phone number, as people write it in France and overseas, into `+` and digits.
 *
 * National numbers of ten digits get the country code of the territory that their range belongs
 * to: `0262…` Réunion, `0590…` Guadeloupe, Saint-Martin and Saint-Barthélemy, `0594…` Guyane,
 * `0596…` Martinique, `0269…` Mayotte, and their mobile ranges; every other is `+33`. Numbers that
 * carry a country code keep it.
 *
 * @returns `undefined` when the text is no number that can be called from abroad: a short number
 *   (`3624`), too few digits, letters.
 * @example
 * ```ts
 * toPhoneNumber('01 93 24 67 89'); // '+33193246789'
 * toPhoneNumber('0262 20 10 10'); // '+262262201010'
 * ```
 */
export function toPhoneNumber(text: string): string | undefined {
  if (text.length > 64 || !/^[\d\s()./+\-\u00a0\u2010-\u2015\u202f]+$/.test(text)) return undefined;
  // "+33 (0)1 …": the trunk prefix between brackets is not dialled from abroad.
  const compact = text.replace(/\(0\)/, '').replace(/[^\d+]/g, '');
  if (compact.lastIndexOf('+') > 0) return undefined;
  const international = compact.startsWith('+')
    ? compact.slice(1)
    : compact.startsWith('00')
      ? compact.slice(2)
      : undefined;
  if (international === undefined) return fromNational(compact);
  return fromInternational(international);
}

const nationalNumber = /^[1-9]\d{8}$/;

function fromNational(digits: string): string | undefined {
  const significant = digits.startsWith('0') ? digits.slice(1) : undefined;
  if (significant === undefined || !nationalNumber.test(significant)) return undefined;
  return `+${countryCodeOf(significant)}${significant}`;
}

/** Country code of the territory that a French national number of nine digits belongs to. */
function countryCodeOf(significant: string): string {
  switch (significant.slice(0, 3)) {
    case '262':
    case '263':
    case '269':
    case '639':
    case '692':
    case '693':
      return '262';
    case '590':
    case '690':
    case '691':
      return '590';
    case '594':
    case '694':
      return '594';
    case '596':
    case '696':
    case '697':
      return '596';
    default:
      return '33';
  }
}

// Digits that follow the country code, where the flows have places; elsewhere E.164's bounds hold.
const nationalLengths: readonly (readonly [countryCode: string, lengths: readonly number[]])[] = [
  ['33', [9]],
  ['262', [9]],
  ['590', [9]],
  ['594', [9]],
  ['596', [9]],
  ['508', [6, 9]],
  ['681', [6]],
  ['687', [6]],
  ['689', [8]],
];

function fromInternational(digits: string): string | undefined {
  if (digits.startsWith('0')) return undefined;
  for (const [countryCode, lengths] of nationalLengths) {
    if (!digits.startsWith(countryCode)) continue;
    const rest = digits.slice(countryCode.length);
    // "+33 01 …": the trunk prefix was left in.
    const significant =
      lengths.includes(rest.length - 1) && rest.startsWith('0') ? rest.slice(1) : rest;
    if (!lengths.includes(significant.length) || significant.startsWith('0')) return undefined;
    return `+${countryCode}${significant}`;
  }
  return /^\d{8,15}$/.test(digits) ? `+${digits}` : undefined;
}
