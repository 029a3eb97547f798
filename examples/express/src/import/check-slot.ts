import type { Audience, Booking, Consultation, TimeZone } from '@sas-sos/core';
import type { SlotRecord, SlotStatus } from '../store/store.js';
import type { ReportMistake } from './mistake.js';
import type { Moment, MomentReader } from './moment.js';
import { textFault } from './text-fault.js';

const properties: ReadonlySet<string> = new Set([
  'id',
  'place',
  'start',
  'end',
  'audience',
  'consultation',
  'booking',
  'reasons',
  'status',
]);
const audiences: ReadonlySet<unknown> = new Set<Audience>([
  'public',
  'sas',
  'samu',
  'patients',
  'professionals',
]);
const consultations: ReadonlySet<unknown> = new Set<Consultation>([
  'on-site',
  'remote',
  'home-visit',
]);
const bookings: ReadonlySet<unknown> = new Set<Booking>(['appointment', 'walk-in']);
const statuses: ReadonlySet<unknown> = new Set<SlotStatus>(['free', 'booked', 'blocked']);

export interface SlotCheckOptions {
  /** Time zone of each place, by its id. */
  readonly zones: ReadonlyMap<string, TimeZone>;
  readonly moments: MomentReader;
  readonly report: ReportMistake;
}

/**
 * Creates the checker of `slots`: turns a slot of the file into a row, or reports every mistake in
 * it and returns `undefined`. Written by hand for speed: a file has hundreds of thousands of slots.
 */
export function createSlotChecker({
  zones,
  moments,
  report,
}: SlotCheckOptions): (value: unknown, index: number) => SlotRecord | undefined {
  const ids = new Set<string>();

  return (value, index) => {
    let isRight = true;
    const refuse = (property: string, message: string) => {
      isRight = false;
      report(`slots[${index}]${property}`, message);
    };

    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      refuse('', 'must be an object');
      return undefined;
    }
    const slot = value as Readonly<Record<string, unknown>>;
    for (const property of Object.keys(slot)) {
      if (!properties.has(property)) refuse(`.${property}`, 'is not a property of a slot');
    }

    const { id, place, start, end, audience, consultation, booking, status = 'free' } = slot;
    const idFault = textFault(id, 200);
    if (idFault) refuse('.id', idFault);
    else if (ids.has(id as string)) refuse('.id', 'is the id of another slot too');
    else ids.add(id as string);

    const zone = zones.get(place as string);
    if (place === undefined) refuse('.place', 'is missing');
    else if (!zone) refuse('.place', 'is not the id of a place');

    const readMoment = (property: string, text: unknown): Moment | undefined => {
      if (typeof text !== 'string') {
        refuse(property, text === undefined ? 'is missing' : 'must be a string');
        return undefined;
      }
      // The zone of an unknown place does not matter: the file is refused anyway.
      const moment = moments.read(text, zone ?? anyZone);
      if (typeof moment !== 'string') return moment;
      refuse(property, moment);
      return undefined;
    };
    const startsAt = readMoment('.start', start);
    const endsAt = readMoment('.end', end);
    const duration = startsAt && endsAt ? durationOf(startsAt, endsAt) : 1;
    if (duration <= 0) refuse('.end', 'ends before it starts');

    checkWords('.audience', audience, audiences, refuse);
    checkWords('.consultation', consultation, consultations, refuse);
    checkWord('.booking', booking, bookings, refuse);
    checkWord('.status', status, statuses, refuse);
    checkReasons(slot.reasons, refuse);

    if (!isRight || !startsAt) return undefined;
    const reasons = slot.reasons as readonly unknown[] | null | undefined;
    return {
      id: id as string,
      placeId: place as string,
      startsAt: startsAt.epoch,
      endsAt: startsAt.epoch + duration,
      audience: (audience as string[]).join(),
      consultation: (consultation as string[]).join(),
      booking: booking as Booking,
      reasons: reasons && reasons.length > 0 ? JSON.stringify(reasons) : null,
      status: status as SlotStatus,
    };
  };
}

const anyZone: TimeZone = {
  name: 'UTC',
  offsetAt: () => 0,
  format: (epoch) => new Date(epoch).toISOString(),
  instantsOf: (wall) => [wall],
};

/**
 * Milliseconds from start to end. In the night when clocks go forward, two relative times may be
 * the same instant: then the difference on the wall clock counts.
 */
function durationOf(start: Moment, end: Moment): number {
  const duration = end.epoch - start.epoch;
  if (duration > 0 || start.wall === undefined || end.wall === undefined) return duration;
  return end.wall - start.wall;
}

type Refuse = (property: string, message: string) => void;

function checkWord(
  property: string,
  word: unknown,
  words: ReadonlySet<unknown>,
  refuse: Refuse,
): void {
  if (words.has(word)) return;
  refuse(property, word === undefined ? 'is missing' : `must be one of ${[...words].join(', ')}`);
}

function checkWords(
  property: string,
  list: unknown,
  words: ReadonlySet<unknown>,
  refuse: Refuse,
): void {
  if (!Array.isArray(list) || list.length === 0) {
    refuse(property, list === undefined ? 'is missing' : 'must be a list with at least one word');
    return;
  }
  list.forEach((word, rank) => {
    checkWord(`${property}[${rank}]`, word, words, refuse);
    if (list.indexOf(word) < rank) refuse(`${property}[${rank}]`, 'is there twice');
  });
}

function checkReasons(list: unknown, refuse: Refuse): void {
  if (list === undefined || list === null) return;
  if (!Array.isArray(list)) {
    refuse('.reasons', 'must be a list');
    return;
  }
  list.forEach((reason: unknown, rank) => {
    const path = `.reasons[${rank}]`;
    if (typeof reason !== 'object' || reason === null || Array.isArray(reason)) {
      const fault = textFault(reason, 200);
      if (fault) refuse(path, `${fault}, or an object with code and label`);
      return;
    }
    const { code, label, ...others } = reason as Readonly<Record<string, unknown>>;
    const codeFault = textFault(code, 64);
    if (codeFault) refuse(`${path}.code`, codeFault);
    const labelFault = label === undefined || label === null ? undefined : textFault(label, 200);
    if (labelFault) refuse(`${path}.label`, labelFault);
    for (const key of Object.keys(others))
      refuse(`${path}.${key}`, 'is not a property of a reason');
  });
}
