import type { InstantLike } from './agenda.js';

// ISO 8601, or a timestamptz as PostgreSQL prints it: a space for the T, an offset without minutes.
const form =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:Z|z|([+-])(\d{2})(?::?(\d{2}))?)$/;

// FHIR can write years 1 to 9999; the bounds hold in every time zone.
const earliest = Date.parse('0001-01-02T00:00:00.000Z');
const latest = Date.parse('9999-12-30T23:59:59.999Z');

/**
 * Reads a point in time as milliseconds since 1970-01-01T00:00:00Z; `NaN` if it is invalid: a text
 * without an offset, a date that does not exist, an invalid `Date`, a year FHIR cannot write. In a
 * text, `24:00:00` is the midnight at the end of the day, as ISO 8601 and PostgreSQL read it.
 */
export function toEpochMilliseconds(instant: InstantLike): number {
  const value =
    typeof instant === 'string'
      ? fromText(instant)
      : typeof instant === 'number'
        ? instant
        : isDate(instant)
          ? instant.getTime()
          : Number.NaN;
  return value >= earliest && value <= latest ? Math.floor(value) : Number.NaN;
}

/** Also of another realm, such as one from a test of jest. */
function isDate(value: unknown): value is Date {
  return value instanceof Date || Object.prototype.toString.call(value) === '[object Date]';
}

function fromText(text: string): number {
  const match = form.exec(text);
  if (!match) return Number.NaN;
  const [, year, month, day, hour, minute, second, fraction, sign, offsetHour, offsetMinute] =
    match;
  const isEndOfDay = hour === '24' && !/[1-9]/.test(`${minute}${second ?? ''}${fraction ?? ''}`);
  const local = toUtcMilliseconds({
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: isEndOfDay ? 0 : Number(hour),
    minute: Number(minute),
    second: Number(second ?? 0),
    millisecond: fraction === undefined ? 0 : Number(fraction.slice(0, 3).padEnd(3, '0')),
  });
  const hours = Number(offsetHour ?? 0);
  const minutes = Number(offsetMinute ?? 0);
  if (hours > 23 || minutes > 59) return Number.NaN;
  const midnight = isEndOfDay ? local + 86_400_000 : local;
  return midnight - (sign === '-' ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/** A date and a time of day without a time zone, as a wall clock and a calendar show them. */
export interface LocalDateTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
}

/** Reads a wall-clock time as if it were UTC; `NaN` if that date or time does not exist. */
export function toUtcMilliseconds(local: LocalDateTime): number {
  const { year, month, day, hour, minute, second, millisecond } = local;
  if (!isTimeOfDay(hour, minute, second, millisecond)) return Number.NaN;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return Number.NaN;
  return date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000 + millisecond;
}

function isTimeOfDay(hour: number, minute: number, second: number, millisecond: number): boolean {
  return (
    hour >= 0 &&
    hour <= 23 &&
    minute >= 0 &&
    minute <= 59 &&
    second >= 0 &&
    second <= 59 &&
    millisecond >= 0 &&
    millisecond <= 999
  );
}
