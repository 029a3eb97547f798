import { codeSystems } from '@sas-sos/fhir-http';
import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import { isCoded, toCodes } from './codings.js';
import { findSlots, hasSlots, type SlotAnswer } from './slot-answer.js';

/** Every slot says how the patient is seen, in the guide's codes. */
export const slotsConsultations: Rule<SlotAnswer> = {
  id: 'slots.consultations',
  level: 'official-fails',
  source: kitSos('Agrégation, serviceType'),
  check: 15,
  looksAt: 'Slot.serviceType.coding',
  title: {
    fr: 'Chaque créneau dit comment le patient est vu : AMB, VR ou HH.',
    en: 'Each slot says how the patient is seen: AMB, VR or HH.',
  },
  wrong: { fr: 'serviceType n’est pas AMB, VR ou HH', en: 'serviceType is not AMB, VR or HH' },
  remedy: {
    fr: `Donnez à chaque créneau un code au moins du système ${codeSystems.consultation}.`,
    en: `Give each slot at least one code of the system ${codeSystems.consultation}.`,
  },
  applies: hasSlots,
  find: findSlots(
    'serviceType',
    ({ consultations }) =>
      isCoded(consultations, { system: codeSystems.consultation, codes: ['AMB', 'VR', 'HH'] }),
    ({ consultations }) => toCodes(consultations),
  ),
};
