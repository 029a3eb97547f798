import { randomBytes } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import {
  Certificate,
  type Extension,
  Extensions,
  type Name,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from '@peculiar/asn1-x509';
import { toIssuerKeyExtension, toSubjectKeyExtension } from './certificate-extensions.js';
import type { Keys } from './create-keys.js';
import { ecdsaWithSha256, signDer } from './sign-der.js';
import { toArrayBuffer } from './to-array-buffer.js';
import { toPem } from './to-pem.js';

/** A period, in milliseconds since 1970; certificates and lists store whole seconds. */
export interface TestPeriod {
  readonly from: number;
  readonly to: number;
}

/** A certificate just issued. */
export interface IssuedCertificate {
  /** The certificate alone, PEM. */
  readonly cert: string;
  /** Its private key, PEM (PKCS#8), not encrypted. */
  readonly key: string;
  /** Its serial number, to revoke it with `issueCrl` of its authority. */
  readonly serial: Uint8Array;
}

/** A name and its keys. */
export interface Party {
  readonly subject: Name;
  readonly keys: Keys;
}

/** Issues the certificate of a party, signed by its issuer. */
export function issueCertificate(
  { subject, keys }: Party,
  request: {
    readonly period: TestPeriod;
    readonly issuer: Party;
    readonly extensions: readonly Extension[];
  },
): IssuedCertificate {
  const { period, issuer, extensions } = request;
  const serial = createSerial();
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: toArrayBuffer(serial),
    signature: ecdsaWithSha256,
    issuer: issuer.subject,
    validity: new Validity({ notBefore: new Date(period.from), notAfter: new Date(period.to) }),
    subject,
    subjectPublicKeyInfo: AsnConvert.parse(keys.spki, SubjectPublicKeyInfo),
    extensions: new Extensions([
      ...extensions,
      toSubjectKeyExtension(keys.identifier),
      toIssuerKeyExtension(issuer.keys.identifier),
    ]),
  });
  const certificate = new Certificate({
    tbsCertificate,
    signatureAlgorithm: ecdsaWithSha256,
    signatureValue: signDer(tbsCertificate, issuer.keys),
  });
  return {
    cert: toPem('CERTIFICATE', AsnConvert.serialize(certificate)),
    key: keys.pem,
    serial,
  };
}

/** Creates a random positive number of 16 bytes. */
function createSerial(): Uint8Array {
  const bytes = randomBytes(16);
  bytes.writeUInt8((bytes.readUInt8(0) & 0x7f) | 0x40, 0);
  return bytes;
}
