import { type DerElement, readElement } from './der-element.js';
import { readSequence, tags, toObjectIdentifier } from './der-values.js';

// RSA with SHA-2 (RFC 8017), ECDSA with SHA-2 (RFC 5758), EdDSA (RFC 8410).
const digests = new Map<string, string | null>([
  ['1.2.840.113549.1.1.11', 'sha256'],
  ['1.2.840.113549.1.1.12', 'sha384'],
  ['1.2.840.113549.1.1.13', 'sha512'],
  ['1.2.840.10045.4.3.2', 'sha256'],
  ['1.2.840.10045.4.3.3', 'sha384'],
  ['1.2.840.10045.4.3.4', 'sha512'],
  ['1.3.101.112', null],
  ['1.3.101.113', null],
]);
const rsaPss = '1.2.840.113549.1.1.10';
const strongHashes: ReadonlySet<string> = new Set([
  '2.16.840.1.101.3.4.2.1',
  '2.16.840.1.101.3.4.2.2',
  '2.16.840.1.101.3.4.2.3',
]);

/** Whether a signature algorithm is strong enough; SHA-1 and older can be forged. */
export function isStrongSignature(algorithm: DerElement | undefined): boolean {
  const [type, parameters] = readSequence(algorithm);
  const name = toObjectIdentifier(type);
  return name === rsaPss ? hasStrongHash(parameters) : digests.has(name);
}

/** RFC 4055, section 3.1: the hash defaults to SHA-1. */
function hasStrongHash(parameters: DerElement | undefined): boolean {
  const [hash] = parameters ? readSequence(parameters) : [];
  if (hash?.tag !== tags.context0) return false;
  return strongHashes.has(toObjectIdentifier(readSequence(readElement(hash.content))[0]));
}

/** The digest to verify a signature with; `null` when the algorithm has its own. */
export function digestOf(algorithm: string): string | null | undefined {
  return digests.get(algorithm);
}
