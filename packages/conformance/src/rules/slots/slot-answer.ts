import type { AnsweredSlot } from '../../read/search-set/search-set.js';
import { type Fault, toFault } from '../../rule/fault.js';
import type { ReadAnswer } from '../answer/search-answer.js';

/** The parameters of a slot search. */
export interface SlotSearch {
  /** SIRETs, with their prefix: `3` and 14 digits. */
  readonly sirets: readonly string[];
  /** Start of the window; milliseconds since 1970-01-01T00:00:00Z. */
  readonly from: number;
  /** End of the window, included; milliseconds since 1970-01-01T00:00:00Z. */
  readonly to: number;
}

/** An answer to a slot search, and the search. */
export interface SlotAnswer extends ReadAnswer {
  readonly query: SlotSearch;
}

/** Whether there is a slot to look at. */
export const hasSlots = ({ set }: ReadAnswer): boolean => set.slots.length > 0;

/** Finds the slots that are not right, and reports an element of each. */
export function findSlots(
  element: string,
  isRight: (slot: AnsweredSlot) => boolean,
  read: (slot: AnsweredSlot) => string | undefined = () => undefined,
  expected?: string,
): ({ set }: ReadAnswer) => readonly Fault[] {
  return ({ set }) =>
    set.slots
      .filter((slot) => !isRight(slot))
      .map((slot) => toFault(slot, element, { expected, received: read(slot) }));
}
