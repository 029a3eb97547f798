import { findElement } from './der-element.js';
import { runAtOnce, type Steps } from './steps.js';

/** The kind of a PEM block. */
export type PemLabel = 'CERTIFICATE' | 'X509 CRL';

const sequence = 0x30;
const lengthOfAStep = 65_536;

/** Encodes DER as one PEM block. */
export function toPem(label: PemLabel, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/**
 * Reads every block of a kind from a PEM file, or takes a DER file as one block; empty when there
 * are none. Blocks of other kinds and text between blocks are ignored. A file that ends within a
 * block yields nothing, so that part of its content is not mistaken for all of it.
 */
export function readBlocks(label: PemLabel, material: string | Uint8Array): Uint8Array[] {
  return runAtOnce(readBlocksInSteps(label, material));
}

/** Reads blocks as `readBlocks` does, in steps. */
export function* readBlocksInSteps(
  label: PemLabel,
  material: string | Uint8Array,
): Steps<Uint8Array[]> {
  const isText = typeof material === 'string';
  if (!isText && isDer(material)) return [material];
  const file = isText ? Buffer.from(material) : toBuffer(material);
  const [begin, end] = [`-----BEGIN ${label}-----`, `-----END ${label}-----`];
  const blocks: Uint8Array[] = [];
  let at = file.indexOf(begin);
  // DER that is cut short, rather than text that happens to begin with the same byte.
  if (at < 0 && file[0] === sequence) return isText ? [] : [material];
  while (at >= 0) {
    const from = at + begin.length;
    const to = file.indexOf('-', from);
    if (to < 0 || file.toString('latin1', to, to + end.length) !== end) return [];
    blocks.push(yield* decode(file.subarray(from, to)));
    at = file.indexOf(begin, to);
  }
  return blocks;
}

/** Whether bytes are one DER sequence: PEM may begin with the same byte, a zero in its text. */
function isDer(bytes: Uint8Array): boolean {
  try {
    return bytes[0] === sequence && findElement(bytes, 0).end === bytes.length;
  } catch {
    return false;
  }
}

/** Decodes base64 in place, some lines at a time, each time whole groups of four characters. */
function* decode(body: Buffer): Steps<Buffer> {
  const bytes = Buffer.allocUnsafe(Math.ceil((body.length * 3) / 4));
  let rest = '';
  let length = 0;
  for (let at = 0; at < body.length; at += lengthOfAStep) {
    const text = rest + body.toString('latin1', at, at + lengthOfAStep).replace(/\s+/g, '');
    const whole = text.length - (text.length % 4);
    length += bytes.write(text.slice(0, whole), length, 'base64');
    rest = text.slice(whole);
    yield;
  }
  length += bytes.write(rest, length, 'base64');
  return bytes.subarray(0, length);
}

function toBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
