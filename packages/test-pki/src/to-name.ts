import {
  AttributeTypeAndValue,
  AttributeValue,
  Name,
  RelativeDistinguishedName,
} from '@peculiar/asn1-x509';

/** Attributes of a subject, in the order of the certificate: `['CN', 'name']`. */
export type TestSubjectAttributes = readonly (readonly ['C' | 'CN' | 'O' | 'OU', string])[];

const attributeTypes = { C: '2.5.4.6', O: '2.5.4.10', OU: '2.5.4.11', CN: '2.5.4.3' };

/** Converts attributes to a name with one attribute per level. */
export function toName(attributes: TestSubjectAttributes): Name {
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
