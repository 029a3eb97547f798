import { isUtf8 } from 'node:buffer';

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** Checks that a stream of bytes is UTF-8, and splits it between characters. */
export interface Utf8Reader {
  /** Returns the complete characters, without a byte order mark. */
  read(chunk: Buffer): {
    readonly text: Buffer;
    /** Offset of the first byte that is not UTF-8; `text` ends before it. */
    readonly invalidAt?: number;
  };
  /** Bytes read so far. */
  readonly length: number;
  /** Bytes of the byte order mark; 0 without one. */
  readonly markLength: number;
  /** Whether the last character lacks bytes. */
  readonly isCut: boolean;
}

export function createUtf8Reader(): Utf8Reader {
  let rest: Buffer = Buffer.alloc(0);
  let restAt = 0;
  let markLength = 0;

  function cutMark(text: Buffer): Buffer {
    if (restAt > 0 || !text.subarray(0, 3).equals(byteOrderMark)) return text;
    markLength = 3;
    return text.subarray(3);
  }

  return {
    read(chunk) {
      const data = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const whole = data.subarray(0, findEndOfCharacters(data));
      const valid = isUtf8(whole) ? whole.length : findInvalid(whole);
      const text = cutMark(whole.subarray(0, valid));
      const invalidAt = restAt + valid;
      rest = data.subarray(whole.length);
      restAt += whole.length;
      return valid === whole.length ? { text } : { text, invalidAt };
    },
    get length() {
      return restAt + rest.length;
    },
    get markLength() {
      return markLength;
    },
    get isCut() {
      return rest.length > 0;
    },
  };
}

/** Where an incomplete last character begins; the end of the data if there is none. */
function findEndOfCharacters(data: Buffer): number {
  for (let at = data.length - 1; at >= Math.max(0, data.length - 3); at -= 1) {
    const byte = data[at] ?? 0;
    if (byte < 0x80) break;
    if (byte < 0xc0) continue;
    const length = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return at + length > data.length ? at : data.length;
  }
  return data.length;
}

/** Position of the first byte that decoding replaces. */
function findInvalid(data: Buffer): number {
  const decoded = Buffer.from(data.toString());
  let at = 0;
  while (data[at] === decoded[at]) at += 1;
  return at;
}
