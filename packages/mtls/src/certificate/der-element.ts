/** One DER element: its bytes and its content. */
export interface DerElement {
  readonly tag: number;
  /** The element itself, header included. */
  readonly whole: Uint8Array;
  readonly content: Uint8Array;
}

/** Reads the element at the start of `bytes`; tags of one byte and lengths below 2^32 only. */
export function readElement(bytes: Uint8Array): DerElement {
  const [tag, first] = bytes;
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) throw malformed();
  let length = first;
  let start = 2;
  if (first >= 0x80) {
    const size = first & 0x7f;
    if (size === 0 || size > 4 || bytes.length < 2 + size) throw malformed();
    length = Buffer.from(bytes.buffer, bytes.byteOffset + 2, size).readUIntBE(0, size);
    start += size;
  }
  const end = start + length;
  if (end > bytes.length) throw malformed();
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
