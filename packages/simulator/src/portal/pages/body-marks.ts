import { type BodyLines, type Fault, findPlace } from '@sas-sos/conformance';
import type { Check } from '../../state/exchange.js';

/** A line of a body that a failed check names. */
export interface BodyMark {
  readonly line: number;
  readonly check: Check;
  /** What is expected there, or what is wrong. */
  readonly note: string;
  /** Whether the element itself is missing: the mark is on what should contain it. */
  readonly isMissing: boolean;
}

/** Finds the lines of a body that the failed checks of an exchange name. */
export function findBodyMarks(checks: readonly Check[], body: BodyLines): readonly BodyMark[] {
  return checks.flatMap((check) =>
    (check.faults ?? []).flatMap((fault) => {
      const place = findPlace(body, fault.path ?? fault.element ?? '');
      if (!place) return [];
      const { line, isExact } = place;
      return [{ line, check, note: toNote(check, fault), isMissing: !isExact }];
    }),
  );
}

function toNote({ message }: Check, { expected, text }: Fault): string {
  if (expected !== undefined) return `attendu : ${expected}`;
  // The sentence of the rule, without the places that follow it.
  return (text?.fr ?? message.split(' : ')[0] ?? message).trim();
}
