import type { Appointment, AppointmentParticipant } from 'fhir/r4.js';
import { contradictory, type Finding, missing, wrong } from './finding.js';
import { checkPersonIdentifier, type IdentifierKind, nationalKind } from './person-identifier.js';

const participationType = 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType';

const effectorKind: IdentifierKind = {
  ...nationalKind,
  value: /^(8\d{11}|0\d{9})$/,
  rule: 'L’effecteur porte un RPPS (8 et 11 chiffres) ou un ADELI (0 et 9 chiffres).',
};

/** Checks the elements that every participant must have. */
export function checkParticipants({ participant = [] }: Appointment): readonly Finding[] {
  if (participant.length === 0) {
    return [missing('Appointment.participant', 'Le participant manque.')];
  }
  return participant.flatMap(({ status, type, actor }, index) => {
    const at = `Appointment.participant[${index}]`;
    const findings: Finding[] = [];
    if (status === undefined) {
      findings.push(missing(`${at}.status`, 'Le statut du participant manque.'));
    } else if (status !== 'accepted' && status !== 'needs-action') {
      const text = 'Le statut du participant est « accepted » ou « needs-action ».';
      findings.push(wrong(`${at}.status`, text));
    }
    if (!type && !actor) {
      findings.push(contradictory(at, 'Un participant a un type ou un acteur.'));
    }
    const codings = (type ?? []).flatMap(({ coding = [] }) => coding);
    if (codings.some(({ system, code }) => system === participationType && code !== 'ADM')) {
      findings.push(wrong(`${at}.type`, 'Le type du participant est « ADM ».'));
    }
    return findings;
  });
}

/** Checks the effector: identified by a national identifier, or not known yet. */
export function checkEffectors(appointment: Appointment): readonly Finding[] {
  const { participant = [], status } = appointment;
  const findings = participant.flatMap((item, index) => checkEffector(item, index, appointment));
  const isKnown = participant.some((item) => item.status === 'accepted' && item.actor?.identifier);
  if (status === 'fulfilled' && !isKnown && findings.length === 0) {
    const text = 'Un rendez-vous honoré porte le RPPS de l’effecteur.';
    return [missing('Appointment.participant', text)];
  }
  return findings;
}

function checkEffector(
  { actor, type = [], status }: AppointmentParticipant,
  index: number,
  appointment: Appointment,
): readonly Finding[] {
  const at = `Appointment.participant[${index}]`;
  if (actor) {
    if (!actor.identifier) {
      return [missing(`${at}.actor.identifier`, 'L’identifiant de l’effecteur manque.')];
    }
    return checkPersonIdentifier(actor.identifier, `${at}.actor.identifier`, [effectorKind]);
  }
  if (status === 'needs-action') {
    const codings = type.flatMap(({ coding = [] }) => coding);
    const isAdmitter = codings.some(
      ({ system, code }) => system === participationType && code === 'ADM',
    );
    const text = 'Tant que l’effecteur n’est pas connu, le type du participant est « ADM ».';
    return isAdmitter ? [] : [missing(`${at}.type`, text)];
  }
  // An appointment can be cancelled or not honoured without an effector.
  if (appointment.status === 'cancelled' || appointment.status === 'noshow') return [];
  const text = 'Un participant « accepted » porte l’identifiant de l’effecteur.';
  return [missing(`${at}.actor`, text)];
}

/** Checks that the status of each participant matches that of the appointment. */
export function checkParticipantStatus(appointment: Appointment): readonly Finding[] {
  const { participant = [], status } = appointment;
  if (status === 'pending') return [];
  return participant.flatMap((item, index) =>
    item.status === 'needs-action'
      ? [
          contradictory(
            `Appointment.participant[${index}].status`,
            '« needs-action » ne va qu’avec un rendez-vous « pending ».',
          ),
        ]
      : [],
  );
}
