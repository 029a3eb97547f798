/**
 * Text as its UTF-8 bytes, one character (U+0000 to U+00FF) a byte.
 *
 * A whole answer is put together in this form: its strings never widen to two bytes a character,
 * their length is their size, and turning them into bytes is a copy.
 */
export type Octets = string;

/** Turns a text into its octets. */
export function toOctets(text: string): Octets {
  return Buffer.from(text).toString('latin1');
}

/** Gathers octets into a few large pieces of bytes. */
export interface OctetWriter {
  /** Adds octets at the end. */
  write(octets: Octets): void;
  /** Adds bytes at the end: what is written over and over costs a copy, and no text. */
  copy(bytes: Uint8Array): void;
  /** The pieces, in order; nothing can be added afterwards. */
  finish(): Uint8Array<ArrayBuffer>[];
}

const largestPiece = 64 * 1024;

/**
 * Makes a writer.
 *
 * @param expected - about how many bytes will come
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
