// In a name, a byte order mark is an ordinary character: it must not be dropped.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Decodes UTF-8 without dropping any byte; throws a `TypeError` when it is not well-formed. */
export function decodeUtf8(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}
