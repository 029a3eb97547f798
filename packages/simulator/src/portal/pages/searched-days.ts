import { createTimeZone, overseasTimeZone } from '@sas-sos/core';
import { toParisDay } from './local-time.js';
import { readOffset } from './place-time.js';
import type { DayChoice, DayPart } from './search-query.js';

const hour = 3_600_000;
const day = 24 * hour;
/** The platform searches no further ahead. */
const longest = 72 * hour;

/** The days of a search, as their distance from today. */
const dayChoices: Readonly<Record<DayChoice, readonly number[]>> = {
  today: [0],
  tomorrow: [1],
  after: [2],
  all: [0, 1, 2],
};

/** Every zone in which a place of an association may be. */
const zones = [
  'Europe/Paris',
  ...['971', '972', '973', '974', '975', '976', '977', '978', '986', '987', '988'].flatMap(
    (prefix) => overseasTimeZone(`${prefix}00`) ?? [],
  ),
].map((name) => createTimeZone(name));

/**
 * The window that holds the chosen days of every place: « Aujourd'hui » ends when the last place's
 * day does, not at midnight in Paris. Both bounds belong to the window; it spans 72 hours at most.
 */
export function toSearchedWindow(
  choice: DayChoice,
  now: number,
): { readonly from: number; readonly to: number } {
  const offsets = dayChoices[choice];
  const bounds = zones.map((zone) => {
    const today = Math.floor((now + zone.offsetAt(now)) / day);
    const startOf = (date: number) => zone.instantsOf(date * day)[0] ?? date * day;
    return {
      from: startOf(today + (offsets[0] ?? 0)),
      to: startOf(today + (offsets.at(-1) ?? 0) + 1),
    };
  });
  const from = Math.max(now, Math.min(...bounds.map((bound) => bound.from)));
  // The end is part of the window, so the first instant of the next day is excluded.
  const to = Math.max(...bounds.map((bound) => bound.to)) - 1;
  return { from, to: Math.min(to, from + longest) };
}

/**
 * The dates that were chosen, at a place whose slots begin with such an instant: `YYYY-MM-DD`.
 * The time of Paris if the instant has no offset.
 */
export function toLocalDates(choice: DayChoice, now: number, instant: string): readonly string[] {
  const offset = readOffset(instant);
  return dayChoices[choice].map((later) =>
    offset === undefined
      ? toParisDay(now, later).date
      : new Date(now + offset * 60_000 + later * day).toISOString().slice(0, 10),
  );
}

/** The hours of each part of the day: the first included, the last excluded. */
const dayParts: Readonly<Record<DayPart, readonly [from: string, to: string]>> = {
  any: ['00', '24'],
  night: ['00', '06'],
  morning: ['06', '12'],
  afternoon: ['12', '18'],
  evening: ['18', '24'],
};

/** Whether an instant, in the local time that it carries, is in a part of the day. */
export function isInPart(instant: string, part: DayPart): boolean {
  const [from, to] = dayParts[part];
  const clock = instant.slice(11, 13);
  return clock >= from && clock < to;
}
