import type { AppointmentReport } from '../appointment-report.js';

/** The vendor's system in tests. */
export const identifierSystem = 'urn:oid:1.2.250.1.999.1';

/** A made-up RPPS. */
export const rpps = '899900000017';

/** Creates a valid report with the changes of a test. */
export function createReport(part: Partial<AppointmentReport> = {}): AppointmentReport {
  return {
    id: 'b6e39355-8a61-4556-b340-36f7b95fec6a',
    status: 'booked',
    start: '2026-12-01T09:00:00+01:00',
    end: '2026-12-01T09:15:00+01:00',
    takenAt: '2026-11-30T18:00:00+01:00',
    regulator: { nationalId: '3456780581/11242343' },
    effector: rpps,
    ...part,
  };
}
