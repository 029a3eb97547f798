import { AsnConvert } from '@peculiar/asn1-schema';
import {
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  ExtendedKeyUsage,
  Extension,
  GeneralName,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_subjectAltName,
  id_kp_clientAuth,
  id_kp_serverAuth,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  Name,
  RelativeDistinguishedName,
  SubjectAlternativeName,
} from '@peculiar/asn1-x509';

/** Attributes of a subject, in the order of the certificate: `['CN', 'name']`. */
export type SubjectAttributes = readonly (readonly [keyof typeof attributeTypes, string])[];

const attributeTypes = { C: '2.5.4.6', O: '2.5.4.10', OU: '2.5.4.11', CN: '2.5.4.3' };
const isAddress = /^[\d.]+$|:/;

/** What a certificate that is no authority's says of itself. */
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

/** What an authority's certificate says of itself. */
export function toAuthorityExtensions(): Extension[] {
  const usage = new KeyUsage(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign);
  return [
    toExtension(id_ce_basicConstraints, new BasicConstraints({ cA: true }), true),
    toExtension(id_ce_keyUsage, usage, true),
  ];
}

/** Names the key that signed. */
export function toIssuerExtension(identifier: Buffer): Extension {
  const keyIdentifier = new KeyIdentifier(identifier);
  return toExtension(id_ce_authorityKeyIdentifier, new AuthorityKeyIdentifier({ keyIdentifier }));
}

/** Makes one extension. */
export function toExtension(extnID: string, value: object, critical = false): Extension {
  const extension = new Extension({ extnID, critical });
  extension.extnValue.buffer = AsnConvert.serialize(value);
  return extension;
}

/** The name of an authority. */
export function toAuthorityName(commonName: string): Name {
  return toName([
    ['C', 'FR'],
    ['O', 'TEST ONLY'],
    ['CN', commonName],
  ]);
}

/** Makes a name, one attribute to a level. */
export function toName(attributes: SubjectAttributes): Name {
  return new Name(
    attributes.map(([type, value]) => {
      const text = type === 'C' ? { printableString: value } : { utf8String: value };
      return new RelativeDistinguishedName([
        new AttributeTypeAndValue({
          type: attributeTypes[type],
          value: new AttributeValue(text),
        }),
      ]);
    }),
  );
}
