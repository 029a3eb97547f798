import type { Hl7Issue } from '../../hl7/hl7-validator.js';

/** What the HL7 validator and our own structural rules said of one resource. */
export interface Hl7Answer {
  /** What was validated: `search-both`. */
  readonly name: string;
  readonly issues: readonly Hl7Issue[];
  /** Our structural rules that failed on the same resource. */
  readonly ours: readonly string[];
}

/** What the kit refuses. */
export const findErrors = ({ issues }: Hl7Answer): readonly Hl7Issue[] =>
  issues.filter(({ severity }) => severity === 'error');
