import type { CreatedAccount } from '../configuration/configuration.js';
import type { SlotAnswer } from '../rules/slots/slot-answer.js';
import type { Person } from './people.js';

/** What steps leave for later ones. */
export interface Memory {
  /** Answers to the kit's searches, by group. */
  readonly searches: Map<string, SlotAnswer>;
  /** Accounts that were created, by a name of the run's own. */
  readonly accounts: Map<string, AccountMemory>;
  /** Anything else, by what it is. */
  readonly notes: Map<string, unknown>;
}

/** An account that a step created, as the vendor has it now. */
export interface AccountMemory extends CreatedAccount {
  readonly person: Person;
  readonly current: { readonly system: string; readonly value: string };
  /** It is disabled, and its identifier is another account's by now. */
  readonly isReleased?: boolean | undefined;
}

export const createMemory = (): Memory => ({
  searches: new Map(),
  accounts: new Map(),
  notes: new Map(),
});
