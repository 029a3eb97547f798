import { AsnConvert } from '@peculiar/asn1-schema';
import {
  CertificateList,
  type Extension,
  RevokedCertificate,
  TBSCertList,
  Time,
  Version,
} from '@peculiar/asn1-x509';
import { toIssuerKeyExtension, toListNumberExtension } from './certificate-extensions.js';
import type { Party, TestPeriod } from './issue-certificate.js';
import { ecdsaWithSha256, signDer } from './sign-der.js';
import { toArrayBuffer } from './to-array-buffer.js';
import { toPem } from './to-pem.js';

/** Issues the revocation list of an authority, PEM. */
export function issueRevocationList(
  issuer: Party,
  request: {
    /** Serial numbers. */
    readonly revoked: readonly Uint8Array[];
    readonly period: TestPeriod;
    readonly number: number;
    readonly extensions: readonly Extension[];
  },
): string {
  const { revoked, period, number, extensions } = request;
  const tbsCertList = new TBSCertList({
    version: Version.v2,
    signature: ecdsaWithSha256,
    issuer: issuer.subject,
    thisUpdate: new Time(new Date(period.from)),
    nextUpdate: new Time(new Date(period.to)),
    crlExtensions: [
      toIssuerKeyExtension(issuer.keys.identifier),
      toListNumberExtension(number),
      ...extensions,
    ],
  });
  // RFC 5280, section 5.1.2.6: with nothing revoked, the list of revoked certificates is left out.
  if (revoked.length > 0) {
    const revocationDate = new Time(new Date(period.from));
    tbsCertList.revokedCertificates = revoked.map(
      (serial) =>
        new RevokedCertificate({ userCertificate: toArrayBuffer(serial), revocationDate }),
    );
  }
  const list = new CertificateList({
    tbsCertList,
    signatureAlgorithm: ecdsaWithSha256,
    signature: signDer(tbsCertList, issuer.keys),
  });
  return toPem('X509 CRL', AsnConvert.serialize(list));
}
