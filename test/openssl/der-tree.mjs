// @ts-check

/**
 * An element of DER that can be changed and written again: its content is either bytes or elements.
 *
 * @typedef {object} Tree
 * @property {number} tag
 * @property {Tree[]} [children]
 * @property {Buffer} [content]
 * @property {Buffer} [raw] written as it is, instead of the rest: for what is not DER
 * @property {'long' | 'indefinite'} [length] a form of length that BER allows and DER does not
 */

const constructed = 0x20;
const octetString = 0x04;

/**
 * Reads bytes as one element, and opens octet strings that hold another, as those of extensions do.
 *
 * @param {Buffer} bytes
 * @returns {Tree}
 */
export function readTree(bytes) {
  const [tree, ...others] = readAll(bytes);
  if (!tree || others.length > 0) throw new TypeError('These bytes are not one element.');
  return tree;
}

/** @param {Buffer} bytes @returns {Tree[]} */
function readAll(bytes) {
  /** @type {Tree[]} */
  const trees = [];
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes.readUInt8(at);
    let length = bytes.readUInt8(at + 1);
    let start = at + 2;
    if (length >= 0x80) {
      const size = length & 0x7f;
      length = bytes.readUIntBE(start, size);
      start += size;
    }
    const content = bytes.subarray(start, start + length);
    if (content.length !== length) throw new RangeError('An element is cut short.');
    trees.push(toTree(tag, content));
    at = start + length;
  }
  return trees;
}

/** @param {number} tag @param {Buffer} content @returns {Tree} */
function toTree(tag, content) {
  if ((tag & constructed) !== 0) return { tag, children: readAll(content) };
  if (tag !== octetString || content.length < 2) return { tag, content };
  try {
    const children = readAll(content);
    // Bytes that happen to be readable would be written back differently.
    if (Buffer.concat(children.map(writeTree)).equals(content)) return { tag, children };
  } catch {
    // Not DER: a key identifier, for example.
  }
  return { tag, content };
}

/**
 * Writes an element and everything in it.
 *
 * @param {Tree} tree
 * @returns {Buffer}
 */
export function writeTree({ tag, children, content, raw, length }) {
  if (raw) return raw;
  const body = children ? Buffer.concat(children.map(writeTree)) : (content ?? Buffer.alloc(0));
  if (length === 'indefinite') return Buffer.concat([Buffer.of(tag, 0x80), body, Buffer.alloc(2)]);
  return Buffer.concat([Buffer.of(tag, ...toLength(body.length, length === 'long')), body]);
}

/** @param {number} length @param {boolean} isLong @returns {number[]} */
function toLength(length, isLong) {
  if (length < 0x80 && !isLong) return [length];
  if (length < 0x100) return isLong && length >= 0x80 ? [0x82, 0, length] : [0x81, length];
  if (length < 0x10000) return [0x82, length >> 8, length & 0xff];
  return [0x84, length >>> 24, (length >> 16) & 0xff, (length >> 8) & 0xff, length & 0xff];
}

/**
 * Copies an element and everything in it.
 *
 * @param {Tree} tree
 * @returns {Tree}
 */
export function copyTree(tree) {
  return tree.children ? { ...tree, children: tree.children.map(copyTree) } : { ...tree };
}

/**
 * Lists an element and everything in it, each with where it hangs.
 *
 * @param {Tree} tree
 * @param {Tree} [parent]
 * @returns {{ tree: Tree, parent: Tree | undefined }[]}
 */
export function listTrees(tree, parent) {
  return [{ tree, parent }, ...(tree.children ?? []).flatMap((child) => listTrees(child, tree))];
}

/**
 * Creates an element.
 *
 * @param {number} tag
 * @param {...Tree} children
 * @returns {Tree}
 */
export function nest(tag, ...children) {
  return { tag, children };
}

/**
 * Creates an element from the hexadecimal of its content.
 *
 * @param {number} tag
 * @param {string} [hex]
 * @returns {Tree}
 */
export function leaf(tag, hex = '') {
  return { tag, content: Buffer.from(hex, 'hex') };
}

/**
 * Creates an element that is text.
 *
 * @param {number} tag
 * @param {string} value
 * @returns {Tree}
 */
export function text(tag, value) {
  return { tag, content: Buffer.from(value) };
}
