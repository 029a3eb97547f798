import type { RegulatorSession } from '@sas-sos/core';

/** The sessions that are open, in the store: every instance knows them. */
export interface SessionTable {
  insert(record: SessionRecord): Promise<void>;
  find(tokenHash: string): Promise<SessionRecord | undefined>;
  /** Puts the end of a session off. */
  extend(tokenHash: string, expiresAt: number): Promise<void>;
  remove(tokenHash: string): Promise<void>;
  /** Removes those whose sign-on has one of its two keys at the provider. */
  removeOfProvider(key: string): Promise<void>;
  /** Removes those that ended at `now` or before. */
  removeExpired(now: number): Promise<void>;
}

/** One session; the token itself is nowhere but in the browser. */
export interface SessionRecord {
  /** SHA-256 of the token. */
  readonly tokenHash: string;
  readonly kind: 'staff' | 'regulator';
  /** Account of the regulator; `null` for the staff. */
  readonly accountId: string | null;
  /** What the forms of the session carry. */
  readonly csrf: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly createdAt: number;
  readonly expiresAt: number;
  /** What the SDK keeps of a sign-on through the platform; `null` for the staff. */
  readonly signOn: KeptSignOn | null;
}

export type KeptSignOn = Omit<RegulatorSession, 'expiresAt'>;

/** A row of `session`: instants are milliseconds in SQLite, dates in PostgreSQL. */
export interface SessionRow {
  readonly token_hash: string;
  readonly kind: SessionRecord['kind'];
  readonly account_id: string | null;
  readonly csrf: string;
  readonly created_at: number | Date;
  readonly expires_at: number | Date;
  readonly seal: string | null;
  readonly logout_hint: string | null;
  readonly subject_key: string | null;
  readonly provider_session_key: string | null;
}

/** Its columns; named, so that a column that is added changes no prepared statement. */
export const sessionColumns = `token_hash, kind, account_id, csrf, created_at, expires_at,
  seal, logout_hint, subject_key, provider_session_key`;

/** Gives the values of the last four columns. */
export function toSignOnValues({ signOn }: SessionRecord): readonly (string | null)[] {
  if (!signOn) return [null, null, null, null];
  const { seal, logoutHint, subjectKey, providerSessionKey } = signOn;
  return [seal, logoutHint, subjectKey, providerSessionKey ?? null];
}

export function toSessionRecord(row: SessionRow): SessionRecord {
  return {
    tokenHash: row.token_hash,
    kind: row.kind,
    accountId: row.account_id,
    csrf: row.csrf,
    createdAt: Number(row.created_at),
    expiresAt: Number(row.expires_at),
    signOn:
      row.seal === null || row.logout_hint === null || row.subject_key === null
        ? null
        : {
            seal: row.seal,
            logoutHint: row.logout_hint,
            subjectKey: row.subject_key,
            providerSessionKey: row.provider_session_key ?? undefined,
          },
  };
}
