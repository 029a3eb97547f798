import { decodeUtf8 } from './decode-utf8.js';
import { type DerElement, readElements } from './der-element.js';

/** Tags of the elements in certificates and revocation lists. */
export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectIdentifier: 0x06,
  utf8String: 0x0c,
  printableString: 0x13,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  context0: 0xa0,
  context3: 0xa3,
} as const;

const time = /^(\d{2}|\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/;

/** Returns an element if it has the given tag; throws when it has another or is missing. */
export function requireTag(tag: number, element: DerElement | undefined): DerElement {
  if (element?.tag !== tag)
    throw new TypeError('A DER element is missing or has an unexpected tag.');
  return element;
}

/** Reads the elements of a sequence; throws when the element is not a sequence. */
export function readSequence(element: DerElement | undefined): DerElement[] {
  return [...readElements(requireTag(tags.sequence, element).content)];
}

// A UUID as a number (X.667) takes 19 bytes. Much longer identifiers name nothing and cost time.
const longestObjectIdentifier = 128;

/** Converts an object identifier to its dotted form; its numbers may be of any size. */
export function toObjectIdentifier(element: DerElement | undefined): string {
  const { content } = requireTag(tags.objectIdentifier, element);
  if (content.length > longestObjectIdentifier)
    throw new TypeError('An object identifier is too long.');
  if (content.length === 0 || (content.at(-1) as number) >= 0x80)
    throw new TypeError('An object identifier is cut short.');
  const parts: bigint[] = [];
  let value = 0n;
  for (const byte of content) {
    if (value === 0n && byte === 0x80)
      throw new TypeError('An object identifier has a number with leading zeroes.');
    value = value * 128n + BigInt(byte & 0x7f);
    if (byte >= 0x80) continue;
    if (parts.length === 0) {
      const root = value < 80n ? value / 40n : 2n;
      parts.push(root, value - root * 40n);
    } else {
      parts.push(value);
    }
    value = 0n;
  }
  return parts.join('.');
}

/**
 * Reads a boolean in one of the two forms of DER (X.690, section 11.1). BER has 254 more forms of
 * "true": a reader that took one of them for "false" would accept what others refuse.
 */
export function toBoolean(element: DerElement | undefined): boolean {
  const { content } = requireTag(tags.boolean, element);
  const [value] = content;
  if (content.length !== 1 || (value !== 0x00 && value !== 0xff)) {
    throw new TypeError('The element is not a DER boolean.');
  }
  return value === 0xff;
}

/** Whether an element is a UTCTime or a GeneralizedTime. */
export function isTime(element: DerElement | undefined): element is DerElement {
  return element?.tag === tags.utcTime || element?.tag === tags.generalizedTime;
}

/** Reads a time as milliseconds since 1970, in the one form that RFC 5280 allows for each kind. */
export function toMilliseconds(element: DerElement | undefined): number {
  const digits = isTime(element) && time.exec(Buffer.from(element.content).toString('latin1'));
  if (!digits) throw new TypeError('The element is not a valid time.');
  const [year = '', ...rest] = digits.slice(1);
  if ((year.length === 2) !== (element.tag === tags.utcTime))
    throw new TypeError('The element is not a valid time.');
  const [month = 0, day, hours, minutes, seconds] = rest.map(Number);
  // RFC 5280, section 4.1.2.5.1: two digits mean 1950 to 2049.
  const century = Number(year) >= 50 ? '19' : '20';
  const fullYear = year.length === 2 ? century + year : year;
  const instant = Date.UTC(Number(fullYear), month - 1, day, hours, minutes, seconds);
  const written = new Date(instant).toISOString().replace(/\D/g, '').slice(0, -3);
  // `Date.UTC` turns 30 February into a day in March.
  if (written !== fullYear + rest.join('')) throw new TypeError('The element is not a valid time.');
  return instant;
}

/**
 * Reads a UTF8String, a PrintableString or an IA5String. Returns `undefined` for any other type,
 * and for bytes that are not valid in the type: readers disagree about what they mean.
 */
export function toText({ tag, content }: DerElement): string | undefined {
  const isAscii = tag === tags.printableString || tag === tags.ia5String;
  if (!isAscii && tag !== tags.utf8String) return undefined;
  if (isAscii && content.some((byte) => byte >= 0x80)) return undefined;
  try {
    return decodeUtf8(content);
  } catch {
    return undefined;
  }
}

/**
 * Whether bytes are an integer in the one form of DER, without a leading byte that says nothing:
 * with one form only, two numbers are equal if their bytes are.
 */
export function isSerial(bytes: Uint8Array, start: number, end: number): boolean {
  const first = bytes[start];
  if (end - start < 2) return end > start;
  const isHigh = (bytes[start + 1] as number) >= 0x80;
  return first !== (isHigh ? 0xff : 0x00);
}

/** Converts a serial number to the hexadecimal of its bytes. */
export function toSerial(element: DerElement | undefined): string {
  const { content } = requireTag(tags.integer, element);
  if (!isSerial(content, 0, content.length)) throw new TypeError('An integer is malformed.');
  return Buffer.from(content).toString('hex');
}
