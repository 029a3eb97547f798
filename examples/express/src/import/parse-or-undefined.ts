import { isSasError } from '@sas-sos/core';

/** Parses a text with a parser of the SDK; returns `undefined` if it is refused. */
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
