import { conflictChecks } from './conflict-checks.js';
import { endingChecks } from './ending-checks.js';
import { fieldChecks } from './field-checks.js';
import { findChecks } from './find-checks.js';
import { parallelChecks } from './parallel-checks.js';
import type { RegulatorCheck } from './regulator-check.js';
import { roomChecks } from './room-checks.js';
import { saveChecks } from './save-checks.js';

/** Every rule of the contract, by subject. */
export const regulatorChecks: Readonly<Record<string, readonly RegulatorCheck[]>> = {
  find: findChecks,
  'fields of an account': fieldChecks,
  save: saveChecks,
  'changes that the rules allow': roomChecks,
  'changes answered `stale`': conflictChecks,
  'concurrent calls': parallelChecks,
  'aborted calls': endingChecks,
};
