import type { CryptoKey, JWK } from 'jose';
import type { ForgedSignature } from './realm-faults.js';

/** The signing key of a realm. */
export interface SigningKey {
  /** Private key, as oidc-provider takes it. */
  readonly jwk: JWK;
  /** Signs claims, by default honestly. */
  sign: SignClaims;
}

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

/** Creates a new RSA key. */
export async function createSigningKey(): Promise<SigningKey> {
  const { calculateJwkThumbprint, exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT } =
    await import('jose');
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const exported = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(exported);

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
    jwk: { ...exported, kid, use: 'sig', alg: 'RS256' },
    async sign(claims, { signature, type } = {}) {
      switch (signature) {
        case 'none':
          return new UnsecuredJWT({ ...claims }).encode();
        case 'public-key-as-secret': {
          const secret = new TextEncoder().encode(await exportSPKI(publicKey));
          return signWith(secret, 'HS256', claims, type);
        }
        case 'other-key': {
          const other = await generateKeyPair('RS256');
          return signWith(other.privateKey, 'RS256', claims, type);
        }
        case 'altered': {
          const token = await signWith(privateKey, 'RS256', claims, type);
          const at = token.lastIndexOf('.') + 1;
          return `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
        }
        default:
          return signWith(privateKey, 'RS256', claims, type);
      }
    },
  };
}
