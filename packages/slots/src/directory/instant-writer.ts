import { type InstantLike, type TimeZone, toEpochMilliseconds } from '@sas-sos/core';

/** An instant: its position in time, and its text for the platform. */
export interface WrittenInstant {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly epoch: number;
  /** `YYYY-MM-DDTHH:mm:ss.SSS±hh:mm` in the place's time zone. */
  readonly text: string;
}

/** Reads and writes instants of one time zone; `undefined` if the value is not an instant. */
export type InstantWriter = (instant: InstantLike) => WrittenInstant | undefined;

interface CachedInstant extends WrittenInstant {
  readonly key: string | number;
  /** What was asked for after it, the last time. */
  next: CachedInstant | undefined;
}

// Many slots start and end at the same times: three days have 288 quarters of an hour.
const kept = 8192;

/**
 * Creates a writer that caches what it wrote. The same input always gives the same text, so cached
 * texts never become wrong. As a slot's end follows its start in each search, it is compared with
 * what followed before it is looked up: a comparison costs less than the hash of a text.
 */
export function createInstantWriter(zone: TimeZone): InstantWriter {
  const written = new Map<string | number, CachedInstant>();
  let before: CachedInstant | undefined;

  function find(key: string | number): CachedInstant | undefined {
    const cached = written.get(key);
    if (cached !== undefined) return cached;
    const epoch = toEpochMilliseconds(key);
    if (Number.isNaN(epoch)) return undefined;
    if (written.size >= kept) written.clear();
    const fresh = { key, epoch, text: zone.format(epoch), next: undefined };
    written.set(key, fresh);
    return fresh;
  }

  return (instant) => {
    // A date of another realm, as under jest, is no instance of this one's class.
    const key = typeof instant === 'object' ? toEpochMilliseconds(instant) : instant;
    const expected = before?.next;
    if (expected !== undefined && expected.key === key) {
      before = expected;
      return expected;
    }
    const found = find(key);
    if (found === undefined) return undefined;
    if (before !== undefined) before.next = found;
    before = found;
    return found;
  };
}
