import { SasError } from '@sas-sos/core';

/**
 * Reads the value of an option; any error that the reader throws becomes an error of that option.
 *
 * @throws SasError `SAS_OPTION_INVALID`, with `option` for its expression.
 */
export function readOption<Value>(option: string, rule: string, read: () => Value): Value {
  try {
    return read();
  } catch {
    throw SasError.ofOption(option, rule);
  }
}
