/** Delays between attempts. */
export interface RetryDelays {
  /** Approximate delay after the first failure, in milliseconds. */
  readonly firstMilliseconds: number;
  /** Longest delay, in milliseconds. */
  readonly longestMilliseconds: number;
}

/** Longest delay that an outbox accepts. */
const longestDelay = 3_600_000;

/** Doubles the delay up to the limit, minus a random part, so that retries do not coincide. */
export function toRetryDelay(
  failures: number,
  { firstMilliseconds, longestMilliseconds }: RetryDelays,
): number {
  const doubled = firstMilliseconds * 2 ** (failures - 1);
  return Math.min(doubled, longestMilliseconds) * (0.5 + Math.random() / 2);
}

/**
 * Parses a `Retry-After`, seconds or a date, into milliseconds from now, an hour at most;
 * `undefined` if it is missing or invalid.
 */
export function parseRetryAfter(text: string | null, now: number): number | undefined {
  if (text === null) return undefined;
  const value = /^\d{1,10}$/.test(text)
    ? Number(text) * 1000
    : /GMT$/.test(text)
      ? Date.parse(text) - now
      : Number.NaN;
  return Number.isNaN(value) ? undefined : Math.min(Math.max(value, 0), longestDelay);
}
