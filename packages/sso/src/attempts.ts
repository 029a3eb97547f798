import { createHash, randomBytes } from 'node:crypto';
import { type Clock, SasError } from '@sas-sos/core';
import { z } from 'zod';
import { type Cookie, readCookies, toSetCookie } from './cookies.js';
import type { Sealer } from './sealer.js';

/** A sign-on that has started and not ended; all of its state is kept by the browser. */
export interface Attempt {
  /** Sent to the provider and returned by it: identifies the attempt. */
  readonly state: string;
  /** Returned in the ID token. */
  readonly nonce: string;
  /** Proves to the provider that the code is redeemed by the client that asked for it (PKCE). */
  readonly codeVerifier: string;
  /** The requested page: path and query. */
  readonly path: string;
  /** `origin` of the arrival. */
  readonly origin: string;
  /** Whether the provider was asked to show no page (`prompt=none`). */
  readonly isSilent?: boolean | undefined;
  /** Whether it replaces an attempt whose login page had expired. */
  readonly isRestarted?: boolean | undefined;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

/** What an attempt is begun with. */
export type NewAttempt = Pick<Attempt, 'path' | 'origin' | 'isSilent' | 'isRestarted'>;

/** An attempt that was looked up, and the cookies that the response deletes. */
interface TakenAttempt {
  readonly attempt?: Attempt | undefined;
  /** Whether it was found too late: the sign-on must start again. */
  readonly isExpired?: boolean | undefined;
  readonly cookies: readonly string[];
}

export interface Attempts {
  /**
   * Starts an attempt; `cookies` are for the response.
   *
   * @throws SasError `SAS_URL_TOO_LONG` when the page does not fit into a cookie.
   */
  begin(
    request: Request,
    attempt: NewAttempt,
  ): { readonly attempt: Attempt; readonly cookies: readonly string[] };
  /** Finds the attempt of a state, and deletes its cookie. */
  take(request: Request, state: string | undefined): TakenAttempt;
}

/** Seconds within which an attempt must end. */
const attemptSeconds = 600;
/**
 * Seconds that its cookie lives: long enough to report that it was too late, and to start again.
 */
const cookieSeconds = 3600;
/** Maximum number of concurrent attempts in one browser. */
const mostAttempts = 10;
/**
 * Maximum bytes of all their cookies: proxies refuse a line of 8 kB, and the vendor has its own.
 */
const mostBytes = 7000;
/** Maximum bytes of a name and a value: browsers silently drop cookies of more than 4,096. */
const longestCookie = 4000;

const schema = z.object({
  s: z.string(),
  n: z.string(),
  v: z.string(),
  p: z.string().regex(/^\/(?![/\\])/),
  o: z.string(),
  t: z.number(),
  q: z.literal(1).optional(),
  r: z.literal(1).optional(),
});

/**
 * Keeps each attempt in its own encrypted cookie, named after its state: several tabs can sign on
 * at once, and any instance can finish what another started.
 *
 * Finished attempts are not recorded. An attempt cannot be finished twice because its cookie is
 * deleted with the first answer, because the provider accepts a code once, and because the ID token
 * contains the nonce of the attempt. Someone who has the cookie and the URL of a callback before
 * either was used can still finish that attempt, once, while the code lives.
 */
export function createAttempts({
  sealer,
  tag,
  isSecure,
  clock,
}: {
  readonly sealer: Sealer;
  /** Distinguishes the cookies of this sign-on from those of another on the same site. */
  readonly tag: string;
  readonly isSecure: boolean;
  readonly clock: Clock;
}): Attempts {
  // With that prefix a browser accepts the cookie only from this host, and only over https.
  const prefix = `${isSecure ? '__Host-' : ''}sas-sign-on-${tag}-`;
  const nameOf = (state: string) =>
    prefix + createHash('sha256').update(state).digest('base64url').slice(0, 16);
  const clear = (name: string) => toSetCookie({ name, value: '' }, { maxAge: 0, isSecure });
  const isLive = ({ startedAt }: Attempt) => clock.now() - startedAt <= attemptSeconds * 1000;

  function open(text: string): Attempt | undefined {
    const { success, data } = schema.safeParse(sealer.open(text));
    if (!success) return undefined;
    const { s: state, n: nonce, v: codeVerifier, p: path, o: origin, t: startedAt, q, r } = data;
    const flags = { isSilent: q === 1, isRestarted: r === 1 };
    return { state, nonce, codeVerifier, path, origin, startedAt, ...flags };
  }

  /**
   * Names of the cookies to delete to make room for a new one: unreadable ones, then the oldest.
   */
  function namesToDrop(request: Request, added: Cookie): string[] {
    const cookies = readCookies(request).filter(({ name }) => name.startsWith(prefix));
    const bytes = [added, ...cookies].reduce((sum, cookie) => sum + bytesOf(cookie), 0);
    if (cookies.length < mostAttempts && bytes <= mostBytes) return [];
    const aged = cookies.map((cookie) => ({
      ...cookie,
      startedAt: open(cookie.value)?.startedAt ?? 0,
    }));
    aged.sort((first, second) => second.startedAt - first.startedAt);
    let room = mostBytes - bytesOf(added);
    const dropped = aged.filter((entry, index) => {
      room -= bytesOf(entry);
      return entry.startedAt === 0 || index >= mostAttempts - 1 || room < 0;
    });
    return [...new Set(dropped.map(({ name }) => name))];
  }

  return {
    begin(request, { path, origin, isSilent = false, isRestarted = false }) {
      const [state, nonce, codeVerifier] = randomTexts();
      const startedAt = clock.now();
      const flags = { isSilent, isRestarted };
      const attempt: Attempt = { state, nonce, codeVerifier, path, origin, startedAt, ...flags };
      const value = sealer.seal({
        s: state,
        n: nonce,
        v: codeVerifier,
        p: path,
        o: origin,
        t: startedAt,
        ...(isSilent ? { q: 1 } : {}),
        ...(isRestarted ? { r: 1 } : {}),
      });
      const cookie = { name: nameOf(state), value };
      if (bytesOf(cookie) > longestCookie) throw new SasError('SAS_URL_TOO_LONG');
      const written = toSetCookie(cookie, { maxAge: cookieSeconds, isSecure });
      return { attempt, cookies: [...namesToDrop(request, cookie).map(clear), written] };
    },

    take(request, state) {
      if (state === undefined) return { cookies: [] };
      const name = nameOf(state);
      const matches = readCookies(request).filter((cookie) => cookie.name === name);
      const cookies = matches.length > 0 ? [clear(name)] : [];
      for (const { value } of matches) {
        const attempt = open(value);
        if (attempt?.state !== state) continue;
        return { attempt, isExpired: !isLive(attempt), cookies };
      }
      return { cookies };
    },
  };
}

/** Bytes that a cookie takes in the header, including its separators. */
function bytesOf({ name, value }: Cookie): number {
  return Buffer.byteLength(name) + Buffer.byteLength(value) + 3;
}

/** Three texts of 32 random bytes, drawn in one call, which costs more than the bytes. */
function randomTexts(): [string, string, string] {
  const bytes = randomBytes(96);
  const textAt = (start: number) => bytes.toString('base64url', start, start + 32);
  return [textAt(0), textAt(32), textAt(64)];
}
