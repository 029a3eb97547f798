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
  /** Adds bytes at the end: repeated content costs only a copy, without a string. */
  copy(bytes: Uint8Array): void;
  /** The pieces, in order; nothing can be added afterwards. */
  finish(): Uint8Array<ArrayBuffer>[];
}

const largestPiece = 64 * 1024;

/**
 * Creates a writer.
 *
 * @param expected - approximate number of bytes
 */
export function createOctetWriter(expected: number): OctetWriter {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let piece = Buffer.allocUnsafeSlow(Math.min(expected, largestPiece));
  let length = 0;

  function makeRoom(size: number): void {
    if (size <= piece.length - length) return;
    if (length > 0) pieces.push(piece.subarray(0, length));
    piece = Buffer.allocUnsafeSlow(Math.max(size, largestPiece));
    length = 0;
  }

  return {
    copy(bytes) {
      makeRoom(bytes.length);
      piece.set(bytes, length);
      length += bytes.length;
    },
    write(octets) {
      makeRoom(octets.length);
      length += piece.write(octets, length, 'latin1');
    },
    finish() {
      if (length > 0) pieces.push(piece.subarray(0, length));
      return pieces;
    },
  };
}
