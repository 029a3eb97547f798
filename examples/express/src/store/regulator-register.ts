import type { RegulatorAccount } from '@sas-sos/core';
import type { RegulatorEvent } from './regulator-event.js';

/** What the vendor's own pages read and write of regulators; the SDK goes through its own port. */
export interface RegulatorRegister {
  /** Lists accounts by name, a page at a time. */
  list(query: RegulatorListQuery): Promise<RegulatorList>;
  /** Finds one account; `undefined` when there is none of that id. */
  find(id: string): Promise<StoredRegulator | undefined>;
  /** Lists what happened to an account, the latest first. */
  listEvents(id: string, limit: number): Promise<readonly RegulatorEvent[]>;
  /** Records that the terms of use were accepted; once for each version. */
  acceptTerms(id: string, version: string): Promise<void>;
}

interface RegulatorListQuery {
  /** Words that each account contains, out of `toSearchWords`. */
  readonly words: readonly string[];
  /** `null`: both. */
  readonly active: boolean | null;
  readonly offset: number;
  readonly limit: number;
}

export interface RegulatorList {
  /** How many there are, on all pages. */
  readonly total: number;
  readonly regulators: readonly StoredRegulator[];
}

/** An account, with what the vendor keeps of it. */
export interface StoredRegulator {
  readonly account: RegulatorAccount;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly createdAt: number;
  /** When the account itself was last changed. */
  readonly updatedAt: number;
  /** Terms of use accepted last; `null`: none ever. */
  readonly terms: { readonly version: string; readonly acceptedAt: number } | null;
}
