import type { DayOfWeek, OpeningHours } from '@sas-sos/core';
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
 * closes at midnight closes at 23:59:59, and one that is open from midnight to midnight is open all
 * day.
 */
export function readOpeningHours(row: OpeningHours): ListedHours | undefined {
  if (typeof row !== 'object' || row === null || !Array.isArray(row.days)) return undefined;
  if (row.days.length === 0 || !row.days.every((day) => days.has(day))) return undefined;
  const closesAtMidnight = row.closes === '24:00' || row.closes === '24:00:00';
  if (!time.test(row.opens) || !(closesAtMidnight || time.test(row.closes))) return undefined;
  const opens = withSeconds(row.opens);
  const uniqueDays = [...new Set(row.days)];
  if (opens === '00:00:00' && closesAtMidnight) return { days: uniqueDays };
  const closes = closesAtMidnight ? '23:59:59' : withSeconds(row.closes);
  return { days: uniqueDays, hours: { opens, closes } };
}

function withSeconds(text: string): string {
  return text.length === 5 ? `${text}:00` : text;
}
