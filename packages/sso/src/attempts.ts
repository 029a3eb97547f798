import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '@sas-sos/core';
import { z } from 'zod';
import { readCookies, toSetCookie } from './cookies.js';
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
  /** Whether it was found too late. */
  readonly isExpired?: boolean | undefined;
  readonly cookies: readonly string[];
}

export interface Attempts {
  /** Begins one; `cookies` are for the response. */
  begin(
    request: Request,
    page: Pick<Attempt, 'path' | 'origin'>,
  ): Promise<{ readonly attempt: Attempt; readonly cookies: readonly string[] }>;
  /** Finds the one of a state, and takes its cookie back. */
  take(request: Request, state: string | undefined): Promise<TakenAttempt>;
}

/** Seconds that an attempt may take. */
const attemptSeconds = 600;
/** Attempts that one browser may have at a time: their cookies stay well below 16 kB of headers. */
const mostAttempts = 10;

const schema = z.object({
  s: z.string(),
  n: z.string(),
  v: z.string(),
  p: z.string().startsWith('/'),
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

  /** Names of the cookies that make room for one more: what can't be used, then the oldest. */
  async function namesToDrop(request: Request): Promise<string[]> {
    const cookies = readCookies(request).filter(({ name }) => name.startsWith(prefix));
    if (cookies.length < mostAttempts) return [];
    const aged = await Promise.all(
      cookies.map(async ({ name, value }) => {
        const attempt = await open(value);
        return { name, startedAt: attempt && isLive(attempt) ? attempt.startedAt : 0 };
      }),
    );
    aged.sort((one, other) => other.startedAt - one.startedAt);
    const kept = aged.filter(({ startedAt }) => startedAt > 0).slice(0, mostAttempts - 1);
    return [...new Set(aged.filter((each) => !kept.includes(each)).map(({ name }) => name))];
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
      const written = toSetCookie(
        { name: nameOf(state), value },
        { maxAge: attemptSeconds, isSecure },
      );
      return { attempt, cookies: [...(await namesToDrop(request)).map(clear), written] };
    },

    async take(request, state) {
      if (state === undefined) return { cookies: [] };
      const name = nameOf(state);
      const found = readCookies(request).filter((cookie) => cookie.name === name);
      const cookies = found.length > 0 ? [clear(name)] : [];
      for (const { value } of found) {
        const attempt = await open(value);
        if (attempt?.state !== state) continue;
        return isLive(attempt) ? { attempt, cookies } : { isExpired: true, cookies };
      }
      return { cookies };
    },
  };
}

function randomText(): string {
  return randomBytes(32).toString('base64url');
}
