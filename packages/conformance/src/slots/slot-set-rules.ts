import { nameResources, type Rule } from '../rule.js';
import type { AnsweredResource } from '../search-set/search-set.js';
import type { SlotAnswer } from './slot-answer.js';

/** Rules for the answer to a slot search as a whole: certification 8, 11 to 13 and 16. */
export const slotSetRules: readonly Rule<SlotAnswer>[] = [
  {
    name: 'total',
    severity: 'warning',
    right: 'total est le nombre de créneaux.',
    find: ({ set: { total, slots } }) =>
      total === slots.length
        ? undefined
        : `total ${total === undefined ? 'manque' : `est ${total}`}, il y a ${slots.length} créneaux.`,
  },
  {
    name: 'empty',
    severity: 'error',
    right: 'Une réponse sans créneau est un Bundle vide.',
    find: ({ set: { slots, entries } }) =>
      slots.length === 0 && entries.length > 0
        ? 'Sans créneau dans la période, le Bundle doit être vide.'
        : undefined,
  },
  {
    name: 'modes',
    severity: 'error',
    right: 'Les Schedule sont « match », ce qui les accompagne « include ».',
    find: ({ set: { entries } }) =>
      nameResources(
        'search.mode est « match » pour un Schedule, « include » pour le reste',
        entries
          .filter(({ mode, resource: { type } }) => {
            return mode !== undefined && mode !== (type === 'Schedule' ? 'match' : 'include');
          })
          .map(({ resource }) => resource),
      ),
  },
  {
    name: 'references',
    severity: 'error',
    right: 'Chaque référence est relative et mène à une ressource de la réponse.',
    find: ({ set: { slots, schedules, locations, organizations } }) => {
      const references = new Set(
        [...schedules, ...locations, ...organizations].map(({ type, id }) => `${type}/${id}`),
      );
      const leads = (reference: string | undefined, type: string) =>
        reference?.startsWith(`${type}/`) === true && references.has(reference);
      return nameResources('Une référence n’est pas de la forme « Type/id », ou ne mène à rien', [
        ...slots.filter(({ schedule }) => !leads(schedule, 'Schedule')),
        ...schedules.filter(({ actors }) => !actors.some((actor) => leads(actor, 'Location'))),
        ...locations.filter(({ organization }) => !leads(organization, 'Organization')),
      ]);
    },
  },
  {
    name: 'schedules',
    severity: 'error',
    right: 'Chaque lieu a un seul Schedule.',
    find: ({ set: { schedules } }) => {
      const seen = new Set<string>();
      const repeated = schedules.filter(({ actors: [actor = ''] }) => {
        const isRepeated = actor !== '' && seen.has(actor);
        seen.add(actor);
        return isRepeated;
      });
      return nameResources('Plusieurs Schedule pour un même lieu', repeated);
    },
  },
  {
    name: 'asked',
    severity: 'error',
    right: 'Seules les associations demandées sont là.',
    find: ({ set: { organizations }, query: { sirets } }) =>
      nameResources(
        'Cette association n’a pas été demandée',
        organizations.filter(
          ({ identifiers }) => !identifiers.some(({ value = '' }) => sirets.includes(value)),
        ),
      ),
  },
  {
    name: 'orphans',
    severity: 'warning',
    right: 'Seul vient ce qui accompagne un créneau.',
    find: ({ set: { slots, schedules, locations, organizations } }) => {
      const used = new Set(
        [
          ...slots.map(({ schedule }) => schedule),
          ...schedules.flatMap(({ actors }) => actors),
          ...locations.map(({ organization }) => organization),
        ].filter((reference) => reference !== undefined),
      );
      const isUnused = ({ type, id }: AnsweredResource) => !used.has(`${type}/${id}`);
      return nameResources('Rien ne mène à ces ressources', [
        ...schedules.filter(isUnused),
        ...locations.filter(isUnused),
        ...organizations.filter(isUnused),
      ]);
    },
  },
];
