import type { AnsweredCoding } from '../../read/search-set/search-set.js';

/** Whether there are codings, all of the system and among the codes. */
export function isCoded(
  codings: readonly AnsweredCoding[],
  allowed: { readonly system: string; readonly codes: readonly string[]; readonly most?: number },
): boolean {
  return (
    codings.length > 0 &&
    codings.length <= (allowed.most ?? Number.POSITIVE_INFINITY) &&
    codings.every(
      ({ system, code = '' }) => system === allowed.system && allowed.codes.includes(code),
    )
  );
}

/** The codes, as a person reads them. */
export function toCodes(codings: readonly AnsweredCoding[]): string {
  return codings.map(({ system = '?', code = '?' }) => `${system}|${code}`).join(', ');
}
