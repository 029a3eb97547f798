import type { Appointment, AppointmentParticipant } from 'fhir/r4.js';
import type { Fault } from '../../rule/fault.js';
import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import { participationType } from './participation-type.js';
import { contradictory, missing, wrongValue } from './report-fault.js';

/** Participants have the elements that each must have. */
export const appointmentsParticipants: Rule<Appointment> = {
  id: 'appointments.participants',
  level: 'official-fails',
  source: kitSos('Rendez-vous, profil sas-sos-appointment, participant'),
  check: 34,
  looksAt: 'Appointment.participant',
  title: { fr: 'Les participants sont bien formés.', en: 'Participants are well formed.' },
  wrong: {
    fr: 'Les participants ne sont pas bien formés',
    en: 'Participants are not well formed',
  },
  remedy: {
    fr: 'Donnez un participant : le médecin (accepted) ou, tant qu’il n’est pas connu, type ADM et needs-action.',
    en: 'Give a participant: the doctor (accepted) or, as long as unknown, type ADM and needs-action.',
  },
  find: ({ participant = [] }) => {
    const text = { fr: 'Le participant manque.', en: 'The participant is missing.' };
    return participant.length === 0
      ? [missing('Appointment.participant', text)]
      : participant.flatMap(findFaults);
  },
};

function findFaults(
  { status, type, actor }: AppointmentParticipant,
  index: number,
): readonly Fault[] {
  const at = `Appointment.participant[${index}]`;
  const faults: Fault[] = [];
  if (status === undefined) {
    const text = {
      fr: 'Le statut du participant manque.',
      en: 'The status of the participant is missing.',
    };
    faults.push(missing(`${at}.status`, text));
  } else if (status !== 'accepted' && status !== 'needs-action') {
    const text = {
      fr: 'Le statut du participant est « accepted » ou « needs-action ».',
      en: 'The status of the participant is `accepted` or `needs-action`.',
    };
    faults.push(wrongValue(`${at}.status`, text));
  }
  if (!type && !actor) {
    const text = {
      fr: 'Un participant a un type ou un acteur.',
      en: 'A participant has a type or an actor.',
    };
    faults.push(contradictory(at, text));
  }
  const codings = (type ?? []).flatMap(({ coding = [] }) => coding);
  if (codings.some(({ system, code }) => system === participationType && code !== 'ADM')) {
    const text = {
      fr: 'Le type du participant est « ADM ».',
      en: 'The type of the participant is `ADM`.',
    };
    faults.push(wrongValue(`${at}.type`, text));
  }
  return faults;
}
