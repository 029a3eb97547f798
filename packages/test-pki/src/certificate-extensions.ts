import { AsnConvert } from '@peculiar/asn1-schema';
import {
  AuthorityKeyIdentifier,
  BasicConstraints,
  CRLNumber,
  ExtendedKeyUsage,
  Extension,
  GeneralName,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_cRLNumber,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
  id_kp_clientAuth,
  id_kp_serverAuth,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
} from '@peculiar/asn1-x509';
import type { TestExtension } from './test-extension.js';
import { toArrayBuffer } from './to-array-buffer.js';

const isAddress = /^[\d.]+$|:/;

/** Creates the extensions of a client or server certificate. */
export function toLeafExtensions(
  usage: 'client' | 'server',
  hosts: readonly string[],
): Extension[] {
  const purpose = usage === 'client' ? id_kp_clientAuth : id_kp_serverAuth;
  const names = hosts.map(
    (host) => new GeneralName(isAddress.test(host) ? { iPAddress: host } : { dNSName: host }),
  );
  return [
    toExtension(id_ce_basicConstraints, new BasicConstraints({ cA: false }), true),
    toExtension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.digitalSignature), true),
    toExtension(id_ce_extKeyUsage, new ExtendedKeyUsage([purpose])),
    ...(names.length === 0
      ? []
      : [toExtension(id_ce_subjectAltName, new SubjectAlternativeName(names))]),
  ];
}

/** Creates the extensions of an authority's certificate. */
export function toAuthorityExtensions(pathLength: number | undefined): Extension[] {
  const constraints = new BasicConstraints({ cA: true });
  if (pathLength !== undefined) constraints.pathLenConstraint = pathLength;
  const usage = new KeyUsage(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign);
  return [
    toExtension(id_ce_basicConstraints, constraints, true),
    toExtension(id_ce_keyUsage, usage, true),
  ];
}

/** Identifies the key of the certificate itself. */
export function toSubjectKeyExtension(identifier: Buffer): Extension {
  return toExtension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(identifier));
}

/** Identifies the key that signed. */
export function toIssuerKeyExtension(identifier: Buffer): Extension {
  const keyIdentifier = new KeyIdentifier(identifier);
  return toExtension(id_ce_authorityKeyIdentifier, new AuthorityKeyIdentifier({ keyIdentifier }));
}

/** Numbers a revocation list. */
export function toListNumberExtension(number: number): Extension {
  return toExtension(id_ce_cRLNumber, new CRLNumber(number));
}

/** Converts an extension given by a test, without checking it. */
export function toTestExtension({ type, value, isCritical = false }: TestExtension): Extension {
  const extension = new Extension({ extnID: type, critical: isCritical });
  extension.extnValue.buffer = toArrayBuffer(value);
  return extension;
}

function toExtension(extnID: string, value: object, critical = false): Extension {
  const extension = new Extension({ extnID, critical });
  extension.extnValue.buffer = AsnConvert.serialize(value);
  return extension;
}
