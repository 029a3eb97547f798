/**
 * Converts a phone number, as people write it in France and overseas, to `+` and digits.
 *
 * A national number of ten digits gets the country code of the territory to which ARCEP's numbering
 * plan assigns its range: landlines (`0262`, `0263`, `0269`, `0590`, `0594`, `0596`, `0508`),
 * mobiles (`0639`, `0690` to `0694`, `0696`, `0697`, `07090` to `07093`) and non-geographic numbers
 * (`09395` to `09399`, `09475` to `09479`, `0976`). Every other number gets `+33`, service numbers
 * (`08…`) included. A number after `+33` gets the same code, since these ranges do not exist there:
 * `+33 262 …` is `+262262…`. A number that carries another country code keeps it.
 *
 * Saint-Pierre-et-Miquelon, Wallis-et-Futuna, Nouvelle-Calédonie and Polynésie have numbers of six
 * or eight digits, which do not identify the territory: they are accepted only with their country
 * code (or, for Saint-Pierre-et-Miquelon, after `0508`). The mobiles of Saint-Pierre-et-Miquelon have
 * ten (`070840` to `070845`, `070850` to `070856`).
 *
 * @returns `undefined` if the text is not a number that can be called from abroad: a short number
 *   (`3624`), too few or too many digits, two numbers, letters.
 * @example
 * ```ts
 * toPhoneNumber('01 93 24 67 89'); // '+33193246789'
 * toPhoneNumber('0262 20 10 10'); // '+262262201010'
 * ```
 */
export function toPhoneNumber(text: string): string | undefined {
  const visible = text.length <= 64 ? text.replace(invisible, '') : '';
  if (!/^[\d\s()./+\-\u2010-\u2015]+$/.test(visible)) return undefined;
  const compact = visible.replace(/[^\d+]/g, '');
  if (compact.lastIndexOf('+') > 0) return undefined;
  if (!/^(?:\+|00)/.test(compact)) return fromNational(compact);
  // "+33 (0)1 …": the trunk prefix in brackets is not dialled from abroad.
  const digits = visible.replace(/\(\s*0\s*\)/, '').replace(/\D/g, '');
  return fromInternational(compact.startsWith('+') ? digits : digits.slice(2));
}

// Direction and width marks, which a number copied from an address book may contain.
const invisible = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069]/g;

const nationalNumber = /^[1-9]\d{8}$/;

function fromNational(digits: string): string | undefined {
  const significant = digits.startsWith('0') ? digits.slice(1) : undefined;
  if (significant === undefined || !nationalNumber.test(significant)) return undefined;
  // From elsewhere in France, Saint-Pierre-et-Miquelon is dialled 0508, then its six digits.
  if (significant.startsWith('508')) return fromInternational(significant);
  return `+${countryCodeOf(significant)}${significant}`;
}

// ARCEP, decision 2018-0881 as amended: ranges of the territories that share France's numbering
// plan.
const overseasRanges: readonly (readonly [countryCode: string, range: RegExp])[] = [
  ['262', /^(?:26[239]|639|69[23]|7092|7093[5-9]|939[89]|947[89]|976[239])/],
  ['590', /^(?:590|69[01]|7090|9395|9475|976[018])/],
  ['594', /^(?:594|694|7093[0-4]|9396|9476|976[45])/],
  ['596', /^(?:596|69[67]|7091|9397|9477|976[67])/],
  ['508', /^708(?:4[0-5]|5[0-6])/],
];

/** Country code of the territory to which a nine-digit French national number belongs. */
function countryCodeOf(significant: string): string {
  return overseasRanges.find(([, range]) => range.test(significant))?.[0] ?? '33';
}

// Number of digits after the country code, for the territories of the flows; E.164's bounds apply
// to all others.
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
    // "+33 01 …": the trunk prefix was not removed.
    const significant =
      lengths.includes(rest.length - 1) && rest.startsWith('0') ? rest.slice(1) : rest;
    if (!lengths.includes(significant.length) || significant.startsWith('0')) return undefined;
    // A contact list adds +33 to any French number, overseas ranges included.
    if (countryCode === '33') return fromNational(`0${significant}`);
    return `+${countryCode}${significant}`;
  }
  return /^\d{8,15}$/.test(digits) ? `+${digits}` : undefined;
}
