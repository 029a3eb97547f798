import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import {
  AlgorithmIdentifier,
  Certificate,
  CertificateList,
  CRLNumber,
  type Extension,
  Extensions,
  id_ce_cRLNumber,
  id_ce_subjectKeyIdentifier,
  type Name,
  RevokedCertificate,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  TBSCertList,
  Time,
  Validity,
  Version,
} from '@peculiar/asn1-x509';
import { toPem } from '../certificate/pem.js';
import {
  type SubjectAttributes,
  toAuthorityExtensions,
  toAuthorityName,
  toExtension,
  toIssuerExtension,
  toLeafExtensions,
  toName,
} from './certificate-parts.js';

/** From when to when, in milliseconds since 1970. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** A certificate just issued. */
export interface IssuedCertificate {
  /** The certificate alone, PEM. */
  readonly pem: string;
  /** Its private key, PEM (PKCS#8). */
  readonly key: string;
  /** Its serial number, as a revocation list names it. */
  readonly serial: ArrayBuffer;
}

/** A certificate authority that lives in memory. */
export interface TestAuthority {
  /** Its certificate, PEM. */
  readonly pem: string;
  /** Its own serial number. */
  readonly serial: ArrayBuffer;
  /** Issues a certificate of another party. */
  issue(request: {
    readonly subject: SubjectAttributes;
    readonly period: Period;
    readonly usage: 'client' | 'server';
    readonly hosts?: readonly string[];
    readonly extensions?: readonly Extension[];
  }): IssuedCertificate;
  /** Makes an authority below this one. */
  found(commonName: string, period: Period): TestAuthority;
  /** Issues a revocation list, PEM. */
  list(revoked: readonly ArrayBuffer[], period: Period, extensions?: readonly Extension[]): string;
}

const ecdsaWithSha256 = new AlgorithmIdentifier({ algorithm: '1.2.840.10045.4.3.2' });

/** Makes a root authority. */
export function createRootAuthority(commonName: string, period: Period): TestAuthority {
  const keys = createKeys();
  const subject = toAuthorityName(commonName);
  return createAuthority({ subject, keys, period, issuer: { subject, keys } });
}

/** Makes a certificate that no authority stands behind. */
export function createSelfSigned(subject: SubjectAttributes, period: Period): IssuedCertificate {
  const keys = createKeys();
  const name = toName(subject);
  const issuer = { subject: name, keys };
  return issueCertificate({
    ...issuer,
    period,
    issuer,
    extensions: toLeafExtensions('client', []),
  });
}

interface Keys {
  readonly privateKey: KeyObject;
  readonly spki: Buffer;
  readonly identifier: Buffer;
}

interface Party {
  readonly subject: Name;
  readonly keys: Keys;
}

function createAuthority(request: Party & { readonly period: Period; readonly issuer: Party }) {
  const { pem, serial } = issueCertificate({
    ...request,
    extensions: toAuthorityExtensions(),
  });
  const issuer: Party = request;
  let listNumber = 0;
  const authority: TestAuthority = {
    pem,
    serial,
    issue({ subject, period, usage, hosts = [], extensions: others = [] }) {
      const extensions = [...toLeafExtensions(usage, hosts), ...others];
      return issueCertificate({
        subject: toName(subject),
        keys: createKeys(),
        period,
        issuer,
        extensions,
      });
    },
    found: (commonName, period) =>
      createAuthority({
        subject: toAuthorityName(commonName),
        keys: createKeys(),
        period,
        issuer,
      }),
    list(revoked, period, extensions = []) {
      listNumber += 1;
      return issueList({ revoked, period, issuer, number: listNumber, extensions });
    },
  };
  return authority;
}

function createKeys(): Keys {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return { privateKey, spki, identifier: createHash('sha1').update(spki).digest() };
}

function issueCertificate(request: {
  readonly subject: Name;
  readonly keys: Keys;
  readonly period: Period;
  readonly issuer: Party;
  readonly extensions: readonly Extension[];
}): IssuedCertificate {
  const { subject, keys, period, issuer } = request;
  const serial = createSerial();
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: serial,
    signature: ecdsaWithSha256,
    issuer: issuer.subject,
    validity: new Validity({ notBefore: new Date(period.from), notAfter: new Date(period.to) }),
    subject,
    subjectPublicKeyInfo: AsnConvert.parse(keys.spki, SubjectPublicKeyInfo),
    extensions: new Extensions([
      ...request.extensions,
      toExtension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(keys.identifier)),
      toIssuerExtension(issuer.keys.identifier),
    ]),
  });
  const certificate = new Certificate({
    tbsCertificate,
    signatureAlgorithm: ecdsaWithSha256,
    signatureValue: signDer(tbsCertificate, issuer.keys),
  });
  return {
    pem: toPem('CERTIFICATE', Buffer.from(AsnConvert.serialize(certificate))),
    key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    serial,
  };
}

function issueList(request: {
  readonly revoked: readonly ArrayBuffer[];
  readonly period: Period;
  readonly issuer: Party;
  readonly number: number;
  readonly extensions: readonly Extension[];
}): string {
  const { revoked, period, issuer } = request;
  const revocationDate = new Time(new Date(period.from));
  const tbsCertList = new TBSCertList({
    version: Version.v2,
    signature: ecdsaWithSha256,
    issuer: issuer.subject,
    thisUpdate: new Time(new Date(period.from)),
    nextUpdate: new Time(new Date(period.to)),
    crlExtensions: [
      toIssuerExtension(issuer.keys.identifier),
      toExtension(id_ce_cRLNumber, new CRLNumber(request.number)),
      ...request.extensions,
    ],
  });
  // An empty list of revoked certificates is left out, by the standard.
  if (revoked.length > 0) {
    tbsCertList.revokedCertificates = revoked.map(
      (userCertificate) => new RevokedCertificate({ userCertificate, revocationDate }),
    );
  }
  const list = new CertificateList({
    tbsCertList,
    signatureAlgorithm: ecdsaWithSha256,
    signature: signDer(tbsCertList, issuer.keys),
  });
  return toPem('X509 CRL', Buffer.from(AsnConvert.serialize(list)));
}

function signDer(value: object, { privateKey }: Keys): ArrayBuffer {
  return toArrayBuffer(sign('sha256', Buffer.from(AsnConvert.serialize(value)), privateKey));
}

/** A positive number of 16 bytes. */
function createSerial(): ArrayBuffer {
  const bytes = randomBytes(16);
  bytes.writeUInt8((bytes.readUInt8(0) & 0x7f) | 0x40, 0);
  return toArrayBuffer(bytes);
}

function toArrayBuffer(bytes: Buffer): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
