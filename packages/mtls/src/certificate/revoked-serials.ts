import { findElement, readWholeElement } from './der-element.js';
import { isSerial, tags } from './der-values.js';
import { readExtensions } from './read-extensions.js';
import type { Steps } from './steps.js';

/** The serial numbers on a revocation list. */
export interface RevokedSerials {
  readonly size: number;
  /** @param serial - lower-case hexadecimal of the DER integer */
  has(serial: string): boolean;
}

const entriesInAStep = 256;
// Many small sets: a large one holds up everything else each time that it grows.
const sets = 256;
const mostChecked = 64;

/**
 * Reads the serial numbers of a list in place, since large lists have hundreds of thousands of
 * entries. Throws on a malformed entry: what it was meant to revoke is unknown.
 *
 * @param entries - content of the sequence of entries
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-5.1.2.6
 */
export function* readRevokedSerials(entries: Uint8Array): Steps<RevokedSerials> {
  const bytes = Buffer.from(entries.buffer, entries.byteOffset, entries.byteLength);
  const serials = Array.from({ length: sets }, () => new Set<string>());
  // Most entries give one of a few reasons, in identical bytes: each is checked only once.
  const checked = new Set<string>();
  let at = 0;
  let count = 0;
  while (at < bytes.length) {
    const entry = findElement(bytes, at);
    const serial = findElement(bytes, entry.start, entry.end);
    const date = findElement(bytes, serial.end, entry.end);
    if (entry.tag !== tags.sequence || serial.tag !== tags.integer) throw malformed();
    if (date.tag !== tags.utcTime && date.tag !== tags.generalizedTime) throw malformed();
    if (!isSerial(bytes, serial.start, serial.end)) throw malformed();
    if (date.end < entry.end) {
      const extensions = bytes.toString('latin1', date.end, entry.end);
      if (!checked.has(extensions)) {
        checkExtensions(bytes.subarray(date.end, entry.end));
        if (checked.size < mostChecked) checked.add(extensions);
      }
    }
    serials[bytes[serial.end - 1] as number]?.add(bytes.toString('hex', serial.start, serial.end));
    at = entry.end;
    count += 1;
    if (count % entriesInAStep === 0) yield;
  }
  return {
    size: serials.reduce((sum, { size }) => sum + size, 0),
    has: (serial) => serials[Number.parseInt(serial.slice(-2), 16)]?.has(serial) ?? false,
  };
}

/** Accepts a reason in an entry; refuses an entry about another authority's certificate. */
function checkExtensions(bytes: Uint8Array): void {
  for (const { isCritical } of readExtensions(readWholeElement(bytes)).values()) {
    if (isCritical) throw malformed();
  }
}

function malformed(): TypeError {
  return new TypeError('The list has a malformed entry.');
}
