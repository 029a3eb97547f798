/**
 * The port over a vendor's store of regulator accounts: finds accounts and saves changes.
 *
 * Two methods, on plain objects; the SDK waits ten seconds at most for each. The SDK reads,
 * decides, and saves; if the accounts changed in between, it reads again. For this to work with any
 * number of processes, the store itself must enforce four rules, as unique keys (or as one
 * transaction that lets no other write in between):
 *
 * 1. an `id` belongs to one account;
 * 2. a `nationalId` that is not null belongs to one account, active or not;
 * 3. a `technicalId` that is not null belongs to one account, active or not;
 * 4. an `emailKey` belongs to one **active** account; any number of disabled ones may have it too.
 *
 * Each of two overlapping calls is decided on what it read; in whatever order they end, the changes
 * of both are kept, and the rules hold.
 *
 * `describeRegulatorAccounts` of `@sas-sos/testing` checks whether an implementation keeps this
 * contract.
 *
 * @see `docs/guides/regulators.md`
 */
export interface RegulatorAccounts {
  /**
   * Finds the accounts that have one of the ids, **or** one of the identifiers, **or** one of the
   * e-mail keys: active or not, without duplicates, in any order; an empty list if there are none.
   *
   * All of them are read at one moment: in one statement, or in one transaction. Values are
   * compared character by character; the SDK has already normalised them. An `id` can be any text;
   * one that belongs to no account finds nothing. What `save` has saved is found by every `find`
   * that starts later, in any process.
   */
  find(
    query: RegulatorAccountQuery,
  ): Promise<readonly RegulatorAccount[]> | readonly RegulatorAccount[];

  /**
   * Saves the changes of one call of the platform, in the order given: all of them, or none.
   *
   * A change without `before` adds an account. A change with `before` replaces the account with
   * that `id`, if the version in the store is still that of `before`. If it is not, or if the
   * change would break one of the four rules, nothing is saved and the answer is `stale`: the SDK
   * reads again and decides again. A deadlock or a serialization failure is `stale` too. Changes
   * applied in the order given never break a rule at any step; an account may change twice, the
   * second change based on the first.
   *
   * Everything else that the vendor stores with an account (terms of use accepted, history,
   * password) stays as it is, or is written in the same transaction. If an account needs a
   * password, the vendor generates it when the account is added; it is never sent to the platform.
   */
  save(
    changes: readonly RegulatorAccountChange[],
    options: {
      /** Aborted when nobody waits for the answer any more; a save that has begun may finish. */
      readonly signal: AbortSignal;
    },
  ): Promise<RegulatorSaveOutcome> | RegulatorSaveOutcome;
}

/** Which accounts to find; an absent or empty list finds nothing. */
export interface RegulatorAccountQuery {
  /** `RegulatorAccount.id`s. */
  readonly ids?: readonly string[] | undefined;
  /** National or technical identifiers, in one list: no value is ever both. */
  readonly identifiers?: readonly string[] | undefined;
  /** `Regulator.emailKey`s. */
  readonly emailKeys?: readonly string[] | undefined;
  /** Aborted when the answer is no longer needed. */
  readonly signal: AbortSignal;
}

/** The change of one account. */
export interface RegulatorAccountChange {
  /** The account that the decision was based on; absent for a new account. */
  readonly before?: RegulatorAccount | undefined;
  /** The account after the change: the same `id`, the next `version`. */
  readonly after: RegulatorAccount;
}

/** Whether the changes were saved, or the accounts had changed in between. */
export type RegulatorSaveOutcome = 'saved' | 'stale';

/** A regulator, as an account in the vendor's store. */
export interface RegulatorAccount extends Regulator {
  /**
   * A UUID that the SDK generates when the account is created; never changes; `Practitioner.id`.
   */
  readonly id: string;
  /**
   * 1 when the account is created, plus one for each change. Any other code that changes an account
   * in the store (a staff page, a script) must add one too.
   */
  readonly version: number;
}

/** Someone who regulates calls for the SAS, as the platform describes them. */
export interface Regulator {
  /** National identifier with its prefix: RPPS, ADELI, or within an establishment; null if none. */
  readonly nationalId: string | null;
  /** Identifier that the platform gave, a UUID in lower case; null if none. */
  readonly technicalId: string | null;
  /**
   * Whether the account has the right of a regulator (habilitation). An active one has an
   * identifier.
   */
  readonly active: boolean;
  /** E-mail address, as the platform wrote it. */
  readonly email: string;
  /** E-mail address normalised for comparison by {@link toEmailKey}. */
  readonly emailKey: string;
  /** Family name in use. */
  readonly familyName: string;
  /** Given names, as one text. */
  readonly givenName: string;
  /** Other details from the platform; a JSON object, empty if it sent none. */
  readonly details: RegulatorDetails;
}

/** Details that the platform may send without being asked. Personal data: never logged. */
export interface RegulatorDetails {
  /** Civil title, such as `MME`: `name.prefix`. */
  readonly title?: string;
  /** Professional titles, such as `DR`: `name.suffix`. */
  readonly professionalTitles?: readonly string[];
  /** Administrative gender. */
  readonly gender?: 'male' | 'female' | 'other' | 'unknown';
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly birthDate?: string;
  /** Name at birth. */
  readonly birthName?: string;
  /** Postal address. */
  readonly address?: RegulatorAddress;
  /** Social-security number (NIR), as received. */
  readonly socialSecurityNumber?: string;
  /** Professions, specialties and diplomas, as coded by the platform. */
  readonly qualifications?: readonly RegulatorQualification[];
}

/** A postal address. */
interface RegulatorAddress {
  /** Number and street, and the other lines that belong to them. */
  readonly lines?: readonly string[];
  /** Postal code. */
  readonly postalCode?: string;
  /** Name of the commune. */
  readonly city?: string;
  /** Country, as received. */
  readonly country?: string;
}

/** A profession, a specialty or a diploma: at least one of the three. */
interface RegulatorQualification {
  /** Code system. */
  readonly system?: string;
  /** Code in that system. */
  readonly code?: string;
  /** Label, or text without a code. */
  readonly label?: string;
}
