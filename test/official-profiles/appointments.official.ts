import { appointmentStatuses, toFhirAppointment } from '@sas-sos/appointments';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyReport } from '../../packages/appointments/src/test-data/arbitrary-reports.js';
import { loadValidator, validateAll } from './validator.js';

const seed = 20261123;
const timeZones = ['Europe/Paris', 'Indian/Reunion', 'America/Martinique', 'Pacific/Noumea'];

it('every report is a valid appointment', async () => {
  const { PROFILES } = await loadValidator();
  const profile = PROFILES['Appointment'];
  expect(profile).toMatch(/\/sas-sos-appointment$/);
  const items = fc.sample(anyReport, { numRuns: 300, seed }).map((report, index) => ({
    id: `${report.status}-${index}`,
    resource: toFhirAppointment(report, {
      identifierSystem: index % 2 === 0 ? 'urn:oid:1.2.250.1.999.1' : 'https://editeur.example/rdv',
      timeZone: timeZones[index % timeZones.length],
    }),
    profile: profile as string,
  }));
  for (const status of appointmentStatuses) {
    expect(items.some(({ id }) => id.startsWith(status))).toBe(true);
  }
  expect(await validateAll(items)).toEqual({});
}, 600_000);
