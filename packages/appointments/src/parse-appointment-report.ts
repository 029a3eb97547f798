import {
  isSasError,
  parseNationalIdentifier,
  parseRegulatorIdentifier,
  SasError,
  type SasIssue,
  type TimeZone,
  toEpochMilliseconds,
} from '@sas-sos/core';
import { z } from 'zod';
import type { AppointmentStatus } from './appointment-report.js';
import { appointmentStatuses } from './appointment-transitions.js';

/** A checked report, in the form in which it is stored; it is a valid report itself. */
export interface ParsedAppointmentReport {
  readonly id: string;
  readonly status: AppointmentStatus;
  /** `YYYY-MM-DDTHH:mm:ss.SSS±hh:mm`, like the other instants. */
  readonly start: string;
  readonly end: string;
  readonly takenAt: string;
  readonly regulator: { readonly nationalId: string } | { readonly technicalId: string };
  /** With its prefix. */
  readonly effector: string | null;
}

const instant = z
  .custom<Date | number | string>()
  .transform((value) => toEpochMilliseconds(value))
  .refine((value) => !Number.isNaN(value));

const identifier = z.string().nullish();

// Members not listed here are removed: no patient data can be stored or sent.
const schema = z
  .object({
    id: z.string().regex(/^(?:(?![|,$\\])[!-~]){1,128}$/),
    status: z.enum(appointmentStatuses as [AppointmentStatus, ...AppointmentStatus[]]),
    start: instant,
    end: instant,
    takenAt: instant,
    regulator: z.object({ nationalId: identifier, technicalId: identifier }),
    effector: identifier,
  })
  .refine(({ start, end }) => !(start >= end), { path: ['end'] });

/**
 * Checks the report of an appointment.
 *
 * @throws SasError `SAS_APPOINTMENT_INVALID`, with an issue for each invalid member;
 *   `SAS_APPOINTMENT_EFFECTOR_MISSING`.
 */
export function parseAppointmentReport(
  input: unknown,
  timeZone: TimeZone,
): ParsedAppointmentReport {
  const read = schema.safeParse(input);
  if (!read.success) {
    const members = new Set(read.error.issues.map(({ path }) => path.join('.')));
    const issues = [...members].map(
      (expression): SasIssue => ({ code: 'SAS_APPOINTMENT_INVALID', expression }),
    );
    throw SasError.of(issues as [SasIssue, ...SasIssue[]]);
  }
  const { id, status, start, end, takenAt, regulator, effector } = read.data;
  return {
    id,
    status,
    start: timeZone.format(start),
    end: timeZone.format(end),
    takenAt: timeZone.format(takenAt),
    regulator: readRegulator(regulator),
    effector: readEffector(effector ?? '', status),
  };
}

function readRegulator({ nationalId, technicalId }: z.infer<typeof schema>['regulator']) {
  const { kind, value } = readMember('regulator', () =>
    parseRegulatorIdentifier(nationalId || technicalId || ''),
  );
  return kind === 'national' ? { nationalId: value } : { technicalId: value };
}

function readEffector(effector: string, status: AppointmentStatus): string | null {
  if (effector === '') {
    if (status !== 'fulfilled') return null;
    throw new SasError('SAS_APPOINTMENT_EFFECTOR_MISSING', { expression: 'effector' });
  }
  const { kind, value } = readMember('effector', () => parseNationalIdentifier(effector, 'person'));
  if (kind === 'establishment') throw invalid('effector');
  if (status === 'fulfilled' && kind !== 'rpps') {
    throw new SasError('SAS_APPOINTMENT_EFFECTOR_MISSING', { expression: 'effector' });
  }
  return value;
}

function readMember<Value>(member: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw isSasError(error) ? invalid(member) : error;
  }
}

function invalid(expression: string): SasError {
  return new SasError('SAS_APPOINTMENT_INVALID', { expression });
}
