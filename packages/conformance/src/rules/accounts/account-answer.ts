import { readOutcomeText } from '../../read/read-outcome-text.js';
import type { VendorAnswer } from '../../read/vendor-answer.js';
import { clip, type Fault } from '../../rule/fault.js';
import type { RegulatorAnswer } from '../regulators/regulator-answer.js';

/** An answer about an account, and where the account was before. */
export interface AccountAnswer extends RegulatorAnswer {
  /** `Location` of the creation; undefined if there is no account yet, or none was given. */
  readonly before?: string | undefined;
}

/** Statuses of requests that show what a vendor kept. */
export interface AccountProbe {
  /** The request that shows it. */
  readonly call: VendorAnswer;
  /** `Location` that the account has had since its creation. */
  readonly before?: string | undefined;
}

/** Reports a status, with what the vendor says of it. */
export function toStatusFault(call: VendorAnswer, expected: string): Fault {
  const said = readOutcomeText(call.data).replace(/\s+/g, ' ');
  const received = said === '' ? String(call.status) : `${call.status}, ${said}`;
  return { element: 'status', expected, received: clip(received) };
}

/** The id in a `Location`. */
export function toAccountId(location: string | undefined | null): string | undefined {
  return /Practitioner\/([A-Za-z0-9.-]{1,64})/.exec(location ?? '')?.[1];
}
