import { sign } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import { AlgorithmIdentifier } from '@peculiar/asn1-x509';
import type { Keys } from './create-keys.js';
import { toArrayBuffer } from './to-array-buffer.js';

/** The signature algorithm of all certificates and lists of this package. */
export const ecdsaWithSha256 = new AlgorithmIdentifier({ algorithm: '1.2.840.10045.4.3.2' });

/** Signs the DER encoding of a value. */
export function signDer(value: object, { privateKey }: Keys): ArrayBuffer {
  return toArrayBuffer(sign('sha256', Buffer.from(AsnConvert.serialize(value)), privateKey));
}
