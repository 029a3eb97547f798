// The forms of the guide's four examples, rewritten for fictitious people.
import type { Regulator } from '@sas-sos/core';
import { createRegulator, toNationalId, toTechnicalId } from './regulator-data.js';

const meta = {
  source: 'urn:oid:1.2.250.1.213.3.6',
  profile: ['https://interop.esante.gouv.fr/ig/fhir/sas/StructureDefinition/FrPractitionerRegul'],
};
const typeSystem = 'http://interopsante.org/fhir/CodeSystem/fr-v2-0203';
const national = {
  type: { coding: [{ system: typeSystem, code: 'IDNPS' }] },
  system: 'urn:oid:1.2.250.1.71.4.2.1',
};
const technical = {
  type: { coding: [{ system: typeSystem, code: 'INTRN' }] },
  system: 'urn:oid:1.2.250.1.213.3.6',
};
const rpps = toNationalId(12);
const uuid = toTechnicalId(4);

/** Each body with the regulator that it describes. */
export const guideBodies: readonly {
  readonly name: string;
  readonly body: object;
  readonly regulator: Regulator;
}[] = [
  {
    name: 'a national identifier within an establishment',
    body: {
      resourceType: 'Practitioner',
      id: 'Exemple1',
      meta,
      identifier: [{ ...national, value: '3999999999/42' }],
      active: true,
      name: [{ family: 'Essai', given: ['Zoé'] }],
      telecom: [{ system: 'email', value: 'zoe.essai@sas.example' }],
    },
    regulator: createRegulator({
      nationalId: '3999999999/42',
      familyName: 'Essai',
      givenName: 'Zoé',
      email: 'zoe.essai@sas.example',
    }),
  },
  ...[true, false].map((active) => ({
    name: active ? 'an RPPS' : 'an RPPS, the right withdrawn',
    body: {
      resourceType: 'Practitioner',
      id: 'Exemple2',
      meta,
      identifier: [{ ...national, value: rpps }],
      active,
      name: [{ family: 'FICTIF', given: ['Aline'] }],
      telecom: [{ system: 'email', value: 'Aline.Fictif@SAS.example' }],
    },
    regulator: createRegulator({
      nationalId: rpps,
      active,
      familyName: 'FICTIF',
      givenName: 'Aline',
      email: 'Aline.Fictif@SAS.example',
    }),
  })),
  {
    name: 'a technical identifier',
    body: {
      resourceType: 'Practitioner',
      id: 'Exemple4',
      meta,
      identifier: [{ ...technical, value: uuid }],
      active: true,
      name: [{ family: 'Essai', given: ['Zoé'] }],
      telecom: [{ system: 'email', value: 'zoe.essai@sas.example' }],
    },
    regulator: createRegulator({
      nationalId: null,
      technicalId: uuid,
      familyName: 'Essai',
      givenName: 'Zoé',
      email: 'zoe.essai@sas.example',
    }),
  },
];
