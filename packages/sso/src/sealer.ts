import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

/** Seals values that leave this process in a cookie or the vendor's store, and opens them again. */
export interface Sealer {
  /** Encrypts a JSON value with the first secret. */
  seal(value: object): string;
  /** Opens a text sealed with any of the secrets; `undefined` if it is not one, or was altered. */
  open(text: unknown): unknown;
}

const longest = 65_536;
const salt = 'sas-sos sign-on';
const cipher = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

/** A key, and the header of what it seals, encoded. */
interface Key {
  readonly header: string;
  readonly bytes: Uint8Array;
}

/**
 * Creates a sealer for one purpose: a text sealed for one purpose cannot be opened for another.
 *
 * The cipher is that of `node:crypto`: Web Crypto, with which jose encrypts, hands each text to
 * another thread and back, which costs several times as much as these few hundred bytes.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7516 (JWE, `dir` with A256GCM), RFC 5869 (HKDF)
 */
export function createSealer(secrets: readonly string[], purpose: string): Sealer {
  const keys = secrets.map((secret) => toKey(secret, purpose));
  // Only the very header that `seal` writes: no other algorithm, and nothing beside it.
  const keysByHeader = new Map(keys.map((key) => [key.header, key]));
  const [first] = keys;
  return {
    seal(value) {
      if (!first) throw new TypeError('A sealer needs a secret.');
      return encrypt(JSON.stringify(value), first);
    },
    open(text) {
      if (typeof text !== 'string' || text.length > longest) return undefined;
      const parts = text.split('.');
      const key = keysByHeader.get(parts[0] ?? '');
      // With `dir` there is no encrypted key.
      if (!key || parts.length !== 5 || parts[1] !== '') return undefined;
      try {
        return JSON.parse(decrypt(parts.slice(2).map(decode), key));
      } catch {
        return undefined;
      }
    },
  };
}

function encrypt(text: string, { header, bytes }: Key): string {
  const iv = randomBytes(ivBytes);
  const encryption = createCipheriv(cipher, bytes, iv).setAAD(Buffer.from(header));
  const encrypted = Buffer.concat([encryption.update(text, 'utf8'), encryption.final()]);
  const parts = [iv, encrypted, encryption.getAuthTag()].map((part) => part.toString('base64url'));
  return [header, '', ...parts].join('.');
}

/** @throws Error if the text was altered. */
function decrypt([iv, encrypted, tag]: readonly Buffer[], { header, bytes }: Key): string {
  if (iv?.length !== ivBytes || !encrypted || tag?.length !== tagBytes) {
    throw new TypeError('The text was not sealed here.');
  }
  const decryption = createDecipheriv(cipher, bytes, iv, { authTagLength: tagBytes });
  decryption.setAAD(Buffer.from(header)).setAuthTag(tag);
  return `${decryption.update(encrypted, undefined, 'utf8')}${decryption.final('utf8')}`;
}

/** @throws Error if it is not the only way to write these bytes: Node skips other characters. */
function decode(part: string): Buffer {
  const bytes = Buffer.from(part, 'base64url');
  if (bytes.toString('base64url') !== part) throw new TypeError('The text was altered.');
  return bytes;
}

function toKey(secret: string, purpose: string): Key {
  const bytes = new Uint8Array(hkdfSync('sha256', secret, salt, purpose, 32));
  const kid = createHash('sha256').update('id').update(bytes).digest('base64url').slice(0, 8);
  const header = JSON.stringify({ alg: 'dir', enc: 'A256GCM', kid });
  return { header: Buffer.from(header).toString('base64url'), bytes };
}
