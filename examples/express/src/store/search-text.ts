import type { Regulator } from '@sas-sos/core';

/** Builds the text by which an account is searched and sorted: folded, name first. */
export function toSearchText(regulator: Regulator): string {
  const { familyName, givenName, email, nationalId, technicalId } = regulator;
  return fold([familyName, givenName, email, nationalId, technicalId].join(' '));
}

const mostWords = 8;

/** Splits a search into words; an account matches if its search text contains all of them. */
export function toSearchWords(text: string): readonly string[] {
  return fold(text)
    .split(/[\s\p{Cc}]+/u)
    .filter((word) => word !== '')
    .slice(0, mostWords);
}

/** Removes accents and converts to lower case: `helene` also finds Hélène. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
