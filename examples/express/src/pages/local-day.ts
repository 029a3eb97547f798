import type { TimeZone } from '@sas-sos/core';

const day = 86_400_000;

/** A calendar day, `YYYY-MM-DD`, and the instants of its start and end in some time zone. */
export interface LocalDay {
  readonly date: string;
  /** Its first instant. */
  readonly from: number;
  /** The first instant of the next day. */
  readonly to: number;
}

/** Returns the calendar day of an instant in a time zone. */
export function toLocalDay(epoch: number, zone: TimeZone): LocalDay {
  return createLocalDay(Math.floor((epoch + zone.offsetAt(epoch)) / day), zone);
}

/** Parses `YYYY-MM-DD`; `undefined` if there is no such day. */
export function parseLocalDay(text: string | null, zone: TimeZone): LocalDay | undefined {
  if (text === null || !/^[12]\d{3}-\d{2}-\d{2}$/.test(text)) return undefined;
  const epoch = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(epoch) || new Date(epoch).toISOString().slice(0, 10) !== text) return undefined;
  return createLocalDay(epoch / day, zone);
}

/** Returns the day `count` days later, or earlier if negative. */
export function addDays({ date }: LocalDay, count: number, zone: TimeZone): LocalDay {
  return createLocalDay(Date.parse(`${date}T00:00:00Z`) / day + count, zone);
}

function createLocalDay(number: number, zone: TimeZone): LocalDay {
  const startOf = (index: number) => zone.instantsOf(index * day)[0] ?? index * day;
  return {
    date: new Date(number * day).toISOString().slice(0, 10),
    from: startOf(number),
    to: startOf(number + 1),
  };
}
