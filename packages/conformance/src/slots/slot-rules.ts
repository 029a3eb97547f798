import { toEpochMilliseconds } from '@sas-sos/core';
import { codeSystems, tryParse } from '@sas-sos/fhir-http';
import { nameResources, type Rule } from '../rule.js';
import type { AnsweredCoding, AnsweredSlot } from '../search-set/search-set.js';
import type { SlotAnswer } from './slot-answer.js';

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}[+-]\d{2}:\d{2}$/;

/** Rules for each slot: certification 8 to 10 and 15. */
export const slotRules: readonly Rule<SlotAnswer>[] = [
  {
    name: 'free',
    severity: 'error',
    right: 'Tous les créneaux sont libres.',
    find: nameSlots('Le statut n’est pas « free »', ({ status }) => status === 'free'),
  },
  {
    name: 'instants',
    severity: 'error',
    right: 'Le début et la fin de chaque créneau sont bien écrits, dans l’ordre.',
    find: nameSlots(
      'Le début ou la fin n’est pas de la forme AAAA-MM-JJThh:mm:ss.SSS±hh:mm, ou la fin ne suit pas le début',
      ({ start = '', end = '' }) =>
        instant.test(start) &&
        instant.test(end) &&
        toEpochMilliseconds(start) < toEpochMilliseconds(end),
    ),
  },
  {
    name: 'window',
    severity: 'error',
    right: 'Chaque créneau commence dans la période demandée.',
    find: ({ set, query: { from, to } }) =>
      nameResources(
        'Le début est hors de la période demandée',
        set.slots.filter(({ start = '' }) => {
          const startsAt = toEpochMilliseconds(start);
          // The platform's searches are precise to the second.
          return startsAt < Math.floor(from / 1000) * 1000 || startsAt > to;
        }),
      ),
  },
  {
    name: 'comment',
    severity: 'error',
    right: 'Chaque créneau porte l’adresse de son agenda.',
    find: nameSlots('L’adresse de l’agenda (comment) manque', (slot) => slot.comment !== undefined),
  },
  {
    name: 'agenda-address',
    severity: 'error',
    right: 'Les adresses d’agenda s’ouvrent dans un navigateur.',
    find: nameSlots(
      'L’adresse de l’agenda doit être en http(s), sans fragment (#) : la plateforme y ajoute « &origin=… »',
      ({ comment }) => comment === undefined || isAgendaAddress(comment),
    ),
  },
  {
    name: 'agenda-query',
    severity: 'warning',
    right: 'Les adresses d’agenda ont une requête, à laquelle « &origin=… » s’ajoute.',
    find: nameSlots(
      'L’adresse de l’agenda n’a pas de « ? » : « &origin=… » y tombera dans le chemin',
      ({ comment = '' }) => !isAgendaAddress(comment) || new URL(comment).search !== '',
    ),
  },
  {
    name: 'appointment-type',
    severity: 'error',
    right: 'Chaque créneau est sur rendez-vous (ROUTINE) ou sans (WALKIN).',
    find: nameSlots('appointmentType n’est ni ROUTINE ni WALKIN', ({ bookings }) =>
      isCoded(bookings, { system: codeSystems.booking, codes: ['ROUTINE', 'WALKIN'], most: 1 }),
    ),
  },
  {
    name: 'types',
    severity: 'error',
    right: 'Chaque créneau est pour le grand public (PUBLIC), le SAS (SNP) ou les deux.',
    find: nameSlots('meta.security n’est pas PUBLIC, SNP ou les deux', ({ slotTypes }) =>
      isCoded(slotTypes, { system: codeSystems.slotType, codes: ['PUBLIC', 'SNP'], most: 2 }),
    ),
  },
  {
    name: 'consultations',
    severity: 'error',
    right: 'Chaque créneau dit comment le patient est vu : AMB, VR ou HH.',
    find: nameSlots('serviceType n’est pas AMB, VR ou HH', ({ consultations }) =>
      isCoded(consultations, {
        system: codeSystems.consultation,
        codes: ['AMB', 'VR', 'HH'],
        most: Number.POSITIVE_INFINITY,
      }),
    ),
  },
];

function nameSlots(sentence: string, isRight: (slot: AnsweredSlot) => boolean) {
  return ({ set }: SlotAnswer) =>
    nameResources(
      sentence,
      set.slots.filter((slot) => !isRight(slot)),
    );
}

function isCoded(
  codings: readonly AnsweredCoding[],
  allowed: { readonly system: string; readonly codes: readonly string[]; readonly most: number },
): boolean {
  return (
    codings.length > 0 &&
    codings.length <= allowed.most &&
    codings.every(
      ({ system, code = '' }) => system === allowed.system && allowed.codes.includes(code),
    )
  );
}

function isAgendaAddress(text: string): boolean {
  return (
    /^https?:\/\//i.test(text) && !text.includes('#') && tryParse(() => new URL(text)) !== undefined
  );
}
