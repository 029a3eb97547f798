import type { RegulatorSession } from '@sas-sos/core';
import type { StoredRegulator } from './regulator-register.js';
import { type TermsColumns, toAcceptedTerms } from './regulator-row.js';

/** The open sessions, in the store, shared by all instances. */
export interface SessionTable {
  insert(record: SessionRecord): Promise<void>;
  find(tokenHash: string): Promise<FoundSession | undefined>;
  /**
   * Stores the times and the sign-on of a record in the session that has its token and its account.
   * Returns whether there is one.
   */
  confirm(record: SessionRecord): Promise<boolean>;
  /** Extends a session. */
  extend(tokenHash: string, expiresAt: number): Promise<void>;
  remove(tokenHash: string): Promise<void>;
  /** Removes sessions whose sign-on has this key at the provider, as subject or session. */
  removeOfProvider(key: string): Promise<void>;
  /** Removes sessions that expired at `now` or before. */
  removeExpired(now: number): Promise<void>;
}

/** A session; the token itself is only in the browser. */
export interface SessionRecord {
  /** SHA-256 of the token. */
  readonly tokenHash: string;
  readonly kind: 'staff' | 'regulator';
  /** Account of the regulator; `null` for the staff. */
  readonly accountId: string | null;
  /** Token of the forms of the session. */
  readonly csrf: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly createdAt: number;
  readonly expiresAt: number;
  /** What the SDK keeps of a sign-on through the platform; `null` for the staff. */
  readonly signOn: KeptSignOn | null;
}

/** A session, with what else a page needs of its regulator. */
export interface FoundSession extends SessionRecord {
  /** Terms of use accepted last; `null` if never, and for the staff. */
  readonly terms: StoredRegulator['terms'];
}

export type KeptSignOn = Omit<RegulatorSession, 'expiresAt'>;

/** A row of `session`: instants are milliseconds in SQLite, dates in PostgreSQL. */
export interface SessionRow extends TermsColumns {
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

const columns = [
  ...['token_hash', 'kind', 'account_id', 'csrf', 'created_at', 'expires_at'],
  ...['seal', 'logout_hint', 'subject_key', 'provider_session_key'],
];

/** Columns of `session`; listed, so that a new column changes no prepared statement. */
export const sessionColumns = columns.join(', ');

/** Selects sessions with the terms of their regulators: a page needs both. */
export const selectSessions = `SELECT ${columns.map((name) => `session.${name}`).join(', ')},
    terms_version, terms_accepted_at
  FROM session LEFT JOIN regulator_account ON regulator_account.id = session.account_id`;

/** Returns the values of the last four columns. */
export function toSignOnValues({ signOn }: SessionRecord): readonly (string | null)[] {
  if (!signOn) return [null, null, null, null];
  const { seal, logoutHint, subjectKey, providerSessionKey } = signOn;
  return [seal, logoutHint, subjectKey, providerSessionKey ?? null];
}

export function toFoundSession(row: SessionRow): FoundSession {
  return {
    tokenHash: row.token_hash,
    kind: row.kind,
    accountId: row.account_id,
    csrf: row.csrf,
    createdAt: Number(row.created_at),
    expiresAt: Number(row.expires_at),
    terms: toAcceptedTerms(row),
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
