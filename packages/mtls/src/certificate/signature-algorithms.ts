import { type DerElement, readElement } from './der-element.js';
import { readSequence, tags, toObjectIdentifier } from './der-values.js';

/** How a signature is verified. */
export interface SignatureAlgorithm {
  /** The type of key that it is made with, as `node:crypto` names it. */
  readonly key: 'ec' | 'ed25519' | 'ed448' | 'rsa';
  /** The digest; `undefined` when the algorithm has its own. */
  readonly digest: string | undefined;
}

// RSA with SHA-2 (RFC 8017), ECDSA with SHA-2 (RFC 5758), EdDSA (RFC 8410).
const algorithms = new Map<string, SignatureAlgorithm>([
  ['1.2.840.113549.1.1.11', { key: 'rsa', digest: 'sha256' }],
  ['1.2.840.113549.1.1.12', { key: 'rsa', digest: 'sha384' }],
  ['1.2.840.113549.1.1.13', { key: 'rsa', digest: 'sha512' }],
  ['1.2.840.10045.4.3.2', { key: 'ec', digest: 'sha256' }],
  ['1.2.840.10045.4.3.3', { key: 'ec', digest: 'sha384' }],
  ['1.2.840.10045.4.3.4', { key: 'ec', digest: 'sha512' }],
  ['1.3.101.112', { key: 'ed25519', digest: undefined }],
  ['1.3.101.113', { key: 'ed448', digest: undefined }],
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
  return name === rsaPss ? hasStrongHash(parameters) : algorithms.has(name);
}

/** RFC 4055, section 3.1: the hash defaults to SHA-1. */
function hasStrongHash(parameters: DerElement | undefined): boolean {
  const hash = parameters && readSequence(parameters)[0];
  if (hash?.tag !== tags.context0) return false;
  return strongHashes.has(toObjectIdentifier(readSequence(readElement(hash.content))[0]));
}

/** Finds how to verify a signature; `undefined` when the algorithm is not supported. */
export function toSignatureAlgorithm(type: string): SignatureAlgorithm | undefined {
  return algorithms.get(type);
}
