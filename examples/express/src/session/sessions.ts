import type { Clock, RegulatorAccount } from '@sas-sos/core';
import type { RegulatorRegister, StoredRegulator } from '../store/regulator-register.js';
import type { FoundSession, KeptSignOn, SessionTable } from '../store/session-table.js';
import { createCookie } from './cookie.js';
import { createToken, isToken, toTokenHash } from './secret.js';

/** The person who signed in, and the token of the forms of the session. */
export type Session = (
  | { readonly kind: 'staff' }
  | {
      readonly kind: 'regulator';
      readonly regulator: Pick<StoredRegulator, 'account' | 'terms'>;
      /** The right of a regulator is rebuilt from it at each request. */
      readonly signOn: KeptSignOn;
    }
) & { readonly csrf: string };

/**
 * The person who signs in. The session of a regulator holds the data from which the right is
 * rebuilt: only sign-on through the platform opens one.
 */
type SessionHolder =
  | { readonly kind: 'staff' }
  | {
      readonly kind: 'regulator';
      readonly accountId: string;
      /** The account, if it has just been read. */
      readonly account?: RegulatorAccount;
      readonly signOn: KeptSignOn;
    };

/** The sessions of the vendor's site. Headers are strings, so that any server can use it. */
export interface Sessions {
  /**
   * Opens a session with a new token, and ends the browser's previous session.
   *
   * @param cookies the `Cookie` header of the request.
   * @returns the `Set-Cookie` header of the response.
   */
  open(holder: SessionHolder, cookies: string | undefined): Promise<string>;
  /**
   * Stores a new sign-on of the same regulator in the session of a request: its token and its forms
   * stay valid. Returns whether there is such a session.
   */
  confirm(accountId: string, signOn: KeptSignOn, cookies: string | undefined): Promise<boolean>;
  /** Finds the session of a request as it is stored; `undefined` if there is none, or it has ended. */
  find(cookies: string | undefined): Promise<FoundSession | undefined>;
  /**
   * Returns who is signed in by a session that was found, and extends it; `undefined` if the
   * account of its regulator is no longer active.
   *
   * @param account the account of its regulator, if the same request has already read it.
   */
  resume(found: FoundSession, account?: RegulatorAccount): Promise<Session | undefined>;
  /** Finds the session of a request, and resumes it. */
  current(cookies: string | undefined): Promise<Session | undefined>;
  /** Ends the session of a request; returns the `Set-Cookie` header of the response. */
  close(cookies: string | undefined): Promise<string>;
  /** Ends the sessions of a person, or of one session, as identified by the provider. */
  closeOfProvider(key: string): Promise<void>;
}

const hour = 3_600_000;
/** Maximum duration of a session after sign-in, in use or not. */
const longest = 12 * hour;
/** Maximum idle time of a session: desks are shared. */
const longestIdle = hour;
/** Minimum time between two extensions, or two cleanings: not every page is worth a write. */
const leastBetween = 60_000;

export function createSessions(options: {
  readonly table: SessionTable;
  readonly regulators: RegulatorRegister;
  readonly clock: Clock;
  /** Whether the site is served over HTTPS. */
  readonly isSecure: boolean;
}): Sessions {
  const { table, regulators, clock, isSecure } = options;
  const cookie = createCookie('agenda_session', { isSecure });
  let cleanedAt = Number.NEGATIVE_INFINITY;

  async function remove(cookies: string | undefined): Promise<void> {
    const token = cookie.read(cookies);
    if (token !== undefined && isToken(token)) await table.remove(toTokenHash(token));
  }

  /** Expired sessions are not found in any case: that their rows go is not urgent. */
  async function removeExpired(now: number): Promise<void> {
    if (Math.abs(now - cleanedAt) < leastBetween) return;
    cleanedAt = now;
    await table.removeExpired(now);
  }

  async function find(cookies: string | undefined): Promise<FoundSession | undefined> {
    const token = cookie.read(cookies);
    if (token === undefined || !isToken(token)) return undefined;
    const found = await table.find(toTokenHash(token));
    return found && found.expiresAt > clock.now() ? found : undefined;
  }

  async function extend({ tokenHash, createdAt, expiresAt }: FoundSession): Promise<void> {
    const end = toEnd(createdAt, clock.now());
    if (end - expiresAt >= leastBetween) await table.extend(tokenHash, end);
  }

  async function resume(
    found: FoundSession,
    given?: RegulatorAccount,
  ): Promise<Session | undefined> {
    const { kind, csrf, accountId, tokenHash, signOn, terms } = found;
    if (kind === 'staff') {
      await extend(found);
      return { kind, csrf };
    }
    const account = accountId === given?.id ? given : await findAccount(accountId);
    if (!account?.active || !signOn) {
      await table.remove(tokenHash);
      return undefined;
    }
    await extend(found);
    return { kind, csrf, regulator: { account, terms }, signOn };
  }

  async function findAccount(id: string | null): Promise<RegulatorAccount | undefined> {
    return id === null ? undefined : (await regulators.find(id))?.account;
  }

  return {
    async open(holder, cookies) {
      const now = clock.now();
      const token = createToken();
      await remove(cookies);
      await removeExpired(now);
      await table.insert({
        tokenHash: toTokenHash(token),
        kind: holder.kind,
        accountId: holder.kind === 'regulator' ? holder.accountId : null,
        csrf: createToken(),
        createdAt: now,
        expiresAt: toEnd(now, now),
        signOn: holder.kind === 'regulator' ? holder.signOn : null,
      });
      return cookie.write(token);
    },

    async confirm(accountId, signOn, cookies) {
      const found = await find(cookies);
      if (found?.accountId !== accountId) return false;
      const createdAt = clock.now();
      const expiresAt = toEnd(createdAt, createdAt);
      return table.confirm({ ...found, createdAt, expiresAt, signOn });
    },

    find,

    resume,

    async current(cookies) {
      const found = await find(cookies);
      return found && resume(found);
    },

    async close(cookies) {
      await remove(cookies);
      return cookie.clear();
    },

    closeOfProvider: (key) => table.removeOfProvider(key),
  };
}

function toEnd(createdAt: number, now: number): number {
  return Math.min(createdAt + longest, now + longestIdle);
}
