import { isSasError } from '@sas-sos/core';

/** Gives what a parser of the SDK reads, or `undefined` for a text that it refuses. */
export function parseOrUndefined<Value>(
  parse: (text: string) => Value,
  text: string,
): Value | undefined {
  try {
    return parse(text);
  } catch (error) {
    if (isSasError(error)) return undefined;
    throw error;
  }
}
