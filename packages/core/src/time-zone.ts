import { SasError } from './sas-error.js';

/** A time zone: the offsets that are in force in it. */
export interface TimeZone {
  /** IANA name. */
  readonly name: string;
  /** Milliseconds that the local clock is ahead of UTC at an instant. */
  offsetAt(epochMilliseconds: number): number;
  /**
   * Writes an instant as FHIR wants it of a slot: `YYYY-MM-DDTHH:mm:ss.SSS±hh:mm`, local time. The
   * text always reads back as the same instant: an offset with seconds, as there were until 1972, is
   * written to the minute, and so is the time beside it.
   */
  format(epochMilliseconds: number): string;
  /**
   * The instants at which the local clock shows a time, earliest first: one; two when it shows it
   * twice, in autumn. For a time that it skips, in spring: the two instants that the offsets before
   * and after the change give.
   */
  instantsOf(localMilliseconds: number): readonly number[];
}

const minute = 60_000;
const day = 86_400_000;
// Days whose offsets are kept, per zone; far more than any search spans.
const keptDays = 4096;

/**
 * Makes a time zone out of its IANA name, from the data that Node carries.
 *
 * Offsets are kept by the day: a day in which the offset changes is searched for the very
 * millisecond. The rules of a zone do not change while a process runs, and no zone has changed its
 * offset twice within a day since 1970.
 *
 * @throws SasError `SAS_TIME_ZONE_UNKNOWN` when there is no such zone.
 */
export function createTimeZone(name: string): TimeZone {
  const formatter = createOffsetFormatter(name);
  const days = new Map<
    number,
    { readonly until: number; readonly before: number; readonly after: number }
  >();

  function measure(epochMilliseconds: number): number {
    return parseOffset(formatter.format(epochMilliseconds));
  }

  function readDay(dayNumber: number) {
    const start = dayNumber * day;
    const before = measure(start);
    const after = measure(start + day - 1);
    let until = start + day;
    if (before !== after) {
      let low = start;
      let high = start + day - 1;
      while (high - low > 1) {
        const middle = Math.floor((low + high) / 2);
        if (measure(middle) === before) low = middle;
        else high = middle;
      }
      until = high;
    }
    if (days.size >= keptDays) days.clear();
    const known = { until, before, after };
    days.set(dayNumber, known);
    return known;
  }

  function offsetAt(epochMilliseconds: number): number {
    const dayNumber = Math.floor(epochMilliseconds / day);
    const known = days.get(dayNumber) ?? readDay(dayNumber);
    return epochMilliseconds < known.until ? known.before : known.after;
  }

  return {
    name,
    offsetAt,
    format(epochMilliseconds) {
      const offset = Math.round(offsetAt(epochMilliseconds) / minute) * minute;
      return `${new Date(epochMilliseconds + offset).toISOString().slice(0, -1)}${writeOffset(offset)}`;
    },
    instantsOf(localMilliseconds) {
      const offsets = [offsetAt(localMilliseconds - day), offsetAt(localMilliseconds + day)];
      const candidates = [...new Set(offsets)].map((offset) => localMilliseconds - offset);
      const shown = candidates.filter(
        (instant) => instant + offsetAt(instant) === localMilliseconds,
      );
      return (shown.length > 0 ? shown : candidates).sort((a, b) => a - b);
    },
  };
}

function createOffsetFormatter(name: string): Intl.DateTimeFormat {
  // A name alone: what Intl makes of an offset such as "+02:00" depends on the version of Node, and
  // no name at all is the zone of the machine.
  if (typeof name !== 'string' || !/^[A-Za-z]/.test(name)) {
    throw new SasError('SAS_TIME_ZONE_UNKNOWN');
  }
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      timeZoneName: 'longOffset',
      year: 'numeric',
    });
  } catch (cause) {
    throw new SasError('SAS_TIME_ZONE_UNKNOWN', { cause });
  }
}

/** Reads `2026 GMT+02:00`; UTC itself is written `GMT`. */
function parseOffset(text: string): number {
  const match = /GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(text);
  if (!match?.[1]) return 0;
  const [, sign, hours, minutes, seconds] = match;
  const size = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds ?? 0)) * 1000;
  return sign === '-' ? -size : size;
}

function writeOffset(offset: number): string {
  const minutes = Math.abs(offset) / minute;
  const hh = String(Math.floor(minutes / 60)).padStart(2, '0');
  const mm = String(minutes % 60).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${hh}:${mm}`;
}
