import type { CreatedAccount } from '../configuration/configuration.js';
import type { SlotAnswer } from '../rules/slots/slot-answer.js';

/** What steps leave for later ones. */
export interface Memory {
  /** Answers to the kit's searches, by step. */
  readonly searches: Map<string, SlotAnswer>;
  /** Accounts that were created, by the name of the person. */
  readonly accounts: Map<string, AccountMemory>;
  /** Anything else, by the step that leaves it. */
  readonly notes: Map<string, unknown>;
}

/** An account that a step created. */
export interface AccountMemory extends CreatedAccount {
  /** The identifier that it has now. */
  readonly current: { readonly system: string; readonly value: string };
}

export const createMemory = (): Memory => ({
  searches: new Map(),
  accounts: new Map(),
  notes: new Map(),
});
