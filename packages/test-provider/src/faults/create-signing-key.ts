import type { CryptoKey, JWK } from 'jose';
import type { ForgedSignature } from './realm-faults.js';

/** The signing key of a realm. */
export interface SigningKey {
  /** Private key, as oidc-provider takes it. */
  readonly jwk: JWK;
  readonly algorithm: SigningAlgorithm;
  readonly keyId: string;
  /** Signs claims, by default honestly. */
  sign: SignClaims;
}

/** An algorithm with which a realm can sign. */
export type SigningAlgorithm = 'RS256' | 'ES256';

/** Signs any claims as a JWT. */
export type SignClaims = (
  claims: Readonly<Record<string, unknown>>,
  options?: {
    /** A signature that no honest provider makes. @defaultValue an honest one */
    readonly signature?: ForgedSignature | undefined;
    /** `typ` of the header. @defaultValue none */
    readonly type?: string | undefined;
  },
) => Promise<string>;

/** Creates a new key. */
export async function createSigningKey({
  algorithm = 'RS256',
  keyId,
}: {
  readonly algorithm?: SigningAlgorithm | undefined;
  /** `kid` of the key. @defaultValue its thumbprint */
  readonly keyId?: string | undefined;
} = {}): Promise<SigningKey> {
  const { calculateJwkThumbprint, exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT } =
    await import('jose');
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const exported = await exportJWK(privateKey);
  const kid = keyId ?? (await calculateJwkThumbprint(exported));

  async function signWith(
    key: CryptoKey | Uint8Array,
    alg: string,
    claims: object,
    typ?: string,
  ): Promise<string> {
    const header = { alg, kid, ...(typ === undefined ? {} : { typ }) };
    return new SignJWT({ ...claims }).setProtectedHeader(header).sign(key);
  }

  return {
    jwk: { ...exported, kid, use: 'sig', alg: algorithm },
    algorithm,
    keyId: kid,
    async sign(claims, { signature, type } = {}) {
      switch (signature) {
        case 'none':
          return new UnsecuredJWT({ ...claims }).encode();
        case 'public-key-as-secret': {
          const secret = new TextEncoder().encode(await exportSPKI(publicKey));
          return signWith(secret, 'HS256', claims, type);
        }
        case 'other-key': {
          const other = await generateKeyPair(algorithm);
          return signWith(other.privateKey, algorithm, claims, type);
        }
        case 'altered': {
          const token = await signWith(privateKey, algorithm, claims, type);
          const at = token.lastIndexOf('.') + 1;
          return `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
        }
        default:
          return signWith(privateKey, algorithm, claims, type);
      }
    },
  };
}
