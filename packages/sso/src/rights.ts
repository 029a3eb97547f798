import { createHash } from 'node:crypto';
import type {
  Clock,
  RegulatorAccount,
  RegulatorAccounts,
  RegulatorRight,
  RegulatorSession,
} from '@sas-sos/core';
import { z } from 'zod';
import { findAccounts } from './call-vendor.js';
import type { Identity } from './provider/create-provider.js';
import type { ProviderLogout } from './provider/logout-token.js';
import type { Sealer } from './sealer.js';

/** Creates the rights of regulators: the only place in the SDK that does. */
export interface Rights {
  /** Creates a right at the end of a sign-on, and what a session stores of it. */
  grant(
    regulator: RegulatorAccount,
    signOn: { readonly origin: string; readonly identity: Identity },
  ): { readonly right: RegulatorRight; readonly session: RegulatorSession };
  /** Creates it again from a seal, if the account has not changed since; otherwise `undefined`. */
  restore(
    seal: string | null | undefined,
    signal: AbortSignal,
  ): Promise<RegulatorRight | undefined>;
  /** Whether a seal is of a person at the provider, and of an account; valid or not. */
  isOf(
    seal: string | null | undefined,
    person: { readonly subject: string; readonly accountId?: string },
  ): boolean;
  /** Whether a value is a right that was created here. */
  isRight(value: unknown): value is RegulatorRight;
  /** Opens the hint of a session for the logout at the provider. */
  openLogoutHint(hint: string): string | undefined;
  /** The keys of the sessions that a logout at the provider ends. */
  toLogoutKeys(logout: ProviderLogout): string[];
}

const sealSchema = z.object({
  /** Account and its version. */
  a: z.string(),
  v: z.number(),
  o: z.string(),
  m: z.string().optional(),
  /** When it was signed on. */
  t: z.number(),
  /** The person at the provider, digested; absent in seals of earlier versions. */
  p: z.string().optional(),
});
const hintSchema = z.object({ i: z.string() });
const longestPlatformMethod = 64;

/** Creates the rights of one sign-on; those that another one sealed are not valid here. */
export function createRights({
  accounts,
  method,
  platformMethodClaim,
  sealer,
  hintSealer,
  owner,
  lifetime,
  clock,
}: {
  readonly accounts: RegulatorAccounts;
  /** Name of the method. */
  readonly method: string;
  readonly platformMethodClaim?: string | undefined;
  readonly sealer: Sealer;
  readonly hintSealer: Sealer;
  /** Issuer and client: two providers may give the same subject to two people. */
  readonly owner: string;
  /** Milliseconds. */
  readonly lifetime: number;
  readonly clock: Clock;
}): Rights {
  const made = new WeakSet<object>();

  function make(facts: {
    readonly regulator: RegulatorAccount;
    readonly origin: string;
    readonly platformMethod: string | undefined;
    readonly signedOnAt: number;
  }): RegulatorRight {
    const right = Object.freeze({ ...facts, method });
    made.add(right);
    // The brand exists only in the types; at run time, only the rights created here count.
    return right as unknown as RegulatorRight;
  }

  // Sessions that the provider did not name have their own kind of key: a logout that names one
  // session of a person ends those too, but not the other named ones.
  function digest(kind: 'subject' | 'session' | 'unnamed session', value: string): string {
    return createHash('sha256')
      .update(JSON.stringify([owner, kind, value]))
      .digest('base64url');
  }

  const toPerson = (subject: string) => digest('subject', subject).slice(0, 16);

  return {
    grant(regulator, { origin, identity: { claims, idToken } }) {
      const signedOnAt = clock.now();
      const platformMethod = readPlatformMethod(claims, platformMethodClaim);
      const { sid, sub } = claims;
      const seal = sealer.seal({
        a: regulator.id,
        v: regulator.version,
        o: origin,
        ...(platformMethod === undefined ? {} : { m: platformMethod }),
        t: signedOnAt,
        p: toPerson(sub),
      });
      return {
        right: make({ regulator, origin, platformMethod, signedOnAt }),
        session: {
          seal,
          logoutHint: hintSealer.seal({ i: idToken }),
          subjectKey: digest('subject', sub),
          providerSessionKey:
            typeof sid === 'string' ? digest('session', sid) : digest('unnamed session', sub),
          expiresAt: signedOnAt + lifetime,
        },
      };
    },

    async restore(seal, signal) {
      const { success, data } = sealSchema.safeParse(sealer.open(seal));
      if (!success || clock.now() >= data.t + lifetime) return undefined;
      const { a: id, v: version, o: origin, m: platformMethod, t: signedOnAt } = data;
      const matches = await findAccounts(accounts, { ids: [id], signal });
      const regulator = matches.find((account) => account.id === id);
      if (regulator?.active !== true || regulator.version !== version) return undefined;
      return make({ regulator, origin, platformMethod, signedOnAt });
    },

    isOf(seal, { accountId, subject }) {
      const { success, data } = sealSchema.safeParse(sealer.open(seal));
      if (!success || data.p !== toPerson(subject)) return false;
      return accountId === undefined || data.a === accountId;
    },

    isRight(value): value is RegulatorRight {
      return typeof value === 'object' && value !== null && made.has(value);
    },

    openLogoutHint(hint) {
      const { success, data } = hintSchema.safeParse(hintSealer.open(hint));
      return success ? data.i : undefined;
    },

    toLogoutKeys({ sessionId, subject }) {
      if (sessionId === undefined) return [digest('subject', subject)];
      const unnamed = subject === undefined ? [] : [digest('unnamed session', subject)];
      return [digest('session', sessionId), ...unnamed];
    },
  };
}

/** An opaque text for records: it is only checked to be a text, and short. */
function readPlatformMethod(
  claims: Identity['claims'],
  claim: string | undefined,
): string | undefined {
  const value = claim === undefined ? undefined : claims[claim];
  if (typeof value !== 'string' || value === '') return undefined;
  return value.replace(/[^\p{L}\p{N} ._:/-]/gu, '').slice(0, longestPlatformMethod);
}
