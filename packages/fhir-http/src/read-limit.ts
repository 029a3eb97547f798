import { SasError } from '@sas-sos/core';

/**
 * Reads a limit from the options of a factory: a whole number, from 1 unless `least` differs.
 *
 * @param option - its path, such as `limits.bodyBytes`
 * @throws SasError `SAS_OPTION_INVALID`, with `option` as its expression.
 */
export function readLimit(
  option: string,
  value: number | undefined,
  range: { readonly defaultValue: number; readonly least?: number; readonly most?: number },
): number {
  const { defaultValue, least = 1, most = Number.MAX_SAFE_INTEGER } = range;
  if (value === undefined) return defaultValue;
  if (Number.isSafeInteger(value) && value >= least && value <= most) return value;
  throw SasError.ofOption(option, `give a whole number from ${least} to ${most}.`);
}
