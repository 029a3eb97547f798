import { createHash, hkdfSync } from 'node:crypto';
import { CompactEncrypt, compactDecrypt } from 'jose';

/** Seals values that leave this process in a cookie or the vendor's store, and opens them again. */
export interface Sealer {
  /** Encrypts a JSON value with the first secret. */
  seal(value: object): Promise<string>;
  /** Opens a text sealed with any of the secrets; `undefined` if it is not one, or was altered. */
  open(text: unknown): Promise<unknown>;
}

const longest = 65_536;
const salt = 'sas-sos sign-on';
const decoder = new TextDecoder();
const encoder = new TextEncoder();

/**
 * Creates a sealer for one purpose: a text sealed for one purpose cannot be opened for another.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7516 (JWE, `dir` with A256GCM), RFC 5869 (HKDF)
 */
export function createSealer(secrets: readonly string[], purpose: string): Sealer {
  const keys = secrets.map((secret) => toKey(secret, purpose));
  const keysById = new Map(keys.map((key) => [key.id, key.bytes]));
  const [first] = keys;
  return {
    async seal(value) {
      if (!first) throw new TypeError('A sealer needs a secret.');
      return new CompactEncrypt(encoder.encode(JSON.stringify(value)))
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: first.id })
        .encrypt(first.bytes);
    },
    async open(text) {
      if (typeof text !== 'string' || text.length > longest) return undefined;
      try {
        const { plaintext } = await compactDecrypt(text, ({ kid }) => readKey(keysById, kid), {
          keyManagementAlgorithms: ['dir'],
          contentEncryptionAlgorithms: ['A256GCM'],
        });
        return JSON.parse(decoder.decode(plaintext));
      } catch {
        return undefined;
      }
    },
  };
}

function readKey(keysById: ReadonlyMap<string, Uint8Array>, kid: unknown): Uint8Array {
  const key = typeof kid === 'string' ? keysById.get(kid) : undefined;
  if (!key) throw new TypeError('It was sealed with another secret.');
  return key;
}

function toKey(secret: string, purpose: string) {
  const bytes = new Uint8Array(hkdfSync('sha256', secret, salt, purpose, 32));
  const id = createHash('sha256').update('id').update(bytes).digest('base64url').slice(0, 8);
  return { id, bytes };
}
