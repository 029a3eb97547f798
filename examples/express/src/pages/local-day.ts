import type { TimeZone } from '@sas-sos/core';

const day = 86_400_000;

/** A day of the calendar, `YYYY-MM-DD`, and the two instants between which it lasts somewhere. */
export interface LocalDay {
  readonly date: string;
  /** Its first instant. */
  readonly from: number;
  /** The first instant of the next day. */
  readonly to: number;
}

/** The day it is in a zone. */
export function toLocalDay(epoch: number, zone: TimeZone): LocalDay {
  return createLocalDay(Math.floor((epoch + zone.offsetAt(epoch)) / day), zone);
}

/** Reads `YYYY-MM-DD`; `undefined` when there is no such day. */
export function parseLocalDay(text: string | null, zone: TimeZone): LocalDay | undefined {
  if (text === null || !/^[12]\d{3}-\d{2}-\d{2}$/.test(text)) return undefined;
  const epoch = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(epoch) || new Date(epoch).toISOString().slice(0, 10) !== text) return undefined;
  return createLocalDay(epoch / day, zone);
}

/** The day so many days later; earlier when negative. */
export function addDays({ date }: LocalDay, count: number, zone: TimeZone): LocalDay {
  return createLocalDay(Date.parse(`${date}T00:00:00Z`) / day + count, zone);
}

function createLocalDay(number: number, zone: TimeZone): LocalDay {
  const startOf = (each: number) => zone.instantsOf(each * day)[0] ?? each * day;
  return {
    date: new Date(number * day).toISOString().slice(0, 10),
    from: startOf(number),
    to: startOf(number + 1),
  };
}
