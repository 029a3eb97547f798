import { SasError } from './sas-error.js';

/** A time zone and its offsets. */
export interface TimeZone {
  /** IANA name. */
  readonly name: string;
  /** Milliseconds by which the local clock is ahead of UTC at an instant. */
  offsetAt(epochMilliseconds: number): number;
  /**
   * Writes an instant as FHIR requires it for a slot: `YYYY-MM-DDTHH:mm:ss.SSS±hh:mm`, local time.
   * The text always reads back as the same instant: an offset with seconds, as there were until
   * 1972, is rounded to the minute, and the time is adjusted to it.
   */
  format(epochMilliseconds: number): string;
  /**
   * The instants at which the local clock shows a time, earliest first: one; two when it shows the
   * time twice, in autumn. For a time that it skips, in spring: the two instants computed with the
   * offsets before and after the change.
   */
  instantsOf(localMilliseconds: number): readonly number[];
}

const minute = 60_000;
const day = 86_400_000;
// Maximum number of days whose offsets are cached, per zone; far more than any search spans.
const keptDays = 4096;

/**
 * Creates a time zone from its IANA name, with the data that Node contains.
 *
 * Offsets are cached by day; on a day when the offset changes, the change is found to the
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
    const offsets = { until, before, after };
    days.set(dayNumber, offsets);
    return offsets;
  }

  function offsetAt(epochMilliseconds: number): number {
    const dayNumber = Math.floor(epochMilliseconds / day);
    const offsets = days.get(dayNumber) ?? readDay(dayNumber);
    return epochMilliseconds < offsets.until ? offsets.before : offsets.after;
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
  // Only a name: what Intl makes of an offset such as "+02:00" depends on the version of Node, and
  // without a name it takes the zone of the machine.
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

/** Parses `2026 GMT+02:00`; UTC itself is written `GMT`. */
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
