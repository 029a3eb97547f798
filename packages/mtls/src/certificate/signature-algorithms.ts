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

/** Whether a certificate signed so can be believed; SHA-1 and older can be forged. */
export function isStrongSignature(algorithm: string): boolean {
  return digests.has(algorithm) || algorithm === rsaPss;
}

/** The digest to check a signature with, `null` where the algorithm has its own. */
export function digestOf(algorithm: string): string | null | undefined {
  return digests.get(algorithm);
}
