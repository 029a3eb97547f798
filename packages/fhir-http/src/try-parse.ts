/** Returns the result of a parser, or `undefined` if it throws. */
export function tryParse<Value>(parse: () => Value): Value | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}
