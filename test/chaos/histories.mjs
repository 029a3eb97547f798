// @ts-check
// What the vendor does in a run, derived only from the seed, so that the vendor, the platform and
// the judge can each compute it.
import { createRandom, pick } from './random.mjs';

/** @typedef {import('@sas-sos/appointments').AppointmentReport} AppointmentReport */

/**
 * One change of an appointment. `moment`: time in the run, from 0. `isUndoneOnce`: the vendor first
 * does another change instead, and rolls it back. `refusal`: the platform refuses it permanently,
 * until a person decides on it.
 *
 * @typedef {{
 *   readonly report: AppointmentReport,
 *   readonly moment: number,
 *   readonly isUndoneOnce: boolean,
 *   readonly refusal: 'resend' | 'mend' | 'drop' | undefined,
 * }} ChaosEvent
 *
 * @typedef {{ readonly id: string, readonly events: readonly ChaosEvent[] }} History
 */

export const identifierSystem = 'urn:oid:1.2.250.1.999.1';

const minute = 60_000;
const firstStart = Date.parse('2026-12-01T08:00:00Z');
const firstEffector = 899_900_000_017;

/**
 * Creates the histories of a run: 1 to 5 events each; the start identifies the event.
 *
 * @param {string} seed
 * @param {number} appointments
 * @returns {readonly History[]}
 */
export function createHistories(seed, appointments) {
  return Array.from({ length: appointments }, (_, index) => createHistory(seed, index));
}

/** @param {string} seed @param {number} index @returns {History} */
function createHistory(seed, index) {
  const random = createRandom(`${seed} history ${index}`);
  const id = `a${index}`;
  const length = 1 + Math.floor(random() * 5);
  // One appointment in twenty has a refused event.
  const refused = index % 20 === 7 ? Math.floor(random() * length) : -1;
  const decision = ['resend', 'mend', 'drop'][Math.floor(index / 20) % 3];
  let moment = random();
  const events = Array.from({ length }, (_, event) => {
    const isLast = event === length - 1;
    const status = isLast
      ? pick(random, ['booked', 'fulfilled', 'noshow', 'cancelled'])
      : pick(random, ['pending', 'booked', 'booked']);
    const effector = status === 'pending' ? null : String(firstEffector + Math.floor(random() * 5));
    const start = firstStart + event * 15 * minute;
    moment += random() * 0.1;
    return {
      ...{ moment, isUndoneOnce: random() < 0.1 },
      refusal: event === refused ? decision : undefined,
      report: {
        ...{ id, status, start, end: start + 15 * minute, effector },
        takenAt: firstStart - 60 * minute,
        regulator: { nationalId: '3456780581/11242343' },
      },
    };
  });
  return /** @type {History} */ ({ id, events });
}

/** Lists the events of all histories in the order of their moments. @param {readonly History[]} histories */
export function sortEvents(histories) {
  return histories
    .flatMap(({ id, events }) => events.map((change, event) => ({ id, event, ...change })))
    .sort((a, b) => a.moment - b.moment);
}

/** The change that is rolled back: the platform must never receive it. @param {AppointmentReport} report */
export function toUndone(report) {
  const start = Number(report.start) + 7 * minute;
  return { ...report, start, end: start + 15 * minute };
}

/** A refused report, as corrected by a person. @param {AppointmentReport} report */
export function toMended(report) {
  return { ...report, end: Number(report.start) + 20 * minute };
}

/** Whether an appointment is the corrected version. @param {import('fhir/r4.js').Appointment} appointment */
export function isMended({ start, end }) {
  return Date.parse(String(end)) - Date.parse(String(start)) === 20 * minute;
}

/**
 * Returns the number of the received event; not an integer if it was rolled back.
 *
 * @param {{ readonly start?: unknown }} appointment
 */
export function readEvent({ start }) {
  const at = typeof start === 'number' ? start : Date.parse(String(start));
  return (at - firstStart) / (15 * minute);
}
