/** How far a fault reaches; `null` members do not limit it. */
export interface FaultLimit {
  /** Number of requests that it affects; then it is switched off. */
  readonly requests: number | null;
  /** After as many seconds it is switched off. */
  readonly seconds: number | null;
  /** Share of the requests that it affects, evenly spread: 25 is every fourth one. */
  readonly percent: number | null;
}

/** The largest value of each limit; the smallest is 1. */
export const faultLimitBounds: Readonly<Record<keyof FaultLimit, number>> = {
  requests: 10_000,
  seconds: 86_400,
  percent: 100,
};

/**
 * Validates a limit; absent members do not limit.
 *
 * @throws RangeError for a value that is not a whole number within its bounds, or another member.
 */
export function readFaultLimit(limit: Partial<FaultLimit> | null): FaultLimit {
  const read: Record<keyof FaultLimit, number | null> = {
    requests: null,
    seconds: null,
    percent: null,
  };
  for (const [name, value] of Object.entries(limit ?? {})) {
    if (!Object.hasOwn(faultLimitBounds, name)) {
      throw new RangeError('The limits of a fault are requests, seconds and percent.');
    }
    const most = faultLimitBounds[name as keyof FaultLimit];
    const isValid = value === null || (Number.isSafeInteger(value) && value >= 1 && value <= most);
    if (!isValid)
      throw new RangeError(`${name} must be a whole number from 1 to ${most}, or null.`);
    read[name as keyof FaultLimit] = value;
  }
  return read;
}
