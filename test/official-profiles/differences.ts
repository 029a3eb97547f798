/** Changes of a right answer or report on which the profiles and our structural rules differ. */
export interface Difference {
  /** The side that refuses what the other accepts. */
  readonly refusedBy: 'rules' | 'profiles';
  readonly why: string;
  readonly changes: readonly string[];
}

const ofEach = (...changes: readonly string[]) =>
  ['Schedule', 'Slot', 'Location', 'Organization'].flatMap((type) =>
    changes.map((change) => `${type} ${change}`),
  );

/** Every difference, with its reason; `docs/guides/certification.md` sums them up. */
export const differences: readonly Difference[] = [
  {
    refusedBy: 'profiles',
    why: 'An answer without a slot: the text of the guide asks for an empty Bundle.',
    changes: ['Bundle entry: removed'],
  },
  {
    refusedBy: 'profiles',
    why: 'Nomenclatures of the ANS (reasons of a visit) are not part of the kit.',
    changes: [
      'Slot specialty[0].coding: removed',
      'Slot specialty[0].coding[0].system: removed',
      'Slot specialty[0].coding[0].system: other case',
      'Slot specialty[0].coding[0].code: removed',
    ],
  },
  {
    refusedBy: 'rules',
    why: 'The guide has each resource declare its profile; slicing lets one without it pass.',
    changes: ofEach(
      'meta.profile: removed',
      'meta.profile: empty',
      'meta.profile: not a list',
      'meta.profile: first twice',
      'meta.profile[0]: removed',
      'meta.profile[0]: other text',
      'meta.profile[0]: other case',
      'meta: removed',
      'meta: empty',
    ),
  },
  {
    refusedBy: 'rules',
    why: 'The guide asks for what the profiles leave optional.',
    changes: [
      ...ofEach('id: removed'),
      'Bundle entry[0].search: removed',
      'Location hoursOfOperation[0].daysOfWeek: removed',
      'Organization name: removed',
      'Slot appointmentType: removed',
      'Slot meta.security: removed',
      'Slot serviceType: removed',
    ],
  },
  {
    refusedBy: 'rules',
    why: 'One code where the flow has one; the profiles let it come twice.',
    changes: [
      'Location identifier[0].type.coding: first twice',
      'Organization identifier[0].type.coding: first twice',
      'Slot appointmentType.coding: first twice',
    ],
  },
  {
    refusedBy: 'rules',
    why: 'No profile looks where a reference leads, nor into a phone number or a postal code.',
    changes: [
      'Location address.postalCode: other text',
      'Location managingOrganization.reference: other text',
      'Location telecom[0].value: other text',
      'Schedule actor[0].reference: other text',
      'Slot schedule.reference: other text',
    ],
  },
  {
    refusedBy: 'rules',
    why: 'The one link is self.',
    changes: ['Bundle link[0].relation: other case', 'Bundle link[0].relation: other text'],
  },
  {
    refusedBy: 'rules',
    why: 'FHIR asks for an absolute system or profile, in the text of its data types.',
    changes: [
      'Appointment extension[0].valueReference.identifier.system: other text',
      'Appointment identifier[0].system: other text',
      'Appointment meta.profile[0]: other text',
      'Appointment participant[0].actor.identifier.system: other text',
      'Appointment participant[0].actor.identifier.type.coding[0].system: other text',
      'Appointment participant[0].type[0].coding[0].system: other text',
      'Bundle meta.profile[0]: other text',
      'Location identifier[0].system: other text',
    ],
  },
  {
    refusedBy: 'rules',
    why: 'A report names its operator and its participants by the systems and codes of the guide.',
    changes: [
      'Appointment extension[0].valueReference.identifier.system: other case',
      'Appointment extension[0].valueReference.identifier.value: other text',
      'Appointment identifier[0].system: other case',
      'Appointment participant[0].type[0].coding[0].code: other case',
      'Appointment participant[0].type[0].coding[0].code: other text',
      'Appointment participant[0].type[0].coding[0].code: removed',
    ],
  },
];
