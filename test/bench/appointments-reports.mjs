// @ts-check
// The reports of the benchmark: several per appointment, interleaved as in practice.
import { toFhirAppointment } from '@sas-sos/appointments';

export const identifierSystem = 'urn:oid:1.2.250.1.999.1';

const day = Date.parse('2026-12-01T07:00:00Z');

/**
 * Creates a report. Its start encodes the number of the event, so that the platform can check the
 * order.
 *
 * @param {string} id
 * @param {number} event
 * @returns {import('@sas-sos/appointments').AppointmentReport}
 */
export function createReport(id, event) {
  return {
    ...{ id, status: 'booked', takenAt: day - 3_600_000 },
    start: day + event * 60_000,
    end: day + event * 60_000 + 900_000,
    regulator: { nationalId: '3456780581/11242343' },
    effector: '899900000017',
  };
}

/**
 * Creates the reports of some appointments: in order for each appointment, the appointments mixed,
 * always in the same way.
 *
 * @param {string} prefix
 * @param {{ appointments: number, events: number }} size
 */
export function createReports(prefix, { appointments, events }) {
  const ids = Array.from({ length: appointments * events }, (_, i) => i % appointments);
  let seed = 20261124;
  for (let i = ids.length - 1; i > 0; i -= 1) {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    const other = seed % (i + 1);
    [ids[i], ids[other]] = [/** @type {number} */ (ids[other]), /** @type {number} */ (ids[i])];
  }
  const next = new Uint32Array(appointments);
  return ids.map((number) => {
    const event = /** @type {number} */ (next[number]);
    next[number] = event + 1;
    return createReport(`${prefix}-${number}`, event);
  });
}

/** The body that is sent for a report. @param {import('@sas-sos/appointments').AppointmentReport} report */
export function toBody(report) {
  return toFhirAppointment(report, { identifierSystem });
}

/** Milliseconds of a clock that all processes on a machine share. */
export function now() {
  return Number(process.hrtime.bigint()) / 1e6;
}
