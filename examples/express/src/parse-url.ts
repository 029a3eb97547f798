/**
 * Reads an absolute URL; `undefined` if the text is not one. Node 20's own `URL.canParse` refuses every
 * address with a letter beyond ASCII once it has been called some thousand times.
 */
export function parseUrl(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}
