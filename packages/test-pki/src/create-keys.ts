import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';

/** A key pair and its identifier. */
export interface Keys {
  readonly privateKey: KeyObject;
  /** The private key, PEM (PKCS#8). */
  readonly pem: string;
  /** The public key, DER. */
  readonly spki: Buffer;
  /** Key identifier, as used in certificates and revocation lists. */
  readonly identifier: Buffer;
}

/** Creates a key pair on P-256. */
export function createKeys(): Keys {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return {
    privateKey,
    pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    spki,
    identifier: createHash('sha1').update(spki).digest(),
  };
}
