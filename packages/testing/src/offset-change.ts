import { createTimeZone } from '@sas-sos/core';

const minute = 60_000;
const day = 24 * 60 * minute;

/**
 * Finds the first instant after another at which the clock of a zone goes forward, or back.
 *
 * @throws SasError `SAS_TIME_ZONE_UNKNOWN` when the zone does not exist.
 * @throws RangeError when the clock of that zone does not change within two years.
 */
export function findOffsetChange(
  zoneName: string,
  after: number,
  direction: 'forward' | 'back',
): number {
  const zone = createTimeZone(zoneName);
  const isChanged = (from: number, to: number) => {
    const gained = zone.offsetAt(to) - zone.offsetAt(from);
    return direction === 'forward' ? gained > 0 : gained < 0;
  };
  const first = Math.ceil(after / day) * day;
  for (let start = first; start < first + 731 * day; start += day) {
    if (!isChanged(start, start + day)) continue;
    let before = start;
    let since = start + day;
    while (since - before > minute) {
      const middle = before + Math.floor((since - before) / 2 / minute) * minute;
      if (isChanged(before, middle)) since = middle;
      else before = middle;
    }
    return since;
  }
  throw new RangeError('The clock of this time zone does not change within two years.');
}
