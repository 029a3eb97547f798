import type { DayOfWeek, OpeningHours } from '@sas-sos/core';
import { toCompactText } from '../compact-text.js';
import type { ListedHours } from './directory.js';

const days: ReadonlySet<unknown> = new Set<DayOfWeek>([
  'mon',
  'tue',
  'wed',
  'thu',
  'fri',
  'sat',
  'sun',
]);
const time = /^([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/;

/**
 * Reads a row of opening hours; `undefined` if it is invalid. FHIR has no `24:00`: a place that
 * closes at midnight closes at 23:59:59, and one that is open from midnight to midnight, `24:00` or
 * `00:00`, is open all day. Any other row whose two times are equal is invalid: it could mean no
 * time at all, or 24 hours.
 */
export function readOpeningHours(row: OpeningHours): ListedHours | undefined {
  if (typeof row !== 'object' || row === null || !Array.isArray(row.days)) return undefined;
  if (row.days.length === 0 || !row.days.every((day) => days.has(day))) return undefined;
  const [from, to] = [toCompactText(String(row.opens)), toCompactText(String(row.closes))];
  const closesAtMidnight = to === '24:00' || to === '24:00:00';
  if (!time.test(from) || !(closesAtMidnight || time.test(to))) return undefined;
  const opens = withSeconds(from);
  const closes = closesAtMidnight ? '23:59:59' : withSeconds(to);
  const uniqueDays = [...new Set(row.days)];
  const isAllDay = opens === '00:00:00' && (closesAtMidnight || closes === opens);
  if (isAllDay) return { days: uniqueDays };
  if (closes === opens) return undefined;
  return { days: uniqueDays, hours: { opens, closes } };
}

function withSeconds(text: string): string {
  return text.length === 5 ? `${text}:00` : text;
}
