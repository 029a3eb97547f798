import { createTimeZone } from '@sas-sos/core';
import { readOffset, toLead, toOffsetName } from './place-time.js';

const timeZone = 'Europe/Paris';
const paris = createTimeZone(timeZone);
const dayLength = 86_400_000;

const times = new Intl.DateTimeFormat('fr', { timeZone, hour: '2-digit', minute: '2-digit' });
const seconds = new Intl.DateTimeFormat('fr', { timeZone, timeStyle: 'medium' });
const dates = new Intl.DateTimeFormat('fr', {
  timeZone,
  weekday: 'long',
  day: 'numeric',
  month: 'long',
});
const utcTimes = new Intl.DateTimeFormat('fr', {
  timeZone: 'UTC',
  hour: '2-digit',
  minute: '2-digit',
});
const utcDates = new Intl.DateTimeFormat('fr', {
  timeZone: 'UTC',
  weekday: 'long',
  day: 'numeric',
  month: 'long',
});
const localDays = new Intl.DateTimeFormat('fr', {
  timeZone: 'UTC',
  weekday: 'short',
  day: 'numeric',
  month: 'short',
});

/** Writes an instant as a clock in Paris shows it: `09:30`. */
const toTime = (epoch: number): string => times.format(epoch);

/** Writes an instant to the second: `09:30:12`. */
export const toSeconds = (epoch: number): string => seconds.format(epoch);

/** Writes the day of an instant: `mardi 1er décembre`. */
const toDate = (epoch: number): string => writeFirst(dates.format(epoch));

/** Writes an instant: `mardi 1er décembre à 09:30`. */
export const toMoment = (epoch: number): string => `${toDate(epoch)} à ${toTime(epoch)}`;

/** Writes a day of the calendar, `YYYY-MM-DD`: `mar. 1er déc.` */
export function toDay(date: string): string {
  const epoch = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(epoch) ? date : writeFirst(localDays.format(epoch));
}

/**
 * Writes a text that should be an instant, in the local time that it carries, and says so where
 * that is not the time of Paris; unchanged if it is invalid.
 */
export function toMomentOf(text: string | undefined): string {
  const epoch = Date.parse(text ?? '');
  if (Number.isNaN(epoch)) return text ?? 'non précisé';
  const lead = toLead(text ?? '', epoch);
  if (lead === 0) return toMoment(epoch);
  const offset = readOffset(text ?? '') ?? 0;
  // A formatter of UTC writes the local time of a shifted instant.
  const shifted = epoch + offset * 60_000;
  const date = writeFirst(utcDates.format(shifted));
  const there = date === toDate(epoch) ? toTime(epoch) : toMoment(epoch);
  return `${date} à ${utcTimes.format(shifted)} (heure locale, ${toOffsetName(offset)} ; ${there} à Paris)`;
}

/** The same, and says so where it is the time of Paris, too. */
export function toMomentAndZone(text: string | undefined): string {
  const moment = toMomentOf(text);
  const epoch = Date.parse(text ?? '');
  const isParis = !Number.isNaN(epoch) && toLead(text ?? '', epoch) === 0;
  return isParis ? `${moment} (heure de Paris)` : moment;
}

/** Writes an instant for a machine. */
export const toIso = (epoch: number): string => new Date(epoch).toISOString();

/** A day in Paris, and its first and last instants. */
export interface ParisDay {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly from: number;
  /** The first instant of the next day. */
  readonly to: number;
}

/** The day in Paris, a number of days after an instant. */
export function toParisDay(epoch: number, daysLater = 0): ParisDay {
  const number = Math.floor((epoch + paris.offsetAt(epoch)) / dayLength) + daysLater;
  const startOf = (day: number) => paris.instantsOf(day * dayLength)[0] ?? day * dayLength;
  return {
    date: toIso(number * dayLength).slice(0, 10),
    from: startOf(number),
    to: startOf(number + 1),
  };
}

const writeFirst = (text: string): string => text.replace(/(^|\s)1(?=\s)/, '$11er');
