/** One DER element: its bytes and its content. */
export interface DerElement {
  readonly tag: number;
  /** The element itself, header included. */
  readonly whole: Uint8Array;
  readonly content: Uint8Array;
}

/** Where an element is. */
export interface DerSpan {
  readonly tag: number;
  /** Offset of its content. */
  readonly start: number;
  /** Offset of what follows it. */
  readonly end: number;
}

/**
 * Finds the element at an offset, without views of its bytes: for long lists.
 *
 * @param limit - offset that the element may not reach beyond
 */
export function findElement(bytes: Uint8Array, at: number, limit = bytes.length): DerSpan {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) throw malformed();
  let length = first;
  let start = at + 2;
  if (first >= 0x80) {
    const size = first & 0x7f;
    if (size === 0 || size > 4) throw malformed();
    length = 0;
    for (let index = 0; index < size; index += 1) {
      length = length * 0x100 + (bytes[start + index] ?? Number.NaN);
    }
    start += size;
  }
  const end = start + length;
  if (!(end <= limit)) throw malformed();
  return { tag, start, end };
}

/** Reads the element at the start of `bytes`; tags of one byte and lengths below 2^32 only. */
export function readElement(bytes: Uint8Array): DerElement {
  const { tag, start, end } = findElement(bytes, 0);
  return { tag, whole: bytes.subarray(0, end), content: bytes.subarray(start, end) };
}

/** Reads the consecutive elements in `bytes`. */
export function* readElements(bytes: Uint8Array): Generator<DerElement, void> {
  let at = 0;
  while (at < bytes.length) {
    const element = readElement(bytes.subarray(at));
    yield element;
    at += element.whole.length;
  }
}

/** Reads `bytes` as exactly one element; throws when bytes follow it. */
export function readWholeElement(bytes: Uint8Array): DerElement {
  const element = readElement(bytes);
  if (element.whole.length !== bytes.length) throw malformed();
  return element;
}

function malformed(): TypeError {
  return new TypeError('The bytes are not valid DER.');
}
