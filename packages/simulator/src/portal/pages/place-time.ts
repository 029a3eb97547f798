import { createTimeZone } from '@sas-sos/core';

const paris = createTimeZone('Europe/Paris');
const minute = 60_000;

/**
 * Reads the offset of an instant, in minutes; `undefined` if it has none, or `Z`, which says
 * nothing about the local time of a place.
 */
export function readOffset(instant: string): number | undefined {
  const [, sign, hours, minutes] = /([+-])(\d{2}):(\d{2})$/.exec(instant) ?? [];
  if (!sign) return undefined;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/**
 * How many minutes a place is ahead of Paris at an instant; 0 if it has the time of Paris, or its
 * offset is not known.
 */
export function toLead(instant: string, epoch: number): number {
  const offset = readOffset(instant);
  return offset === undefined ? 0 : offset - paris.offsetAt(epoch) / minute;
}

/** Names an offset: `UTC+4`, `UTC−3:30`. */
export function toOffsetName(offset: number): string {
  const size = Math.abs(offset);
  const minutes = size % 60;
  return `UTC${offset < 0 ? '−' : '+'}${Math.floor(size / 60)}${minutes ? `:${String(minutes).padStart(2, '0')}` : ''}`;
}

/** Says what time Paris has, compared with a place: `3 h de moins`. */
export function toParisDifference(lead: number): string {
  const size = Math.abs(lead);
  const hours = Math.floor(size / 60);
  const minutes = size % 60;
  return `${hours} h${minutes ? ` ${minutes}` : ''} de ${lead > 0 ? 'moins' : 'plus'}`;
}

/** The time of the day in Paris, `HH:MM`. */
export function toParisClock(epoch: number): string {
  return new Date(epoch + paris.offsetAt(epoch)).toISOString().slice(11, 16);
}
