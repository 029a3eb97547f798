// @ts-check

const constructed = 0x20;
const [sequence, set] = [0x30, 0x31];

/**
 * Whether bytes are elements in the one form of DER, also within the octet strings of extensions.
 *
 * @param {Buffer} bytes
 * @param {boolean} [isOfExtension] whether the bytes are an extension's value
 * @returns {boolean}
 */
export function isDer(bytes, isOfExtension = false) {
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes[at] ?? 0;
    const first = bytes[at + 1];
    if (first === undefined || first === 0x80 || first === 0xff) return false;
    const size = first > 0x80 ? first & 0x7f : 0;
    const start = at + 2 + size;
    if (start > bytes.length || size > 4) return false;
    const length = size > 0 ? bytes.readUIntBE(at + 2, size) : first;
    if (size > 0 && length < (size === 1 ? 0x80 : 2 ** (8 * (size - 1)))) return false;
    const content = bytes.subarray(start, start + length);
    if (content.length !== length || !isElement(tag, content, isOfExtension)) return false;
    at = start + length;
  }
  return true;
}

/** @param {number} tag @param {Buffer} content @param {boolean} isOfExtension */
function isElement(tag, content, isOfExtension) {
  if ((tag & constructed) !== 0) {
    // Strings, numbers and times are primitive.
    return (tag >= 0x80 || tag === sequence || tag === set) && isDer(content, isOfExtension);
  }
  if (tag === 0x01) return content.length === 1 && (content[0] === 0 || content[0] === 0xff);
  if (tag === 0x02) return isInteger(content);
  // Octets within an extension's value are an identifier, and only look like an element.
  const [first, second] = content;
  const isWhole = second === content.length - 2 || (first === sequence && second === 0x80);
  return tag !== 0x04 || isOfExtension || !isWhole || isDer(content, true);
}

/** @param {Buffer} content */
function isInteger(content) {
  const [first, second] = content;
  if (first === undefined) return false;
  if (second === undefined) return true;
  return first !== (second >= 0x80 ? 0xff : 0x00);
}
