import type { AppointmentReport, StoredReportContent } from '@sas-sos/appointments';
import { parseRegulatorIdentifier } from '@sas-sos/core';
import { parseRpps, toShortRpps } from '../appointments/parse-rpps.js';
import { toZone } from '../pages/local-time.js';

/** What the staff wrote into the form that corrects a report; an absent field changes nothing. */
interface CorrectionFields {
  readonly rpps: string | undefined;
  readonly regulator: string | undefined;
  /** `YYYY-MM-DDTHH:mm` at the place, like the end. */
  readonly start: string | undefined;
  readonly end: string | undefined;
}

/** Why a correction cannot be sent. */
export type CorrectionMistake = 'rpps' | 'regulator' | 'times';

/** Corrects a report in what the form says, or names the first field that is wrong. */
export function correctReport(
  before: StoredReportContent,
  fields: CorrectionFields,
  timeZone: string,
): AppointmentReport | CorrectionMistake {
  const effector = toEffector(before, fields.rpps);
  if (effector === undefined) return 'rpps';
  const regulator = toRegulator(before, fields.regulator);
  if (!regulator) return 'regulator';
  const start = toInstant(before.start, fields.start, timeZone);
  const end = toInstant(before.end, fields.end, timeZone);
  if (!(Date.parse(start) < Date.parse(end))) return 'times';
  if (before.status === 'fulfilled' && effector === null) return 'rpps';
  return { ...before, start, end, regulator, effector };
}

/** The identifier by which a report names the regulator, as people write it. */
export function toReportedIdentifier({
  regulator,
}: Pick<StoredReportContent, 'regulator'>): string {
  return 'nationalId' in regulator ? toShortRpps(regulator.nationalId) : regulator.technicalId;
}

/** Writes an instant as the value of a field, in the local time of the place. */
export function toLocalField(instant: string, timeZone: string): string {
  const epoch = Date.parse(instant);
  return new Date(epoch + toZone(timeZone).offsetAt(epoch)).toISOString().slice(0, 16);
}

function toEffector({ effector }: StoredReportContent, text: string | undefined) {
  if (text === undefined) return effector;
  return text.trim() === '' ? null : parseRpps(text);
}

function toRegulator({ regulator }: StoredReportContent, text: string | undefined) {
  if (text === undefined || text.trim() === toReportedIdentifier({ regulator })) return regulator;
  // An RPPS as people write it has no prefix.
  const short = text.replace(/\s/g, '');
  const given = /^\d{11}$/.test(short) ? `8${short}` : text.trim();
  try {
    const { kind, value } = parseRegulatorIdentifier(given);
    return kind === 'national' ? { nationalId: value } : { technicalId: value };
  } catch {
    return undefined;
  }
}

/** The instant of a field; that of before while the field shows it, so that no second is lost. */
function toInstant(before: string, text: string | undefined, timeZone: string): string {
  if (text === undefined || text === toLocalField(before, timeZone)) return before;
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text)) return 'invalid';
  const local = Date.parse(`${text}Z`);
  // 30 February is not 2 March.
  if (Number.isNaN(local) || new Date(local).toISOString().slice(0, 16) !== text) return 'invalid';
  const [epoch] = toZone(timeZone).instantsOf(local);
  return epoch === undefined ? 'invalid' : new Date(epoch).toISOString();
}
