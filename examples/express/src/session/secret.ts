import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

/** Creates a token that nobody can guess: 32 random bytes. */
export function createToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Whether a text is written like a token of {@link createToken}. */
export function isToken(text: string): boolean {
  return /^[\w-]{43}$/.test(text);
}

/** What is kept of a token: somebody who reads the store cannot sign in with it. */
export function toTokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** Whether two secrets are the same, in a time that reveals nothing of either. */
export function isSameSecret(secret: string, other: string): boolean {
  return timingSafeEqual(digest(secret), digest(other));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

// Without the signs that are taken for one another: 0 and o, 1, i and l.
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Creates a password that can be read aloud: four groups of four signs. */
export function createPassword(): string {
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return Array.from({ length: 4 }, group).join('-');
}
