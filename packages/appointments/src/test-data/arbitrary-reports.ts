import fc from 'fast-check';
import type { AppointmentReport } from '../appointment-report.js';
import { appointmentStatuses } from '../appointment-transitions.js';

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''));

/** A made-up RPPS, with its prefix or without. */
const anyRpps = fc.tuple(fc.constantFrom('8', ''), digits(11)).map((parts) => parts.join(''));

const anyAdeli = fc.tuple(fc.constantFrom('0', ''), digits(9)).map((parts) => parts.join(''));

const anyNationalId = fc.oneof(
  anyRpps,
  anyAdeli,
  digits(8).map((last) => `3456780581/${last}`),
);

const anyRegulator = fc.oneof(
  fc.record({ nationalId: anyNationalId }),
  fc.record({ technicalId: fc.uuid() }),
  fc.record({ nationalId: fc.constantFrom(null, undefined), technicalId: fc.uuid() }),
  fc.record({ nationalId: anyNationalId, technicalId: fc.option(fc.uuid()) }),
);

const quarter = 900_000;
const anyStart = fc
  .integer({
    min: Date.parse('2024-01-01T00:00:00Z') / quarter,
    max: Date.parse('2030-01-01T00:00:00Z') / quarter,
  })
  .map((count) => count * quarter);

/** Valid reports of every status. */
export const anyReport: fc.Arbitrary<AppointmentReport> = fc
  .record({
    id: fc.uuid(),
    status: fc.constantFrom(...appointmentStatuses),
    start: anyStart,
    length: fc.integer({ min: 1, max: 7_200_000 }),
    takenAt: anyStart.map((start) => new Date(start)),
    regulator: anyRegulator,
    effector: fc.oneof(anyRpps, anyAdeli, fc.constantFrom(null, undefined, '')),
    rpps: anyRpps,
    timeZone: fc.constantFrom(undefined, 'Europe/Paris', 'Indian/Reunion', 'America/Cayenne'),
  })
  .map(({ start, length, rpps, ...report }) => ({
    ...report,
    start,
    end: new Date(start + length).toISOString(),
    effector: report.status === 'fulfilled' ? rpps : report.effector,
  }));
