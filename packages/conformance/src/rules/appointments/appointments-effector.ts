import type { Appointment, AppointmentParticipant } from 'fhir/r4.js';
import type { Fault } from '../../rule/fault.js';
import type { Rule } from '../../rule/rule.js';
import { guide } from '../../rule/rule-source.js';
import { participationType } from './participation-type.js';
import { findIdentifierFaults, type IdentifierKind, nationalKind } from './person-identifier.js';
import { missing } from './report-fault.js';

const effectorKind: IdentifierKind = {
  ...nationalKind,
  value: /^(8\d{11}|0\d{9})$/,
  rule: {
    fr: 'L’effecteur porte un RPPS (8 et 11 chiffres) ou un ADELI (0 et 9 chiffres).',
    en: 'The effector has an RPPS (8 and 11 digits) or an ADELI (0 and 9 digits).',
  },
};

/** The effector is identified, or not known yet; known once the appointment is fulfilled. */
export const appointmentsEffector: Rule<Appointment> = {
  id: 'appointments.effector',
  level: 'guide',
  source: guide('Profil sas-sos-appointment, participant.actor.identifier'),
  check: 34,
  looksAt: 'Appointment.participant.actor.identifier',
  title: {
    fr: 'L’effecteur est désigné par son RPPS ou son ADELI, ou n’est pas encore connu.',
    en: 'The effector is identified by RPPS or ADELI, or not known yet.',
  },
  wrong: {
    fr: 'L’effecteur n’est pas désigné comme il le faut',
    en: 'The effector is not identified as required',
  },
  remedy: {
    fr: 'Donnez le RPPS du médecin dès qu’il est connu ; sans lui, ne déclarez pas le rendez-vous honoré.',
    en: 'Give the RPPS of the doctor as soon as it is known; without it, do not report the appointment as fulfilled.',
  },
  find: (appointment) => {
    const { participant = [], status } = appointment;
    const faults = participant.flatMap((item, index) => findFaults(item, index, appointment));
    const isKnown = participant.some(
      (item) => item.status === 'accepted' && item.actor?.identifier,
    );
    if (status === 'fulfilled' && !isKnown && faults.length === 0) {
      const text = {
        fr: 'Un rendez-vous honoré porte le RPPS de l’effecteur.',
        en: 'A fulfilled appointment has the RPPS of the effector.',
      };
      return [missing('Appointment.participant', text)];
    }
    return faults;
  },
};

function findFaults(
  { actor, type = [], status }: AppointmentParticipant,
  index: number,
  appointment: Appointment,
): readonly Fault[] {
  const at = `Appointment.participant[${index}]`;
  if (actor) {
    if (!actor.identifier) {
      const text = {
        fr: 'L’identifiant de l’effecteur manque.',
        en: 'The identifier of the effector is missing.',
      };
      return [missing(`${at}.actor.identifier`, text)];
    }
    return findIdentifierFaults(actor.identifier, `${at}.actor.identifier`, [effectorKind]);
  }
  if (status === 'needs-action') {
    const codings = type.flatMap(({ coding = [] }) => coding);
    const isAdmitter = codings.some(
      ({ system, code }) => system === participationType && code === 'ADM',
    );
    const text = {
      fr: 'Tant que l’effecteur n’est pas connu, le type du participant est « ADM ».',
      en: 'As long as the effector is not known, the type of the participant is `ADM`.',
    };
    return isAdmitter ? [] : [missing(`${at}.type`, text)];
  }
  // An appointment can be cancelled or not honoured without an effector.
  if (appointment.status === 'cancelled' || appointment.status === 'noshow') return [];
  const text = {
    fr: 'Un participant « accepted » porte l’identifiant de l’effecteur.',
    en: 'A participant `accepted` has the identifier of the effector.',
  };
  return [missing(`${at}.actor`, text)];
}
