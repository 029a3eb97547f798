import type { VendorAnswer } from '../../read/vendor-answer.js';

/** The request that the vendor answered. */
export interface RegulatorCallKind {
  readonly interaction: 'create' | 'update';
  /** `active` of the account: if false, the account need not exist. */
  readonly isActive: boolean;
}

/** An answer to INT_R02, and the request. */
export interface RegulatorAnswer extends RegulatorCallKind {
  readonly call: VendorAnswer;
}

/** Whether the call was accepted. */
export const isAccepted = ({ call: { status } }: RegulatorAnswer): boolean =>
  status >= 200 && status < 300;
