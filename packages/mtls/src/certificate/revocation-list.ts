import { createVerify, type KeyObject, verify } from 'node:crypto';
import { readWholeElement } from './der-element.js';
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
import { readScope } from './distribution-points.js';
import { type NamedKey, readAuthorityKey } from './key-identifier.js';
import {
  type CertificateExtensions,
  extensionTypes,
  readTaggedExtensions,
} from './read-extensions.js';
import { readName } from './read-name.js';
import { type RevokedSerials, readRevokedSerials } from './revoked-serials.js';
import { type SignatureAlgorithm, toSignatureAlgorithm } from './signature-algorithms.js';
import { runAtOnce, type Steps } from './steps.js';

/** A certificate revocation list. */
export interface RevocationList {
  readonly raw: Uint8Array;
  readonly issuer: DistinguishedName;
  /** Milliseconds since 1970. */
  readonly thisUpdate: number;
  /** Milliseconds since 1970; `-Infinity` when the list has no such date. */
  readonly nextUpdate: number;
  /** Names of the point where it is published; empty when it covers all of its authority. */
  readonly scope: readonly string[];
  /** The key that signed it, if it names one. */
  readonly signer: NamedKey | undefined;
  readonly revoked: RevokedSerials;
  /** Verifies whether a key signed it, in steps. */
  isSignedBy(key: KeyObject): Steps<boolean>;
}

/**
 * Reads one revocation list, at once.
 *
 * @throws Error when the bytes are not a list, or are a list of a kind that covers only part of
 *   what its authority revoked.
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-5
 */
export function readRevocationList(raw: Uint8Array): RevocationList {
  return runAtOnce(readRevocationListInSteps(raw));
}

/** Reads one revocation list as `readRevocationList` does, in steps. */
export function* readRevocationListInSteps(raw: Uint8Array): Steps<RevocationList> {
  const [tbs, algorithm, signature, ...behind] = readSequence(readWholeElement(raw));
  const fields = readSequence(tbs);
  // The version, which says nothing that the fields do not; OpenSSL refuses a malformed one.
  if (fields[0]?.tag === tags.integer) toSerial(fields.shift());
  const [inner, issuer, thisUpdate, ...rest] = fields;
  const signed = requireTag(tags.sequence, tbs).whole;
  const { content: signatureBits } = requireTag(tags.bitString, signature);
  if (!inner || !algorithm || Buffer.compare(inner.whole, algorithm.whole) !== 0)
    throw unreadable();
  const nextUpdate = isTime(rest[0]) ? rest.shift() : undefined;
  const entries = rest[0]?.tag === tags.sequence ? rest.shift() : undefined;
  const tagged = rest[0]?.tag === tags.context0 ? rest.shift() : undefined;
  if (rest.length > 0 || behind.length > 0 || signatureBits[0] !== 0) throw unreadable();
  const extensions = readTaggedExtensions(tagged);
  checkExtensions(extensions);
  const verification = toSignatureAlgorithm(toObjectIdentifier(readSequence(algorithm)[0]));
  return {
    raw,
    issuer: readName(issuer),
    thisUpdate: toMilliseconds(thisUpdate),
    nextUpdate: nextUpdate ? toMilliseconds(nextUpdate) : Number.NEGATIVE_INFINITY,
    scope: readScope(extensions),
    signer: readAuthorityKey(extensions),
    revoked: yield* readRevokedSerials(entries?.content ?? new Uint8Array()),
    isSignedBy: (key) => verifySignature(verification, signed, key, signatureBits.subarray(1)),
  };
}

const bytesInAStep = 262_144;

function* verifySignature(
  algorithm: SignatureAlgorithm | undefined,
  signed: Uint8Array,
  key: KeyObject,
  signature: Uint8Array,
): Steps<boolean> {
  if (!algorithm || algorithm.key !== key.asymmetricKeyType) return false;
  const { digest } = algorithm;
  if (digest === undefined) return verify(undefined, signed, key, signature);
  const hashed = createVerify(digest);
  for (let at = 0; at < signed.length; at += bytesInAStep) {
    hashed.update(signed.subarray(at, at + bytesInAStep));
    yield;
  }
  return hashed.verify(key, signature);
}

// Others that are critical could change what the list means.
const knownExtensions: ReadonlySet<string> = new Set([
  extensionTypes.authorityKeyIdentifier,
  extensionTypes.issuingDistributionPoint,
]);

/** Refuses a list of changes only (a delta), and one that must not be read without understanding it. */
function checkExtensions(extensions: CertificateExtensions): void {
  for (const [type, { isCritical }] of extensions) {
    if (type === extensionTypes.deltaIndicator || (isCritical && !knownExtensions.has(type))) {
      throw new TypeError('This list is a delta, or has an unknown critical extension.');
    }
  }
}

function unreadable(): TypeError {
  return new TypeError('The bytes are not a valid revocation list.');
}
