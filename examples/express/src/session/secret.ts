import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

/** Creates a token that nobody can guess: 32 random bytes. */
export function createToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Whether a text has the format of {@link createToken}. */
export function isToken(text: string): boolean {
  return /^[\w-]{43}$/.test(text);
}

/** Hashes a token for storage: a person who reads the store cannot sign in with it. */
export function toTokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** Whether two secrets are the same, compared in constant time. */
export function isSameSecret(secret: string, other: string): boolean {
  return timingSafeEqual(digest(secret), digest(other));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

// Without characters that look alike: 0 and o, 1, i and l.
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Creates a password that can be read aloud: four groups of four characters. */
export function createPassword(): string {
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return Array.from({ length: 4 }, group).join('-');
}
