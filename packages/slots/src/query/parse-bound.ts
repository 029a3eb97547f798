import { type TimeZone, toUtcMilliseconds } from '@sas-sos/core';

/** A bound of a time window. */
export interface Bound {
  /** `ge`: the start; `le`: the end; both are in the window. */
  readonly prefix: 'ge' | 'le';
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly epoch: number;
}

/** A date and a time of day, without a time zone. */
type WallClock = Parameters<typeof toUtcMilliseconds>[0];

/** Why a bound could not be read. */
export type BoundFault = 'SAS_SEARCH_BOUND_PREFIX' | 'SAS_SEARCH_BOUND_MALFORMED';

// The blank is an unescaped "+" of an offset.
const form =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+ -]\d{2}:\d{2})?)?)?)?$/;

/**
 * Parses a bound such as `ge2026-12-01T08:00:00+01:00`.
 *
 * A time without an offset is in the given zone; one that the clocks of that zone skip or show
 * twice is read so that the window is as wide as possible. A date, a month or a year means its
 * first instant after `ge`, its last after `le`.
 */
export function parseBound(text: string, zone: TimeZone): Bound | BoundFault {
  const prefix = text.slice(0, 2);
  if (prefix !== 'ge' && prefix !== 'le') return 'SAS_SEARCH_BOUND_PREFIX';
  const match = form.exec(text.slice(2));
  if (!match) return 'SAS_SEARCH_BOUND_MALFORMED';
  const [, year, month, day, hour, minute, second, fraction, offset] = match;
  const local: WallClock = {
    year: Number(year),
    month: Number(month ?? 1),
    day: Number(day ?? 1),
    hour: Number(hour ?? 0),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    millisecond: fraction === undefined ? 0 : Number(fraction.slice(0, 3).padEnd(3, '0')),
  };
  let wall = toUtcMilliseconds(local);
  if (Number.isNaN(wall) || local.year === 0) return 'SAS_SEARCH_BOUND_MALFORMED';
  if (hour === undefined && prefix === 'le') wall = lastOf(local, month, day);
  if (offset !== undefined) {
    const ahead = readOffset(offset);
    if (ahead === undefined) return 'SAS_SEARCH_BOUND_MALFORMED';
    return { prefix, epoch: wall - ahead };
  }
  const instants = zone.instantsOf(wall);
  return { prefix, epoch: (prefix === 'ge' ? instants[0] : instants.at(-1)) as number };
}

/** Last millisecond of a year, a month or a day. */
function lastOf(local: WallClock, month: string | undefined, day: string | undefined): number {
  const next = new Date(0);
  if (month === undefined) next.setUTCFullYear(local.year + 1, 0, 1);
  else if (day === undefined) next.setUTCFullYear(local.year, local.month, 1);
  else next.setUTCFullYear(local.year, local.month - 1, local.day + 1);
  return next.getTime() - 1;
}

/** Milliseconds ahead of UTC; `undefined` beyond the ±14 hours that FHIR allows. */
function readOffset(text: string): number | undefined {
  if (text === 'Z') return 0;
  const hours = Number(text.slice(1, 3));
  const minutes = Number(text.slice(4, 6));
  if (minutes > 59 || hours * 60 + minutes > 14 * 60) return undefined;
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
