import { SasError, type SasIssue } from '@sas-sos/core';

/** Throws one error with all the issues, if there are any. */
export function throwIssues([first, ...others]: readonly SasIssue[]): void {
  if (first) throw SasError.of([first, ...others]);
}
