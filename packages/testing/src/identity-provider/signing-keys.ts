import type { CryptoKey, JWK } from 'jose';
import type { ForgedToken } from './identity-provider.js';

/** The key of a provider, and what can be done with it. */
export interface SigningKey {
  /** Private part, as a provider is configured with it. */
  readonly jwk: JWK;
  /** Signs claims: honestly, or as no honest provider would. */
  sign(
    claims: Readonly<Record<string, unknown>>,
    options?: {
      readonly signature?: ForgedToken['signature'];
      readonly type?: string | undefined;
    },
  ): Promise<string>;
}

/** Makes a new RSA key. */
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

/** Makes another token out of an honest one. */
export async function forge(
  token: string,
  { claims = {}, shift = 0, signature }: ForgedToken,
  key: SigningKey,
): Promise<string> {
  const { decodeJwt } = await import('jose');
  const honest = decodeJwt(token);
  const times = (['iat', 'exp'] as const).flatMap((name) => {
    const time = honest[name];
    return time === undefined ? [] : [[name, time + shift] as const];
  });
  return key.sign({ ...honest, ...Object.fromEntries(times), ...claims }, { signature });
}
