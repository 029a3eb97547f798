import type { Regulator } from '@sas-sos/core';

/** What an account is searched by, and sorted by: folded, the name first. */
export function toSearchText(regulator: Regulator): string {
  const { familyName, givenName, email, nationalId, technicalId } = regulator;
  return fold([familyName, givenName, email, nationalId, technicalId].join(' '));
}

const mostWords = 8;

/** The words of a search; an account is found when its search text contains each of them. */
export function toSearchWords(text: string): readonly string[] {
  return fold(text)
    .split(/[\s\p{Cc}]+/u)
    .filter((word) => word !== '')
    .slice(0, mostWords);
}

/** Without accents, in lower case: whoever searches for `helene` means Hélène too. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
