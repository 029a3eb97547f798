import type { TimeZone } from '@sas-sos/core';
import type { QueryIssues } from '@sas-sos/fhir-http';
import { parseBound } from './parse-bound.js';

/** A time window, in milliseconds since 1970-01-01T00:00:00Z; both bounds are included. */
export interface Window {
  /** Absent if no start was given. */
  readonly from: number | undefined;
  /** Absent if no end was given. */
  readonly to: number | undefined;
  /** Whether every bound was readable: an unreadable one must not be reported as missing too. */
  readonly isReadable: boolean;
}

/**
 * The window that two windows have in common, which may be empty: its end before its start.
 */
export function intersectWindows(one: Window, other: Window): Window {
  return {
    from: pickBound(Math.max, one.from, other.from),
    to: pickBound(Math.min, one.to, other.to),
    isReadable: one.isReadable && other.isReadable,
  };
}

function pickBound(
  pick: (one: number, other: number) => number,
  one: number | undefined,
  other: number | undefined,
): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : pick(one, other);
}

/** Reads the bounds of a window, each given at most once, in any order. */
export function parseWindow(
  values: readonly string[],
  parameter: string,
  zone: TimeZone,
  issues: QueryIssues,
): Window {
  const bounds: { ge?: number; le?: number } = {};
  let isReadable = true;
  for (const value of values) {
    const bound = parseBound(value, zone);
    if (typeof bound === 'string') {
      isReadable = false;
      issues.add(bound, parameter);
    } else if (bounds[bound.prefix] !== undefined) {
      issues.add('SAS_SEARCH_BOUND_REPEATED', parameter);
    } else {
      bounds[bound.prefix] = bound.epoch;
    }
  }
  const { ge: from, le: to } = bounds;
  if (from !== undefined && to !== undefined && to < from) {
    issues.add('SAS_SEARCH_WINDOW_REVERSED', parameter);
  }
  return { from, to, isReadable };
}
