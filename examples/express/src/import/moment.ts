import { type Clock, type TimeZone, toEpochMilliseconds } from '@sas-sos/core';

/** A parsed start or end. */
export interface Moment {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly epoch: number;
  /** Time on the wall clock, read as if it were UTC; only for times relative to the import. */
  readonly wall?: number;
}

/** Reads instants, and times relative to the day of the import. */
export interface MomentReader {
  /** @returns a sentence about what is wrong with the text when it is neither. */
  read(text: string, zone: TimeZone): Moment | string;
  /** Whether any relative time has been read. */
  readonly isRelativeMet: boolean;
}

const day = 86_400_000;
const relative = /^\+(\d{1,3})d ([01]\d|2[0-3]):([0-5]\d)$/;
const withoutOffset = /^\d{4}-\d{2}-\d{2}[T ][\d:.,]+$/;

/** Creates the reader for one import: relative times are counted from the current day. */
export function createMomentReader(clock: Clock): MomentReader {
  const now = clock.now();
  const cache = new Map<string, Moment>();
  let isRelativeMet = false;

  function read(text: string, zone: TimeZone): Moment | string {
    const match = relative.exec(text);
    if (match) {
      isRelativeMet = true;
      const [, days, hours, minutes] = match;
      const today = Math.floor((now + zone.offsetAt(now)) / day) * day;
      const wall = today + Number(days) * day + (Number(hours) * 60 + Number(minutes)) * 60_000;
      return { epoch: toInstant(wall, zone), wall };
    }
    const epoch = toEpochMilliseconds(text);
    if (!Number.isNaN(epoch)) return { epoch };
    if (withoutOffset.test(text)) return 'has no offset: write 2026-12-01T09:00:00+01:00';
    return 'is not an instant: write 2026-12-01T09:00:00+01:00, or +1d 09:00 in the time of the place';
  }

  return {
    read(text, zone) {
      const key = text.startsWith('+') ? `${text} ${zone.name}` : text;
      const cached = cache.get(key);
      if (cached) return cached;
      const moment = read(text, zone);
      if (typeof moment === 'string') return moment;
      if (cache.size >= 65_536) cache.clear();
      cache.set(key, moment);
      return moment;
    },
    get isRelativeMet() {
      return isRelativeMet;
    },
  };
}

/** In autumn the first of two instants; in spring a skipped time moves to after the change. */
function toInstant(wall: number, zone: TimeZone): number {
  const instants = zone.instantsOf(wall);
  const shown = instants.find((instant) => instant + zone.offsetAt(instant) === wall);
  return shown ?? Math.max(...instants);
}
