import { SasError } from './sas-error.js';

/**
 * Makes the error of a factory that was given a wrong option.
 *
 * @param option - its name, such as `limits.bodyBytes`; found again in `issues[0].expression`
 * @param rule - what it must be, for the developer
 */
export function createOptionError(option: string, rule: string): SasError {
  return new SasError('SAS_OPTION_INVALID', {
    expression: option,
    cause: new TypeError(`${option}: ${rule}`),
  });
}
