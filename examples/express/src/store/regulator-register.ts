import type { RegulatorAccount } from '@sas-sos/core';
import type { RegulatorEvent } from './regulator-event.js';

/** What the vendor's own pages read and write about regulators; the SDK uses its own port. */
export interface RegulatorRegister {
  /** Lists accounts by name, one page at a time. */
  list(query: RegulatorListQuery): Promise<RegulatorList>;
  /** Finds an account by its id; `undefined` if there is none. */
  find(id: string): Promise<StoredRegulator | undefined>;
  /** Finds accounts by their ids; those that do not exist are absent. */
  findAll(ids: readonly string[]): Promise<ReadonlyMap<string, StoredRegulator>>;
  /** Lists the events of an account, latest first. */
  listEvents(id: string, limit: number): Promise<readonly RegulatorEvent[]>;
  /** Records that the terms of use were accepted; once for each version. */
  acceptTerms(id: string, version: string): Promise<void>;
}

interface RegulatorListQuery {
  /** Words that accounts must contain, from `toSearchWords`. */
  readonly words: readonly string[];
  /** `null` for both. */
  readonly active: boolean | null;
  readonly offset: number;
  readonly limit: number;
}

export interface RegulatorList {
  /** Number of accounts on all pages. */
  readonly total: number;
  readonly regulators: readonly StoredRegulator[];
}

/** An account, with the vendor's own data about it. */
export interface StoredRegulator {
  readonly account: RegulatorAccount;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly createdAt: number;
  /** When the account itself was last changed. */
  readonly updatedAt: number;
  /** Terms of use accepted last; `null` if never. */
  readonly terms: { readonly version: string; readonly acceptedAt: number } | null;
}
