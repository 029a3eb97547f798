import { type DerElement, readElement, readWholeElement } from './der-element.js';
import { readSequence, requireTag, tags, toBoolean, toObjectIdentifier } from './der-values.js';

/** An extension of a certificate or a revocation list. */
interface CertificateExtension {
  readonly isCritical: boolean;
  readonly octets: Buffer;
  /** Reads the octets as DER; only for supported extensions, since others may hold anything. */
  value(): DerElement;
}

/** Extensions by their object identifier. */
export type CertificateExtensions = ReadonlyMap<string, CertificateExtension>;

/** Object identifiers of extensions (RFC 5280, section 4.2). */
export const extensionTypes = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  deltaIndicator: '2.5.29.27',
  issuingDistributionPoint: '2.5.29.28',
  nameConstraints: '2.5.29.30',
  crlDistributionPoints: '2.5.29.31',
  certificatePolicies: '2.5.29.32',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  netscapeCertType: '2.16.840.1.113730.1.1',
  proxyCertInfo: '1.3.6.1.5.5.7.1.14',
  ipAddressBlocks: '1.3.6.1.5.5.7.1.7',
  autonomousSystems: '1.3.6.1.5.5.7.1.8',
} as const;

/** Bits in the first byte of a key usage (RFC 5280, section 4.2.1.3). */
export const keyUsages = {
  digitalSignature: 0x80,
  keyAgreement: 0x08,
  keyCertSign: 0x04,
  crlSign: 0x02,
} as const;

const clientAuthentication = '1.3.6.1.5.5.7.3.2';
const netscapeClient = 0x80;

/** Reads the extensions in the tagged element that holds them; throws when one appears twice. */
export function readTaggedExtensions(tagged: DerElement | undefined): CertificateExtensions {
  return tagged ? readExtensions(readWholeElement(tagged.content)) : new Map();
}

/** Reads a sequence of extensions; throws when one appears twice. */
export function readExtensions(sequence: DerElement): CertificateExtensions {
  const extensions = new Map<string, CertificateExtension>();
  for (const extension of readSequence(sequence)) {
    const [type, ...rest] = readSequence(extension);
    const name = toObjectIdentifier(type);
    // DER requires that "false" is omitted here; authorities write it all the same.
    const isCritical = rest[0]?.tag === tags.boolean && toBoolean(rest.shift());
    const [value, ...others] = rest;
    const { content } = requireTag(tags.octetString, value);
    if (others.length > 0) throw new TypeError('Unexpected bytes follow an extension.');
    const octets = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
    if (extensions.has(name)) throw new TypeError('An extension appears twice.');
    extensions.set(name, {
      isCritical,
      octets,
      value: () => readElement(octets),
    });
  }
  return extensions;
}

/** Reads the allowed uses of a key; without the extension, all of them. */
export function readKeyUsage(extensions: CertificateExtensions): number {
  const usage = extensions.get(extensionTypes.keyUsage);
  if (!usage) return 0xff;
  return requireTag(tags.bitString, usage.value()).content[1] ?? 0;
}

/** Reads whether it is an authority's certificate, and how many authorities may be below it. */
export function readBasicConstraints(extensions: CertificateExtensions) {
  const constraints = extensions.get(extensionTypes.basicConstraints);
  const parts = constraints ? readSequence(constraints.value()) : [];
  const isAuthority = parts[0]?.tag === tags.boolean && toBoolean(parts.shift());
  const [length] = parts;
  const pathLength = length
    ? Number(`0x${Buffer.from(requireTag(tags.integer, length).content).toString('hex')}`)
    : Number.POSITIVE_INFINITY;
  return { isAuthority, pathLength };
}

/**
 * Reads whether a certificate may be a client's: without restrictions, or with client
 * authentication among them. A client for "any purpose" is none for OpenSSL.
 */
export function readIsForClients(extensions: CertificateExtensions): boolean {
  const purposes = extensions.get(extensionTypes.extendedKeyUsage);
  if (!purposes) return true;
  return readSequence(purposes.value()).map(toObjectIdentifier).includes(clientAuthentication);
}

/** Reads whether Netscape's older extension, where there is one, allows a TLS client. */
export function readIsForNetscapeClients(extensions: CertificateExtensions): boolean {
  const type = extensions.get(extensionTypes.netscapeCertType);
  if (!type) return true;
  return ((requireTag(tags.bitString, type.value()).content[1] ?? 0) & netscapeClient) !== 0;
}
