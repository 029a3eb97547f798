import { conflictChecks } from './conflict-checks.js';
import { endingChecks } from './ending-checks.js';
import { fieldChecks } from './field-checks.js';
import { findChecks } from './find-checks.js';
import { parallelChecks } from './parallel-checks.js';
import type { RegulatorCheck } from './regulator-check.js';
import { roomChecks } from './room-checks.js';
import { saveChecks } from './save-checks.js';

/** Every rule of the contract, by what it is about. */
export const regulatorChecks: Readonly<Record<string, readonly RegulatorCheck[]>> = {
  'what it finds': findChecks,
  'what it keeps of an account': fieldChecks,
  'what it saves': saveChecks,
  'what the rules leave room for': roomChecks,
  'what it answers `stale`': conflictChecks,
  'calls at the same time': parallelChecks,
  'calls that end early': endingChecks,
};
