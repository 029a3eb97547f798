import { createTimeZone, type TimeZone } from '@sas-sos/core';

// Creating a formatter costs far more than using it; a product has few time zones.
const formatters = new Map<
  string,
  Readonly<Record<'time' | 'day' | 'shortDay', Intl.DateTimeFormat>>
>();

function formattersOf(timeZone: string) {
  let found = formatters.get(timeZone);
  if (!found) {
    found = {
      time: new Intl.DateTimeFormat('fr', { timeZone, hour: '2-digit', minute: '2-digit' }),
      day: new Intl.DateTimeFormat('fr', { timeZone, dateStyle: 'full' }),
      shortDay: new Intl.DateTimeFormat('fr', {
        timeZone,
        weekday: 'short',
        day: 'numeric',
        month: 'short',
      }),
    };
    formatters.set(timeZone, found);
  }
  return found;
}

/** Writes the local time of an instant: `09:30`. */
export function toTime(epoch: number, timeZone: string): string {
  return formattersOf(timeZone).time.format(epoch);
}

/** Writes the local day of an instant: `mardi 1er décembre 2026`. */
export function toDate(epoch: number, timeZone: string): string {
  return writeFirst(formattersOf(timeZone).day.format(epoch));
}

/** Writes the local day of an instant, where the year is clear: `mar. 1er déc.` */
export function toShortDate(epoch: number, timeZone: string): string {
  return writeFirst(formattersOf(timeZone).shortDay.format(epoch));
}

const moments = new Intl.DateTimeFormat('fr', {
  timeZone: 'Europe/Paris',
  dateStyle: 'long',
  timeStyle: 'short',
});

/** Writes an instant in Paris time: `1er décembre 2026 à 09:30`. */
export function toMoment(epoch: number): string {
  return writeFirst(moments.format(epoch));
}

/** French uses an ordinal for the first of a month; Intl does not. */
function writeFirst(text: string): string {
  return text.replace(/(^|\s)1(?=\s)/, '$11er');
}

const zones = new Map<string, TimeZone>();

/** Returns the time zone of a place, created once per name. */
export function toZone(name: string): TimeZone {
  const zone = zones.get(name) ?? createTimeZone(name);
  zones.set(name, zone);
  return zone;
}
