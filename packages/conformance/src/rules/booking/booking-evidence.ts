import type { Appointment } from 'fhir/r4.js';
import type { SearchSet } from '../../read/search-set/search-set.js';

/** A report that was waited for. */
export interface ReportWait {
  /** Undefined if it did not arrive. */
  readonly report: Appointment | undefined;
  readonly waitedMilliseconds: number;
  /** Identifiers of the regulator who acted. */
  readonly regulator: readonly string[];
}

/** A search after something happened to a slot. */
export interface SlotSearched {
  readonly set: SearchSet | undefined;
  readonly slot: string;
}
