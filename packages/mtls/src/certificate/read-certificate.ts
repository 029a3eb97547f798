import { createHash, X509Certificate } from 'node:crypto';
import { readWholeElement } from './der-element.js';
import { readSequence, requireTag, tags, toMilliseconds, toSerial } from './der-values.js';
import type { DistinguishedName } from './distinguished-name.js';
import { type DistributionPoints, readDistributionPoints } from './distribution-points.js';
import { type KeyNames, readSubjectKey } from './key-identifier.js';
import {
  type CertificateExtensions,
  extensionTypes,
  keyUsages,
  readBasicConstraints,
  readIsForClients,
  readIsForNetscapeClients,
  readKeyUsage,
  readTaggedExtensions,
} from './read-extensions.js';
import { readName } from './read-name.js';
import { isStrongSignature } from './signature-algorithms.js';

/** What is needed from a certificate, read once. */
export interface ReadCertificate {
  /** The `node:crypto` object; used for keys and signatures only, never for names. */
  readonly x509: X509Certificate;
  /** SHA-256 of the DER, lower-case hexadecimal. */
  readonly fingerprint: string;
  readonly subject: DistinguishedName;
  /** Serial number, lower-case hexadecimal of the DER integer. */
  readonly serial: string;
  /** Milliseconds since 1970. */
  readonly notBefore: number;
  /** Milliseconds since 1970; includes the whole last second. */
  readonly notAfter: number;
  /** Present if it may sign certificates, with how many authorities may be below it. */
  readonly authority: { readonly pathLength: number; readonly canSignLists: boolean } | undefined;
  /** Whether it, or a certificate below it, may be used for client authentication. */
  readonly isForClients: boolean;
  /** Whether it may authenticate a TLS client itself. */
  readonly canBeClient: boolean;
  /** What an authority key identifier may name in it. */
  readonly keyNames: KeyNames;
  /** Where the lists that cover it are published. */
  readonly points: DistributionPoints;
  /**
   * Whether every extension that binds is supported, and the signature algorithm is strong enough.
   */
  readonly isUnderstood: boolean;
}

// Binding whether critical or not, and this reader does not apply them.
const bindingExtensions: readonly string[] = [
  extensionTypes.autonomousSystems,
  extensionTypes.ipAddressBlocks,
  extensionTypes.nameConstraints,
  extensionTypes.proxyCertInfo,
];

// Without the two key identifiers: an authority must not mark them as critical (RFC 5280, section
// 4.2.1), and OpenSSL then refuses the certificate.
const knownExtensions: ReadonlySet<string> = new Set([
  extensionTypes.basicConstraints,
  extensionTypes.certificatePolicies,
  extensionTypes.crlDistributionPoints,
  extensionTypes.extendedKeyUsage,
  extensionTypes.keyUsage,
  extensionTypes.netscapeCertType,
  extensionTypes.subjectAltName,
]);

/**
 * Reads one certificate strictly as DER, so that its subject has only one possible reading.
 *
 * @throws Error when the bytes are not exactly one certificate.
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-4.1
 */
export function readCertificate(raw: Uint8Array): ReadCertificate {
  const [tbs, algorithm] = readSequence(readWholeElement(raw));
  const x509 = new X509Certificate(raw);
  // `node:crypto` looks for PEM in its input before it tries DER. With another certificate embedded
  // as PEM in its subject, the two readers would read different certificates.
  if (Buffer.compare(x509.raw, raw) !== 0)
    throw new TypeError('The bytes are not exactly one certificate.');
  // Read only when asked for; one that cannot be read signs nothing.
  if (!x509.publicKey) throw new TypeError('The certificate has no public key.');
  const fields = readSequence(tbs);
  if (fields[0]?.tag === tags.context0) fields.shift();
  const [serial, , issuer, validity, subject, , ...rest] = fields;
  const [notBefore, notAfter] = readSequence(validity);
  const extensions = readTaggedExtensions(rest.find(({ tag }) => tag === tags.context3));
  const usage = readKeyUsage(extensions);
  const { isAuthority, pathLength } = readBasicConstraints(extensions);
  return {
    x509,
    fingerprint: fingerprintOf(raw),
    subject: readName(subject),
    serial: toSerial(serial),
    notBefore: toMilliseconds(notBefore),
    notAfter: toMilliseconds(notAfter) + 999,
    authority:
      isAuthority && (usage & keyUsages.keyCertSign) !== 0
        ? { pathLength, canSignLists: (usage & keyUsages.crlSign) !== 0 }
        : undefined,
    isForClients: readIsForClients(extensions),
    canBeClient:
      (usage & (keyUsages.digitalSignature | keyUsages.keyAgreement)) !== 0 &&
      readIsForNetscapeClients(extensions),
    keyNames: {
      keyIdentifier: readSubjectKey(extensions),
      serial: toSerial(serial),
      issuer: Buffer.from(requireTag(tags.sequence, issuer).whole).toString('hex'),
    },
    points: readDistributionPoints(extensions),
    isUnderstood: areKnown(extensions) && isStrongSignature(algorithm),
  };
}

/** SHA-256 of a certificate, as written in audit records. */
export function fingerprintOf(raw: Uint8Array): string {
  return createHash('sha256').update(raw).digest('hex');
}

function areKnown(extensions: CertificateExtensions): boolean {
  if (bindingExtensions.some((type) => extensions.has(type))) return false;
  return [...extensions].every(
    ([type, { isCritical }]) => !isCritical || knownExtensions.has(type),
  );
}
