import { codeSystems } from '@sas-sos/fhir-http';
import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import { isCoded, toCodes } from './codings.js';
import { findSlots, hasSlots, type SlotAnswer } from './slot-answer.js';

/** Every slot is for the public, for the SAS, or for both. */
export const slotsTypes: Rule<SlotAnswer> = {
  id: 'slots.types',
  level: 'official-fails',
  source: kitSos('Agrégation, meta.security'),
  check: 15,
  looksAt: 'Slot.meta.security',
  title: {
    fr: 'Chaque créneau est pour le grand public (PUBLIC), le SAS (SNP) ou les deux.',
    en: 'Each slot is for the public (PUBLIC), for the SAS (SNP), or for both.',
  },
  wrong: {
    fr: 'meta.security n’est pas PUBLIC, SNP ou les deux',
    en: 'meta.security is not PUBLIC, SNP or both',
  },
  remedy: {
    fr: `Traduisez chaque type de créneau du logiciel en PUBLIC, SNP ou les deux (${codeSystems.slotType}) ; les autres ne partent pas.`,
    en: `Map each slot type of the software to PUBLIC, SNP or both (${codeSystems.slotType}); others are not sent.`,
  },
  applies: hasSlots,
  find: findSlots(
    'meta.security',
    ({ slotTypes }) =>
      isCoded(slotTypes, { system: codeSystems.slotType, codes: ['PUBLIC', 'SNP'], most: 2 }),
    ({ slotTypes }) => toCodes(slotTypes),
  ),
};
