import { toFault } from '../../rule/fault.js';
import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import type { SlotAnswer } from './slot-answer.js';

/** References are relative, and lead to a resource of the answer. */
export const slotsReferences: Rule<SlotAnswer> = {
  id: 'slots.references',
  level: 'official-fails',
  source: kitSos('Agrégation, références entre ressources'),
  check: 8,
  looksAt: 'Slot.schedule, Schedule.actor, Location.managingOrganization',
  title: {
    fr: 'Chaque référence est relative et mène à une ressource de la réponse.',
    en: 'Each reference is relative, and leads to a resource of the answer.',
  },
  wrong: {
    fr: 'Une référence n’est pas de la forme « Type/id », ou ne mène à rien',
    en: 'A reference is not of the form `Type/id`, or leads to nothing',
  },
  remedy: {
    fr: 'Écrivez « Schedule/<id> », « Location/<id> », « Organization/<id> », et joignez la ressource.',
    en: 'Write `Schedule/<id>`, `Location/<id>`, `Organization/<id>`, and include the resource.',
  },
  applies: ({ set }) => set.entries.length > 0,
  find: ({ set: { slots, schedules, locations, organizations } }) => {
    const references = new Set(
      [...schedules, ...locations, ...organizations].map(({ type, id }) => `${type}/${id}`),
    );
    const leads = (reference: string | undefined, type: string) =>
      reference?.startsWith(`${type}/`) === true && references.has(reference);
    return [
      ...slots
        .filter(({ schedule }) => !leads(schedule, 'Schedule'))
        .map((slot) => toFault(slot, 'schedule.reference', { received: slot.schedule })),
      ...schedules
        .filter(({ actors }) => !actors.some((actor) => leads(actor, 'Location')))
        .map((item) => toFault(item, 'actor', { received: item.actors.join(', ') })),
      ...locations
        .filter(({ organization }) => !leads(organization, 'Organization'))
        .map((item) =>
          toFault(item, 'managingOrganization.reference', { received: item.organization }),
        ),
    ];
  },
};
