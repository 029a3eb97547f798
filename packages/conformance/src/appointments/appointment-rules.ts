import { toEpochMilliseconds } from '@sas-sos/core';
import { profiles } from '@sas-sos/fhir-http';
import type { Appointment } from 'fhir/r4.js';
import { checkEffectors, checkParticipantStatus, checkParticipants } from './effector-rules.js';
import { contradictory, type Finding, missing, unwanted, wrong } from './finding.js';
import { checkOperator } from './operator-rule.js';

/** A rule of the flow for a report. */
export interface AppointmentRule {
  /** Stable name of the check. */
  readonly rule: string;
  /** `warning`: the report is accepted all the same. */
  readonly severity: 'error' | 'warning';
  /** Message of a check that passed, in French. */
  readonly right: string;
  /** Returns what is wrong with a report whose structure is valid. */
  readonly check: (appointment: Appointment) => readonly Finding[];
}

const statuses: readonly string[] = ['pending', 'booked', 'fulfilled', 'noshow', 'cancelled'];

/** Elements that the flow uses. */
const expected: ReadonlySet<string> = new Set([
  'resourceType',
  'id',
  'meta',
  'language',
  'extension',
  'identifier',
  'status',
  'start',
  'end',
  'created',
  'participant',
]);

/** The rules of the profile `sas-sos-appointment` and of the guide, in the order of the guide. */
export const appointmentRules: readonly AppointmentRule[] = [
  {
    rule: 'appointments.profile',
    severity: 'warning',
    right: 'Le profil sas-sos-appointment est déclaré.',
    check: ({ meta }) =>
      meta?.profile?.includes(profiles.appointment)
        ? []
        : [missing('Appointment.meta.profile', `Déclarez le profil ${profiles.appointment}.`)],
  },
  {
    rule: 'appointments.identifier',
    severity: 'error',
    right: 'Le rendez-vous a un seul identifiant, avec son système.',
    check: checkIdentifier,
  },
  {
    rule: 'appointments.operator',
    severity: 'error',
    right: 'Le régulateur est désigné par un identifiant national ou technique.',
    check: checkOperator,
  },
  {
    rule: 'appointments.status',
    severity: 'error',
    right: 'Le statut est l’un des cinq du flux.',
    check: ({ status }) => {
      if (status === undefined) return [missing('Appointment.status', 'Le statut manque.')];
      if (statuses.includes(status)) return [];
      return [wrong('Appointment.status', `Le statut est l’un de : ${statuses.join(', ')}.`)];
    },
  },
  {
    rule: 'appointments.period',
    severity: 'error',
    right: 'Le rendez-vous a un début, et une fin qui le suit.',
    check: checkPeriod,
  },
  {
    rule: 'appointments.created',
    severity: 'warning',
    right: 'La date de prise du rendez-vous est donnée.',
    check: ({ created }) =>
      created === undefined
        ? [missing('Appointment.created', 'Dites quand le rendez-vous a été pris.')]
        : [],
  },
  {
    rule: 'appointments.participants',
    severity: 'error',
    right: 'Les participants sont bien formés.',
    check: checkParticipants,
  },
  {
    rule: 'appointments.effector',
    severity: 'error',
    right: 'L’effecteur est désigné par son RPPS ou son ADELI, ou n’est pas encore connu.',
    check: checkEffectors,
  },
  {
    rule: 'appointments.needs-action',
    severity: 'error',
    right: 'Le statut du rendez-vous et celui des participants vont ensemble.',
    check: checkParticipantStatus,
  },
  {
    rule: 'appointments.cancelation-reason',
    severity: 'error',
    right: 'Aucun motif d’annulation sans annulation.',
    check: ({ cancelationReason, status }) =>
      cancelationReason && status !== 'cancelled' && status !== 'noshow'
        ? [
            contradictory(
              'Appointment.cancelationReason',
              'Un motif d’annulation va avec un rendez-vous annulé ou non honoré.',
            ),
          ]
        : [],
  },
  {
    rule: 'appointments.patient',
    severity: 'error',
    right: 'Aucune donnée de patient n’est désignée.',
    check: checkPatient,
  },
  {
    rule: 'appointments.unexpected-element',
    severity: 'warning',
    right: 'Rien d’autre que ce que le flux demande.',
    check: (appointment) =>
      Object.keys(appointment)
        .filter((name) => !expected.has(name.replace(/^_/, '')))
        .map((name) =>
          unwanted(
            `Appointment.${name}`,
            'Le flux n’a pas d’usage pour cet élément : rien du patient ne doit y être.',
          ),
        ),
  },
];

function checkIdentifier({ identifier = [] }: Appointment): readonly Finding[] {
  const [first] = identifier;
  if (!first) return [missing('Appointment.identifier', 'L’identifiant du rendez-vous manque.')];
  if (identifier.length > 1) {
    return [wrong('Appointment.identifier', 'Donnez un seul identifiant de rendez-vous.')];
  }
  const at = 'Appointment.identifier[0]';
  const { system, value } = first;
  const findings: Finding[] = [];
  if (system === undefined) {
    findings.push(missing(`${at}.system`, 'Le système de l’identifiant manque.'));
  } else if (!/^(urn:oid:[0-2](\.(0|[1-9]\d*))+|urn:uuid:.+|https?:\/\/.+)$/.test(system)) {
    findings.push(wrong(`${at}.system`, 'Le système est l’OID (urn:oid:…) ou l’URL de l’éditeur.'));
  }
  if (value === undefined) {
    findings.push(missing(`${at}.value`, 'La valeur de l’identifiant manque.'));
  }
  return findings;
}

function checkPeriod({ start, end }: Appointment): readonly Finding[] {
  const findings: Finding[] = [];
  if (start === undefined) findings.push(missing('Appointment.start', 'Le début manque.'));
  if (end === undefined) findings.push(missing('Appointment.end', 'La fin manque.'));
  if (start !== undefined && end !== undefined) {
    const isRight = toEpochMilliseconds(start) < toEpochMilliseconds(end);
    if (!isRight) findings.push(contradictory('Appointment.end', 'La fin doit suivre le début.'));
  }
  return findings;
}

function checkPatient({ contained = [], participant = [] }: Appointment): readonly Finding[] {
  const text = 'Les données de patient n’ont pas leur place dans ce flux.';
  const findings: Finding[] = [];
  if (contained.length > 0) {
    findings.push(unwanted('Appointment.contained', 'Aucune ressource n’est jointe dans ce flux.'));
  }
  for (const [index, { actor }] of participant.entries()) {
    const named = `${actor?.type ?? ''} ${actor?.reference ?? ''}`;
    if (/(^|[\s/])(Patient|RelatedPerson)($|[\s/])/.test(named)) {
      findings.push(unwanted(`Appointment.participant[${index}].actor`, text));
    }
  }
  return findings;
}
