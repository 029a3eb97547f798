import { createHash, randomBytes } from 'node:crypto';
import { type Clock, SasError } from '@sas-sos/core';
import { z } from 'zod';
import { type Cookie, readCookies, toSetCookie } from './cookies.js';
import type { Sealer } from './sealer.js';

/** A sign-on that has begun and not ended: all that is known of it, kept by the browser. */
export interface Attempt {
  /** Goes to the provider and comes back: names the attempt. */
  readonly state: string;
  /** Comes back inside the ID token. */
  readonly nonce: string;
  /** Proves to the provider that who redeems the code is who asked for it (PKCE). */
  readonly codeVerifier: string;
  /** The page asked for: path and query. */
  readonly path: string;
  /** `origin` of the arrival. */
  readonly origin: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

/** An attempt looked for, and the cookies that the response takes back. */
interface TakenAttempt {
  readonly attempt?: Attempt | undefined;
  /** Whether it was found too late: it can only be begun anew. */
  readonly isExpired?: boolean | undefined;
  readonly cookies: readonly string[];
}

export interface Attempts {
  /**
   * Begins one; `cookies` are for the response.
   *
   * @throws SasError `SAS_URL_TOO_LONG` when the page does not fit into a cookie.
   */
  begin(
    request: Request,
    page: Pick<Attempt, 'path' | 'origin'>,
  ): Promise<{ readonly attempt: Attempt; readonly cookies: readonly string[] }>;
  /** Finds the one of a state, and takes its cookie back. */
  take(request: Request, state: string | undefined): Promise<TakenAttempt>;
}

/** Seconds that an attempt may take. */
const attemptSeconds = 600;
/** Seconds that its cookie is kept: long enough to say that it was too late, and to begin again. */
const cookieSeconds = 3600;
/** Attempts that one browser may have at a time. */
const mostAttempts = 10;
/** Bytes of all their cookies: proxies refuse a line of 8 kB, and the vendor has cookies of its own. */
const mostBytes = 7000;
/** Bytes of a name and a value: browsers drop a cookie of more than 4,096, without a word. */
const longestCookie = 4000;

const schema = z.object({
  s: z.string(),
  n: z.string(),
  v: z.string(),
  p: z.string().regex(/^\/(?![/\\])/),
  o: z.string(),
  t: z.number(),
});

/**
 * Keeps attempts in encrypted cookies, one for each, whose name tells which state it goes with:
 * several tabs can sign on at once, and any instance can end what another began.
 *
 * Nothing remembers which attempts were ended. One is not ended twice because its cookie is taken
 * back with the first answer, because the provider takes a code once, and because the ID token holds
 * the nonce of the attempt. Who holds the cookie and the address of a callback before either was used
 * can still end that attempt, once, while the code lives.
 */
export function createAttempts({
  sealer,
  tag,
  isSecure,
  clock,
}: {
  readonly sealer: Sealer;
  /** Tells the cookies of this sign-on from those of another on the same site. */
  readonly tag: string;
  readonly isSecure: boolean;
  readonly clock: Clock;
}): Attempts {
  // With that prefix a browser takes the cookie from this very host alone, and over https.
  const prefix = `${isSecure ? '__Host-' : ''}sas-sign-on-${tag}-`;
  const nameOf = (state: string) =>
    prefix + createHash('sha256').update(state).digest('base64url').slice(0, 16);
  const clear = (name: string) => toSetCookie({ name, value: '' }, { maxAge: 0, isSecure });
  const isLive = ({ startedAt }: Attempt) => clock.now() - startedAt <= attemptSeconds * 1000;

  async function open(text: string): Promise<Attempt | undefined> {
    const { success, data } = schema.safeParse(await sealer.open(text));
    if (!success) return undefined;
    const { s: state, n: nonce, v: codeVerifier, p: path, o: origin, t: startedAt } = data;
    return { state, nonce, codeVerifier, path, origin, startedAt };
  }

  /** Names of the cookies that make room for one more: what can't be opened, then the oldest. */
  async function namesToDrop(request: Request, added: Cookie): Promise<string[]> {
    const cookies = readCookies(request).filter(({ name }) => name.startsWith(prefix));
    const bytes = [added, ...cookies].reduce((sum, each) => sum + bytesOf(each), 0);
    if (cookies.length < mostAttempts && bytes <= mostBytes) return [];
    const aged = await Promise.all(
      cookies.map(async (cookie) => {
        const attempt = await open(cookie.value);
        return { ...cookie, startedAt: attempt?.startedAt ?? 0 };
      }),
    );
    aged.sort((one, other) => other.startedAt - one.startedAt);
    let room = mostBytes - bytesOf(added);
    const dropped = aged.filter((each, index) => {
      room -= bytesOf(each);
      return each.startedAt === 0 || index >= mostAttempts - 1 || room < 0;
    });
    return [...new Set(dropped.map(({ name }) => name))];
  }

  return {
    async begin(request, { path, origin }) {
      const attempt: Attempt = {
        state: randomText(),
        nonce: randomText(),
        codeVerifier: randomText(),
        path,
        origin,
        startedAt: clock.now(),
      };
      const { state, nonce, codeVerifier, startedAt } = attempt;
      const value = await sealer.seal({
        s: state,
        n: nonce,
        v: codeVerifier,
        p: path,
        o: origin,
        t: startedAt,
      });
      const cookie = { name: nameOf(state), value };
      if (bytesOf(cookie) > longestCookie) throw new SasError('SAS_URL_TOO_LONG');
      const written = toSetCookie(cookie, { maxAge: cookieSeconds, isSecure });
      return { attempt, cookies: [...(await namesToDrop(request, cookie)).map(clear), written] };
    },

    async take(request, state) {
      if (state === undefined) return { cookies: [] };
      const name = nameOf(state);
      const found = readCookies(request).filter((cookie) => cookie.name === name);
      const cookies = found.length > 0 ? [clear(name)] : [];
      for (const { value } of found) {
        const attempt = await open(value);
        if (attempt?.state !== state) continue;
        return { attempt, isExpired: !isLive(attempt), cookies };
      }
      return { cookies };
    },
  };
}

/** What a cookie takes of the header, with what stands around it. */
function bytesOf({ name, value }: Cookie): number {
  return Buffer.byteLength(name) + Buffer.byteLength(value) + 3;
}

function randomText(): string {
  return randomBytes(32).toString('base64url');
}
