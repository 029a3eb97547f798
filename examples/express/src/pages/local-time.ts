import { createTimeZone, type TimeZone } from '@sas-sos/core';

// Making a formatter costs far more than using it; a product has a handful of zones.
const formatters = new Map<
  string,
  { readonly time: Intl.DateTimeFormat; readonly day: Intl.DateTimeFormat }
>();

function formattersOf(timeZone: string) {
  let pair = formatters.get(timeZone);
  if (!pair) {
    pair = {
      time: new Intl.DateTimeFormat('fr', { timeZone, hour: '2-digit', minute: '2-digit' }),
      day: new Intl.DateTimeFormat('fr', { timeZone, dateStyle: 'full' }),
    };
    formatters.set(timeZone, pair);
  }
  return pair;
}

/** Writes an instant as a clock on the wall shows it: `09:30`. */
export function toTime(epoch: number, timeZone: string): string {
  return formattersOf(timeZone).time.format(epoch);
}

/** Writes the day of an instant: `mardi 1er décembre 2026`. */
export function toDate(epoch: number, timeZone: string): string {
  return writeFirst(formattersOf(timeZone).day.format(epoch));
}

const moments = new Intl.DateTimeFormat('fr', {
  timeZone: 'Europe/Paris',
  dateStyle: 'long',
  timeStyle: 'short',
});

/** Writes an instant as a clock in Paris shows it: `1er décembre 2026 à 09:30`. */
export function toMoment(epoch: number): string {
  return writeFirst(moments.format(epoch));
}

/** French has an ordinal for the first of a month, of which Intl knows nothing. */
function writeFirst(text: string): string {
  return text.replace(/(^|\s)1(?=\s)/, '$11er');
}

const zones = new Map<string, TimeZone>();

/** The zone of a place. */
export function toZone(name: string): TimeZone {
  const zone = zones.get(name) ?? createTimeZone(name);
  zones.set(name, zone);
  return zone;
}
