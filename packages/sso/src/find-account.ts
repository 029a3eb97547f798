import {
  parseRegulatorIdentifier,
  type RegulatorAccount,
  type RegulatorAccounts,
  toEmailKey,
} from '@sas-sos/core';
import { tryParse } from '@sas-sos/fhir-http';
import { findAccounts } from './call-vendor.js';
import type { AccountClaim, SignOnMethod } from './methods/sign-on-method.js';
import { createRefusal } from './refuse.js';

type Claims = Readonly<Record<string, unknown>>;

/** A value by which an account is found. */
interface AccountKey {
  readonly kind: AccountClaim['kind'];
  readonly value: string;
}

/**
 * Finds the only active account that matches the provider's claims about a person.
 *
 * Any one claim finds it, and no other may contradict it: if a claim matches another account, even
 * a disabled one, or if the account has another value of that kind, the sign-on is refused. An
 * account without a value of that kind is accepted; disabled accounts that share one of its values
 * are ignored.
 *
 * @throws SasError `SAS_SIGN_ON_IDENTITY_MISSING`, `SAS_SIGN_ON_EMAIL_UNVERIFIED`,
 *   `SAS_SIGN_ON_ACCOUNT_UNKNOWN`, `SAS_SIGN_ON_NATIONAL_ID_UNKNOWN`,
 *   `SAS_SIGN_ON_ACCOUNT_DISABLED`, `SAS_SIGN_ON_ACCOUNT_AMBIGUOUS`, `SAS_REGULATORS_UNAVAILABLE`
 */
export async function findAccount(
  claims: Claims,
  {
    method,
    accounts,
    signal,
  }: {
    readonly method: SignOnMethod;
    readonly accounts: RegulatorAccounts;
    readonly signal: AbortSignal;
  },
): Promise<RegulatorAccount> {
  const keys = method.accountClaims.flatMap((claim) => readKey(claims, claim) ?? []);
  if (keys.length === 0) throw createRefusal('SAS_SIGN_ON_IDENTITY_MISSING', 'no claim');
  const valuesOf = (isWanted: (key: AccountKey) => boolean) =>
    keys.filter(isWanted).map(({ value }) => value);
  const candidates = await findAccounts(accounts, {
    emailKeys: valuesOf(({ kind }) => kind === 'email'),
    identifiers: valuesOf(({ kind }) => kind !== 'email'),
    signal,
  });
  // Compared again here, so that a lax store cannot sign a person in as somebody else.
  const matching = candidates.filter((account) => keys.some((key) => hasKey(account, key)));
  const active = matching.filter((account) => account.active === true);
  const ids = new Set(active.map(({ id }) => id));
  const [account] = active;
  if (ids.size > 1) throw createRefusal('SAS_SIGN_ON_ACCOUNT_AMBIGUOUS', 'several active');
  if (account) {
    const isOpposed = keys.some((key) => contradicts(key, account, matching));
    if (isOpposed) throw createRefusal('SAS_SIGN_ON_ACCOUNT_AMBIGUOUS', 'claims contradict');
    return account;
  }
  if (matching.length > 0) throw createRefusal('SAS_SIGN_ON_ACCOUNT_DISABLED', 'not active');
  const isNational = keys.every(({ kind }) => kind === 'national-id');
  throw isNational
    ? createRefusal('SAS_SIGN_ON_NATIONAL_ID_UNKNOWN', 'no account')
    : createRefusal('SAS_SIGN_ON_ACCOUNT_UNKNOWN', 'no account');
}

function hasKey(account: RegulatorAccount, { kind, value }: AccountKey): boolean {
  return identityOf(account, kind) === value;
}

/** Whether a key contradicts an account: it matches another account, or differs from its value. */
function contradicts(
  key: AccountKey,
  account: RegulatorAccount,
  matching: readonly RegulatorAccount[],
): boolean {
  if (hasKey(account, key)) return false;
  return (
    (identityOf(account, key.kind) ?? null) !== null ||
    matching.some((candidate) => hasKey(candidate, key))
  );
}

function identityOf(
  account: RegulatorAccount,
  kind: AccountKey['kind'],
): string | null | undefined {
  if (kind === 'email') return account.emailKey;
  return kind === 'national-id' ? account.nationalId : account.technicalId;
}

function readKey(claims: Claims, wanted: AccountClaim): AccountKey | undefined {
  const { kind } = wanted;
  const name =
    kind === 'national-id' ? wanted.claims.find((claim) => claim in claims) : wanted.claim;
  const value = name === undefined ? undefined : claims[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw createRefusal('SAS_SIGN_ON_IDENTITY_MISSING', 'type');
  if (kind === 'email') return readEmail(value, claims, wanted.acceptUnverified === true);
  const identifier = tryParse(() => parseRegulatorIdentifier(value));
  const isWanted = identifier?.kind === (kind === 'national-id' ? 'national' : 'technical');
  return identifier && isWanted ? { kind, value: identifier.value } : undefined;
}

/** Characters that NFC turns into ASCII (`;`, a grave accent, K): no real address contains them. */
const foldedByUnicode = /[\u037e\u1fef\u212a]/;

function readEmail(email: string, claims: Claims, acceptsUnverified: boolean): AccountKey {
  const value = toEmailKey(email);
  if (foldedByUnicode.test(email)) throw createRefusal('SAS_SIGN_ON_IDENTITY_MISSING', 'email');
  if (value.length > 320 || !/^[^\s\p{Cc}]+@[^\s\p{Cc}]+$/u.test(value)) {
    throw createRefusal('SAS_SIGN_ON_IDENTITY_MISSING', 'email');
  }
  const { email_verified: verified } = claims;
  if (!acceptsUnverified && verified !== undefined && verified !== true && verified !== 'true') {
    throw createRefusal('SAS_SIGN_ON_EMAIL_UNVERIFIED', 'email_verified');
  }
  return { kind: 'email', value };
}
