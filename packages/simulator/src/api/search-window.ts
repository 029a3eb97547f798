import { createTimeZone, toEpochMilliseconds } from '@sas-sos/core';
import { ApiError } from './api-error.js';

const paris = createTimeZone('Europe/Paris');
const day = 86_400_000;
/** What the platform asks for at most: 72 hours, or a day more when clocks go back. */
const longest = 73 * 3_600_000;

/**
 * Reads the bounds of a search: from now, to the end of the second day after.
 *
 * @throws ApiError 400
 */
export function readSearchWindow(
  given: { readonly from?: string | undefined; readonly to?: string | undefined },
  now: number,
): { readonly from: number; readonly to: number } {
  const from = given.from === undefined ? now : readInstant('from', given.from);
  const to = given.to === undefined ? toEnd(from) : readInstant('to', given.to);
  if (to <= from) throw wrong('to', 'Give an instant after `from`.');
  if (to - from > longest) throw wrong('to', 'The platform searches 72 hours at most.');
  return { from, to };
}

/** The last millisecond of the second day after, in Paris. */
function toEnd(from: number): number {
  const today = Math.floor((from + paris.offsetAt(from)) / day);
  return (paris.instantsOf((today + 3) * day)[0] ?? from + 3 * day) - 1;
}

function readInstant(path: string, text: string): number {
  const instant = toEpochMilliseconds(text);
  if (Number.isNaN(instant)) {
    throw wrong(path, 'Give an ISO 8601 instant with an offset: 2026-12-01T09:00:00+01:00.');
  }
  return instant;
}

function wrong(path: string, message: string): ApiError {
  return new ApiError(400, 'The body is wrong.', [{ path, message }]);
}
