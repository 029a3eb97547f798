import { SasError } from '@sas-sos/core';
import type { CallerSubject } from './certificate/distinguished-name.js';

/** Checks whether a subject is, byte for byte, that of one of the callers. */
export type CallerMatcher = (subject: CallerSubject) => boolean;

/** Creates a matcher; throws `SAS_OPTION_INVALID` when a caller's CN or OU cannot be valid. */
export function createCallerMatcher(callers: readonly CallerSubject[]): CallerMatcher {
  if (!Array.isArray(callers) || callers.length === 0) {
    throw SasError.ofOption('callers', 'give the CN and the OU of at least one caller.');
  }
  for (const [index, caller] of callers.entries()) {
    for (const name of ['commonName', 'organizationalUnit'] as const) {
      const value: unknown = caller?.[name];
      if (typeof value !== 'string' || value === '' || value !== value.trim()) {
        throw SasError.ofOption(
          `callers[${index}].${name}`,
          'give a non-empty string without leading or trailing spaces.',
        );
      }
    }
  }
  const admitted = new Set(callers.map(toKey));
  return (subject) => admitted.has(toKey(subject));
}

function toKey({ commonName, organizationalUnit }: CallerSubject): string {
  return JSON.stringify([commonName, organizationalUnit]);
}
