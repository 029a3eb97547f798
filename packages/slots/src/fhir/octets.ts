/**
 * Text as its UTF-8 bytes, one character (U+0000 to U+00FF) per byte.
 *
 * A whole answer is assembled in this form: its strings never widen to two bytes per character,
 * their length is their size, and converting them to bytes is a copy.
 */
export type Octets = string;

/** Converts a text to octets. */
export function toOctets(text: string): Octets {
  return Buffer.from(text).toString('latin1');
}

/** Collects octets in a few large pieces of bytes. */
export interface OctetWriter {
  /** Adds octets at the end. */
  write(octets: Octets): void;
  /** Adds octets that are bytes already. */
  writeBytes(bytes: Uint8Array<ArrayBuffer>): void;
  /** Removes the last octet. */
  dropLast(): void;
  /** The pieces, in order; nothing can be added afterwards. */
  finish(): Uint8Array<ArrayBuffer>[];
}

/**
 * Length from which a text is converted to bytes, in octets. Each conversion costs more than the
 * copy of a short text; but while a text grows, each of its slots keeps a dozen small strings
 * alive, which the garbage collector copies again and again, and converting makes one of its whole
 * length.
 */
export const pieceLength = 16_384;

/** Creates a writer. */
export function createOctetWriter(): OctetWriter {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let text: Octets = '';

  function flush(): void {
    if (text !== '') pieces.push(Buffer.from(text, 'latin1'));
    text = '';
  }

  return {
    write(octets) {
      text += octets;
      if (text.length > pieceLength) flush();
    },
    writeBytes(bytes) {
      flush();
      pieces.push(bytes);
    },
    dropLast() {
      flush();
      const last = pieces.pop();
      if (last) pieces.push(last.subarray(0, -1));
    },
    finish() {
      flush();
      return pieces;
    },
  };
}
