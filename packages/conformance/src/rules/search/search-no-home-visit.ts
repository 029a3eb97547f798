import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import { toCodes } from '../slots/codings.js';
import { findSlots, hasSlots, type SlotAnswer } from '../slots/slot-answer.js';

/** The test associations have no home visits, which the kit fails although the guide has them. */
export const searchNoHomeVisit: Rule<SlotAnswer> = {
  id: 'search.no-home-visit',
  level: 'official-fails',
  source: kitSos('Agrégation, serviceType AMB ou VR'),
  check: 15,
  looksAt: 'Slot.serviceType.coding.code',
  title: {
    fr: 'Les associations d’essai n’ont pas de visite à domicile (HH).',
    en: 'The test associations have no home visits (HH).',
  },
  wrong: {
    fr: 'Une visite à domicile (HH) est du guide, mais le kit officiel la refuse',
    en: 'A home visit (HH) is in the guide, but the official kit fails it',
  },
  remedy: {
    fr: 'Continuez à envoyer HH en production, qui est juste ; retirez-le des associations d’essai, et posez la question à l’ANS.',
    en: 'Keep sending HH in production, which is right; remove it from the test associations, and ask the ANS.',
  },
  applies: hasSlots,
  find: findSlots(
    'serviceType',
    ({ consultations }) => consultations.every(({ code }) => code !== 'HH'),
    ({ consultations }) => toCodes(consultations),
  ),
};
