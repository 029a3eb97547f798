/** How long to wait before something is tried again. */
export interface RetryDelays {
  /** About how long after the first failure, in milliseconds. */
  readonly firstMilliseconds: number;
  /** Longest wait, in milliseconds. */
  readonly longestMilliseconds: number;
}

/** Longest delay that an outbox takes. */
const longestDelay = 3_600_000;

/** Twice as long each time, up to the longest; a random part less, so that not all come at once. */
export function toRetryDelay(
  failures: number,
  { firstMilliseconds, longestMilliseconds }: RetryDelays,
): number {
  const doubled = firstMilliseconds * 2 ** Math.min(failures - 1, 30);
  return Math.min(doubled, longestMilliseconds) * (0.5 + Math.random() / 2);
}

/**
 * Reads a `Retry-After`: seconds, or a date; in milliseconds from now, an hour at most. `undefined`
 * when it says nothing that can be read.
 */
export function parseRetryAfter(text: string | null, now: number): number | undefined {
  if (text === null) return undefined;
  const value = /^\d{1,10}$/.test(text.trim())
    ? Number(text) * 1000
    : /GMT\s*$/.test(text)
      ? Date.parse(text) - now
      : Number.NaN;
  return Number.isNaN(value) ? undefined : Math.min(Math.max(value, 0), longestDelay);
}
