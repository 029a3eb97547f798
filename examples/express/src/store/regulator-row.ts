import type { RegulatorAccount, RegulatorDetails } from '@sas-sos/core';
import type { StoredRegulator } from './regulator-register.js';
import { toSearchText } from './search-text.js';

/** Columns of an account that belong to the SDK, in the order of `toAccountValues`. */
export const accountColumns = [
  'id',
  'version',
  'national_id',
  'technical_id',
  'active',
  'email',
  'email_key',
  'family_name',
  'given_name',
  'details',
] as const;

/** Columns of a whole row; listed, so that a new column changes no prepared statement. */
export const registerColumns = [
  ...accountColumns,
  'created_at',
  'updated_at',
  'terms_version',
  'terms_accepted_at',
].join(', ');

/** The part of a row of `regulator_account` that the SDK reads. */
export interface AccountRow {
  readonly id: string;
  readonly version: number;
  readonly national_id: string | null;
  readonly technical_id: string | null;
  /** 0 or 1 in SQLite. */
  readonly active: boolean | number;
  readonly email: string;
  readonly email_key: string;
  readonly family_name: string;
  readonly given_name: string;
  /** JSON stored as text, so that it comes back unchanged. */
  readonly details: string;
}

/** Terms of use: instants are milliseconds in SQLite, dates in PostgreSQL. */
export interface TermsColumns {
  readonly terms_version: string | null;
  readonly terms_accepted_at: number | Date | null;
}

/** A whole row. */
export interface RegulatorRow extends AccountRow, TermsColumns {
  readonly created_at: number | Date;
  readonly updated_at: number | Date;
}

export function toRegulatorAccount(row: AccountRow): RegulatorAccount {
  return {
    id: row.id,
    version: row.version,
    nationalId: row.national_id,
    technicalId: row.technical_id,
    active: Boolean(row.active),
    email: row.email,
    emailKey: row.email_key,
    familyName: row.family_name,
    givenName: row.given_name,
    details: JSON.parse(row.details) as RegulatorDetails,
  };
}

export function toStoredRegulator(row: RegulatorRow): StoredRegulator {
  return {
    account: toRegulatorAccount(row),
    createdAt: Number(row.created_at),
    updatedAt: Number(row.updated_at),
    terms: toAcceptedTerms(row),
  };
}

export function toAcceptedTerms(row: TermsColumns): StoredRegulator['terms'] {
  return row.terms_version === null
    ? null
    : { version: row.terms_version, acceptedAt: Number(row.terms_accepted_at) };
}

/** Returns the values of `accountColumns`, then that of `search_text`. */
export function toAccountValues(account: RegulatorAccount): readonly (string | number | null)[] {
  return [
    account.id,
    account.version,
    account.nationalId,
    account.technicalId,
    Number(account.active),
    account.email,
    account.emailKey,
    account.familyName,
    account.givenName,
    JSON.stringify(account.details),
    toSearchText(account),
  ];
}
