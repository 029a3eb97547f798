import { type InstantLike, type TimeZone, toEpochMilliseconds } from '@sas-sos/core';

/** An instant, read once: its place on the time line, and its text for the platform. */
export interface WrittenInstant {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly epoch: number;
  /** `YYYY-MM-DDTHH:mm:ss.SSS±hh:mm` in the place's time zone. */
  readonly text: string;
}

/** Reads and writes instants of one time zone; `undefined` for what is no instant. */
export type InstantWriter = (instant: InstantLike) => WrittenInstant | undefined;

// Slots of many places start and end at the same times: three days of quarters of an hour are 288.
const kept = 8192;

/**
 * Makes a writer that remembers what it wrote. The same input always gives the same text, so
 * nothing that is remembered can become wrong.
 */
export function createInstantWriter(zone: TimeZone): InstantWriter {
  const written = new Map<string | number, WrittenInstant>();
  return (instant) => {
    const key = instant instanceof Date ? instant.getTime() : instant;
    const known = written.get(key);
    if (known !== undefined) return known;
    const epoch = toEpochMilliseconds(key);
    if (Number.isNaN(epoch)) return undefined;
    if (written.size >= kept) written.clear();
    const fresh = { epoch, text: zone.format(epoch) };
    written.set(key, fresh);
    return fresh;
  };
}
