import { decodeUtf8 } from './decode-utf8.js';
import { type DerElement, readElements } from './der-element.js';

/** Tags of the elements that certificates and revocation lists are made of. */
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

/** Reads an element of a kind; throws when it is another, or is not there. */
export function requireTag(tag: number, element: DerElement | undefined): DerElement {
  if (element?.tag !== tag) throw new TypeError('This is not what stands here in DER.');
  return element;
}

/** Reads what a sequence holds; throws when the element is none. */
export function readSequence(element: DerElement | undefined): DerElement[] {
  return [...readElements(requireTag(tags.sequence, element).content)];
}

// A UUID as a number (X.667) takes 19 bytes; what is much longer costs time and names nothing.
const longestObjectIdentifier = 128;

/** Writes an object identifier in its dotted form, whatever the size of its numbers. */
export function toObjectIdentifier(element: DerElement | undefined): string {
  const { content } = requireTag(tags.objectIdentifier, element);
  if (content.length > longestObjectIdentifier) throw new TypeError('This is too long.');
  const parts: bigint[] = [];
  let value = 0n;
  for (const byte of content) {
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
 * Reads a boolean in one of the two forms of DER (X.690, section 11.1). BER has 254 more for "true":
 * what takes one of them for "false" lets through what others refuse.
 */
export function toBoolean(element: DerElement | undefined): boolean {
  const { content } = requireTag(tags.boolean, element);
  const [value] = content;
  if (content.length !== 1 || (value !== 0x00 && value !== 0xff)) {
    throw new TypeError('This is no boolean of DER.');
  }
  return value === 0xff;
}

/** Whether an element is one of the two kinds of times. */
export function isTime(element: DerElement | undefined): element is DerElement {
  return element?.tag === tags.utcTime || element?.tag === tags.generalizedTime;
}

/** Reads a time as milliseconds since 1970, in the one form that RFC 5280 allows for each kind. */
export function toMilliseconds(element: DerElement | undefined): number {
  const digits = isTime(element) && time.exec(Buffer.from(element.content).toString('latin1'));
  if (!digits) throw new TypeError('This is no time.');
  const [year = '', ...rest] = digits.slice(1);
  if ((year.length === 2) !== (element.tag === tags.utcTime)) throw new TypeError('No such time.');
  const [month = 0, day, hours, minutes, seconds] = rest.map(Number);
  // RFC 5280, section 4.1.2.5.1: two digits stand for 1950 to 2049.
  const century = Number(year) >= 50 ? '19' : '20';
  const fullYear = year.length === 2 ? century + year : year;
  const instant = Date.UTC(Number(fullYear), month - 1, day, hours, minutes, seconds);
  const written = new Date(instant).toISOString().replace(/\D/g, '').slice(0, -3);
  // The thirtieth of February is read as a day of March.
  if (written !== fullYear + rest.join('')) throw new TypeError('No such time.');
  return instant;
}

/**
 * Reads a text: UTF-8 or one of the plain ASCII strings. Of any other kind, and of bytes that do not
 * fit the kind, it gives nothing: what they say depends on who reads them.
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
 * Writes a serial number as the hexadecimal of its bytes, without zeroes in front: some authorities
 * write more of them on their lists than in their certificates.
 */
export function toSerial(element: DerElement | undefined): string {
  const { content } = requireTag(tags.integer, element);
  if (content.length === 0) throw new TypeError('This is no number.');
  let start = 0;
  while (start < content.length - 1 && content[start] === 0) start += 1;
  return Buffer.from(content.subarray(start)).toString('hex');
}
