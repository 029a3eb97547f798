import { SasError } from '@sas-sos/core';

/** Reads the name of a header given as an option; throws `SAS_OPTION_INVALID`. */
export function readHeaderName(option: string, name: string): string {
  if (typeof name === 'string' && /^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$/.test(name)) {
    return name.toLowerCase();
  }
  throw SasError.ofOption(option, 'give a header name of letters, digits and hyphens.');
}
