import { isSasError } from '@sas-sos/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AppointmentReport } from './appointment-report.js';
import { parseAppointmentReport } from './parse-appointment-report.js';
import { createReportZones } from './report-zones.js';
import { anyReport } from './test-data/arbitrary-reports.js';
import { createReport, identifierSystem, rpps } from './test-data/report-data.js';
import { toFhirAppointment } from './to-fhir-appointment.js';

const options = { identifierSystem };
const personType = { system: 'http://interopsante.org/fhir/CodeSystem/fr-v2-0203', code: 'IDNPS' };
const admitter = [
  {
    coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'ADM' }],
  },
];
const knownEffector = {
  type: admitter,
  actor: {
    identifier: {
      type: { coding: [personType] },
      system: 'urn:oid:1.2.250.1.71.4.2.1',
      value: rpps,
    },
  },
  status: 'accepted',
};
const notYet = { type: admitter, status: 'needs-action' };
const never = { type: admitter, status: 'accepted' };

describe('toFhirAppointment', () => {
  it('writes a complete report', () => {
    expect(toFhirAppointment(createReport(), options)).toEqual({
      resourceType: 'Appointment',
      meta: {
        profile: [
          'https://interop.esante.gouv.fr/ig/fhir/sas/StructureDefinition/sas-sos-appointment',
        ],
      },
      extension: [
        {
          url: 'http://interopsante.org/fhir/StructureDefinition/FrAppointmentOperator',
          valueReference: {
            identifier: {
              type: { coding: [personType] },
              system: 'urn:oid:1.2.250.1.71.4.2.1',
              value: '3456780581/11242343',
            },
          },
        },
      ],
      identifier: [{ system: identifierSystem, value: 'b6e39355-8a61-4556-b340-36f7b95fec6a' }],
      status: 'booked',
      start: '2026-12-01T09:00:00.000+01:00',
      end: '2026-12-01T09:15:00.000+01:00',
      created: '2026-11-30T18:00:00.000+01:00',
      participant: [knownEffector],
    });
  });

  it.each<{ name: string; part: Partial<AppointmentReport>; expected: object }>([
    {
      name: 'pending, unknown effector',
      part: { status: 'pending', effector: null },
      expected: { status: 'pending', participant: [notYet] },
    },
    {
      name: 'pending, known effector',
      part: { status: 'pending' },
      expected: { status: 'pending', participant: [knownEffector] },
    },
    {
      name: 'booked, unknown effector',
      part: { effector: undefined },
      expected: { status: 'pending', participant: [notYet] },
    },
    { name: 'booked', part: {}, expected: { status: 'booked', participant: [knownEffector] } },
    {
      name: 'booked, RPPS without its prefix',
      part: { effector: rpps.slice(1) },
      expected: { participant: [knownEffector] },
    },
    {
      name: 'rescheduled',
      part: { start: new Date('2026-07-01T07:00:00Z'), end: Date.parse('2026-07-01T07:20:00Z') },
      expected: {
        status: 'booked',
        start: '2026-07-01T09:00:00.000+02:00',
        end: '2026-07-01T09:20:00.000+02:00',
      },
    },
    ...['', null, 'Europe/Paris'].map((timeZone) => ({
      name: `in the reporter's time zone: ${timeZone || 'none given'}`,
      part: { timeZone },
      expected: { start: '2026-12-01T09:00:00.000+01:00' },
    })),
    {
      name: 'in the time zone of the place',
      part: { timeZone: 'Indian/Reunion' },
      expected: {
        start: '2026-12-01T12:00:00.000+04:00',
        end: '2026-12-01T12:15:00.000+04:00',
        created: '2026-11-30T21:00:00.000+04:00',
      },
    },
    {
      name: 'fulfilled',
      part: { status: 'fulfilled' },
      expected: { status: 'fulfilled', participant: [knownEffector] },
    },
    {
      name: 'noshow',
      part: { status: 'noshow' },
      expected: { status: 'noshow', participant: [knownEffector] },
    },
    {
      name: 'cancelled',
      part: { status: 'cancelled' },
      expected: { status: 'cancelled', participant: [knownEffector] },
    },
    {
      name: 'cancelled before there was an effector',
      part: { status: 'cancelled', effector: null },
      expected: { status: 'cancelled', participant: [never] },
    },
    {
      name: 'not honoured before there was an effector',
      part: { status: 'noshow', effector: '' },
      expected: { status: 'noshow', participant: [never] },
    },
  ])('$name', ({ part, expected }) => {
    expect(toFhirAppointment(createReport(part), options)).toMatchObject(expected);
  });

  it.each<{ name: string; regulator: AppointmentReport['regulator']; expected: readonly string[] }>(
    [
      {
        name: 'technical',
        regulator: { nationalId: null, technicalId: '7EC00000-0000-4000-8000-000000000001' },
        expected: ['INTRN', 'urn:oid:1.2.250.1.213.3.6', '7ec00000-0000-4000-8000-000000000001'],
      },
      {
        name: 'national, if both exist',
        regulator: { nationalId: rpps, technicalId: '7ec00000-0000-4000-8000-000000000001' },
        expected: ['IDNPS', 'urn:oid:1.2.250.1.71.4.2.1', rpps],
      },
    ],
  )('regulator: $name', ({ regulator, expected }) => {
    const { extension } = toFhirAppointment(createReport({ regulator }), options);
    const identifier = extension?.[0]?.valueReference?.identifier;
    expect([identifier?.type?.coding?.[0]?.code, identifier?.system, identifier?.value]).toEqual(
      expected,
    );
  });

  it.each<{ name: string; report: unknown; expected: readonly string[] }>([
    { name: 'nothing', report: undefined, expected: [''] },
    { name: 'null', report: null, expected: [''] },
    { name: 'a text', report: 'booked', expected: [''] },
    { name: 'a list', report: [createReport()], expected: [''] },
    {
      name: 'fulfilled with an invalid effector',
      report: createReport({ status: 'fulfilled', effector: '12' }),
      expected: ['effector'],
    },
    {
      name: 'empty identifiers of a regulator',
      report: createReport({ regulator: { nationalId: '', technicalId: '' } }),
      expected: ['regulator'],
    },
    {
      name: 'a number as identifier of a regulator',
      report: { ...createReport(), regulator: { nationalId: 7 } },
      expected: ['regulator.nationalId'],
    },
    {
      name: 'a number as time zone',
      report: { ...createReport(), timeZone: 4 },
      expected: ['timeZone'],
    },
    { name: 'no id', report: createReport({ id: '' }), expected: ['id'] },
    { name: 'a bar in the id', report: createReport({ id: 'a|b' }), expected: ['id'] },
    {
      name: 'an id of 129 characters',
      report: createReport({ id: 'a'.repeat(129) }),
      expected: ['id'],
    },
    {
      name: 'an unknown status',
      report: { ...createReport(), status: 'free' },
      expected: ['status'],
    },
    {
      name: 'instants without offset',
      report: createReport({ start: '2026-12-01T09:00:00', takenAt: 'yesterday' }),
      expected: ['start', 'takenAt'],
    },
    {
      name: 'an end equal to the start',
      report: createReport({ end: createReport().start }),
      expected: ['end'],
    },
    { name: 'no regulator', report: createReport({ regulator: {} }), expected: ['regulator'] },
    {
      name: 'an invalid regulator',
      report: createReport({ regulator: { nationalId: 'Dr Essai' } }),
      expected: ['regulator'],
    },
    {
      name: 'an invalid effector',
      report: createReport({ effector: '12' }),
      expected: ['effector'],
    },
    {
      name: 'an effector of an establishment',
      report: createReport({ effector: '3456780581/11242343' }),
      expected: ['effector'],
    },
    {
      name: 'an invalid regulator and an invalid effector',
      report: createReport({ regulator: { nationalId: 'Dr Essai' }, effector: '12' }),
      expected: ['regulator', 'effector'],
    },
    {
      name: 'an end before the start of a report without an id',
      report: createReport({ id: '', end: '2026-12-01T08:00:00+01:00' }),
      expected: ['id', 'end'],
    },
    {
      name: 'an object without any member',
      report: {},
      expected: ['id', 'status', 'start', 'end', 'takenAt', 'regulator'],
    },
  ])('refuses $name', ({ report, expected }) => {
    const issues = expected.map((expression) => ({ code: 'SAS_APPOINTMENT_INVALID', expression }));
    expect(() => toFhirAppointment(report as AppointmentReport, options)).toThrow(
      expect.objectContaining({ code: 'SAS_APPOINTMENT_INVALID', issues }),
    );
  });

  it.each([null, undefined, '', '0123456789'])(
    'refuses fulfilled with the effector %j',
    (effector) => {
      const report = createReport({ status: 'fulfilled', effector });
      expect(() => toFhirAppointment(report, options)).toThrow(
        expect.objectContaining({ code: 'SAS_APPOINTMENT_EFFECTOR_MISSING' }),
      );
    },
  );

  it('reports a missing effector and an unknown time zone together with what is invalid', () => {
    const wrong = { id: 'a|b', regulator: {}, effector: null, timeZone: 'Indian/Atlantis' };
    const report = createReport({ status: 'fulfilled', ...wrong });
    expect(() => toFhirAppointment(report, options)).toThrow(
      expect.objectContaining({
        code: 'SAS_APPOINTMENT_INVALID',
        issues: [
          { code: 'SAS_APPOINTMENT_INVALID', expression: 'id' },
          { code: 'SAS_APPOINTMENT_INVALID', expression: 'regulator' },
          { code: 'SAS_APPOINTMENT_EFFECTOR_MISSING', expression: 'effector' },
          { code: 'SAS_TIME_ZONE_UNKNOWN', expression: 'timeZone' },
        ],
      }),
    );
  });

  it('follows the rules of certification in every report', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const { status, participant, start, end, extension, identifier } = toFhirAppointment(
          report,
          options,
        );
        const [one] = participant;
        expect(['pending', 'booked', 'fulfilled', 'noshow', 'cancelled']).toContain(status);
        if (one?.status === 'needs-action') expect(status).toBe('pending');
        if (status === 'fulfilled') {
          expect(one?.actor?.identifier?.value).toMatch(/^8\d{11}$/);
        }
        expect([start, end].every((instant) => /\.\d{3}[+-]\d{2}:\d{2}$/.test(instant ?? ''))).toBe(
          true,
        );
        expect(Date.parse(start ?? '')).toBe(report.start);
        expect(extension).toHaveLength(1);
        expect(identifier).toEqual([{ system: identifierSystem, value: report.id }]);
      }),
    );
  });

  it('writes a report that was checked and stored as it wrote the first', () => {
    const zones = createReportZones('Europe/Paris');
    fc.assert(
      fc.property(anyReport, (report) => {
        const parsed = parseAppointmentReport(report, zones);
        const stored = JSON.parse(JSON.stringify(parsed)) as AppointmentReport;
        expect(parseAppointmentReport(stored, zones)).toEqual(parsed);
        expect(toFhirAppointment(stored, options)).toEqual(toFhirAppointment(report, options));
      }),
    );
  });

  it('throws only coded errors', () => {
    const anyPart = fc.object({ key: fc.constantFrom(...Object.keys(createReport())) });
    fc.assert(
      fc.property(anyPart, (part) => {
        try {
          toFhirAppointment({ ...createReport(), ...part }, options);
        } catch (error) {
          expect(isSasError(error)).toBe(true);
        }
      }),
    );
  });
});
