import { type KeyObject, verify } from 'node:crypto';
import { readElements, readWholeElement } from './der-element.js';
import {
  isTime,
  readSequence,
  requireTag,
  tags,
  toMilliseconds,
  toObjectIdentifier,
  toSerial,
} from './der-values.js';
import type { DistinguishedName } from './distinguished-name.js';
import {
  type CertificateExtensions,
  extensionTypes,
  readExtensions,
  readTaggedExtensions,
} from './read-extensions.js';
import { readName } from './read-name.js';
import { digestOf } from './signature-algorithms.js';

/** A certificate revocation list. */
export interface RevocationList {
  readonly raw: Uint8Array;
  readonly issuer: DistinguishedName;
  /** Milliseconds since 1970. */
  readonly thisUpdate: number;
  /** Milliseconds since 1970; `-Infinity` when the list has no such date. */
  readonly nextUpdate: number;
  /** Its issuing distribution point, in hexadecimal; empty without one. */
  readonly scope: string;
  /** Serial numbers, lower-case hexadecimal of the DER integer. */
  readonly revoked: ReadonlySet<string>;
  /** Whether a key signed it. */
  isSignedBy(key: KeyObject): boolean;
}

/**
 * Reads one revocation list. Large lists have hundreds of thousands of entries, so entries are
 * scanned in place and not turned into objects.
 *
 * @throws Error when the bytes are not a list, or are a list of a kind that covers only part of
 *   what its authority revoked.
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-5
 */
export function readRevocationList(raw: Uint8Array): RevocationList {
  const [tbs, algorithm, signature, ...behind] = readSequence(readWholeElement(raw));
  const fields = readSequence(tbs);
  if (fields[0]?.tag === tags.integer) fields.shift();
  const [inner, issuer, thisUpdate, ...rest] = fields;
  const signed = requireTag(tags.sequence, tbs).whole;
  const { content: signatureBits } = requireTag(tags.bitString, signature);
  if (!inner || !algorithm || Buffer.compare(inner.whole, algorithm.whole) !== 0)
    throw unreadable();
  const nextUpdate = isTime(rest[0]) ? rest.shift() : undefined;
  const entries = rest[0]?.tag === tags.sequence ? rest.shift() : undefined;
  const extensions = rest[0]?.tag === tags.context0 ? rest.shift() : undefined;
  if (rest.length > 0 || behind.length > 0 || signatureBits[0] !== 0) throw unreadable();
  const read = readTaggedExtensions(extensions);
  checkExtensions(read);
  const digest = digestOf(toObjectIdentifier(readSequence(algorithm)[0]));
  return {
    raw,
    issuer: readName(issuer),
    thisUpdate: toMilliseconds(thisUpdate),
    nextUpdate: nextUpdate ? toMilliseconds(nextUpdate) : Number.NEGATIVE_INFINITY,
    scope: read.get(extensionTypes.issuingDistributionPoint)?.octets.toString('hex') ?? '',
    revoked: new Set(entries && readSerials(entries.content)),
    isSignedBy: (key) =>
      digest !== undefined && verify(digest, signed, key, signatureBits.subarray(1)),
  };
}

const mostChecked = 64;

/** Reads the serial numbers of a list; throws on a malformed entry: what it revokes is unknown. */
function* readSerials(entries: Uint8Array): Generator<string, void> {
  // Most entries give one of a few reasons, in identical bytes: each is checked only once.
  const checked = new Set<string>();
  for (const entry of readElements(entries)) {
    const [serial, date, extensions, ...behind] = readSequence(entry);
    if (!isTime(date) || behind.length > 0) throw unreadable();
    if (extensions) {
      const { buffer, byteOffset, byteLength } = extensions.whole;
      const bytes = Buffer.from(buffer, byteOffset, byteLength).toString('latin1');
      if (!checked.has(bytes)) {
        checkEntryExtensions(readExtensions(extensions));
        if (checked.size < mostChecked) checked.add(bytes);
      }
    }
    yield toSerial(serial);
  }
}

/** Accepts a reason in an entry; refuses an entry about another authority's certificate. */
function checkEntryExtensions(extensions: CertificateExtensions): void {
  for (const { isCritical } of extensions.values()) if (isCritical) throw unreadable();
}

/** Accepts a list that names where it is published; refuses one that is only partial. */
function checkExtensions(extensions: CertificateExtensions): void {
  for (const [type, { isCritical, value }] of extensions) {
    // A delta list, which is refused whether the extension is critical or not.
    if (type === extensionTypes.deltaIndicator) throw unreadable();
    const isScope = type === extensionTypes.issuingDistributionPoint;
    const isWhole = isScope && readSequence(value()).every(({ tag }) => tag === tags.context0);
    if (isScope ? !isWhole : isCritical) {
      throw new TypeError('This list covers only part of what its authority revoked.');
    }
  }
}

function unreadable(): TypeError {
  return new TypeError('The bytes are not a valid revocation list.');
}
