import { codeSystems } from '@sas-sos/fhir-http';
import type { Text } from '../../rule/text.js';
import { accountsAccepted } from '../../rules/accounts/accounts-accepted.js';
import { accountsCreated } from '../../rules/accounts/accounts-created.js';
import { accountsRefused } from '../../rules/accounts/accounts-refused.js';
import { accountsRefusedPublished } from '../../rules/accounts/accounts-refused-published.js';
import { accountsSame } from '../../rules/accounts/accounts-same.js';
import { regulatorRules } from '../../rules/regulators/regulator-rules.js';
import { toNational, toTechnical } from '../../run/people.js';
import { defineStep, type Step } from '../../run/step.js';
import { createAccount, findAccount, updateAccount } from './account-calls.js';
import type { PractitionerBody } from './regulator-request.js';

const shared = { group: 'accounts' } as const;

const national = {
  fr: 'Création d’un compte avec un identifiant national',
  en: 'Create of an account with a national identifier',
};
const technical = {
  fr: 'Création d’un compte avec un identifiant technique',
  en: 'Create of an account with a technical identifier',
};
const first = { fr: 'Création d’un compte', en: 'Create of an account' };
const again = { fr: 'La même création, une seconde fois', en: 'The same create, a second time' };
const inactive = { fr: 'Création d’un compte inactif', en: 'Create of an inactive account' };
const disabled = { fr: 'Le compte inactif le reste', en: 'The inactive account stays inactive' };
const enabled = { fr: 'Le compte inactif devient actif', en: 'The inactive account gets active' };

/** A create that must be refused: something missing, or something wrong. */
interface WrongCreate {
  readonly id: string;
  readonly title: Text;
  readonly check: 20 | 21;
  readonly spoil: (body: PractitionerBody) => void;
}

const without = (element: string): WrongCreate => ({
  id: `without-${element}`,
  title: { fr: `Création sans « ${element} »`, en: `Create without \`${element}\`` },
  check: 20,
  spoil: (body) => void delete body[element],
});

const setTelecom = (telecom: object) => (body: PractitionerBody) => {
  body['telecom'] = [telecom];
};

/** An identifier whose type and system contradict each other. */
const setCode = (code: string) => (body: PractitionerBody) => {
  const [identifier] = body['identifier'] as { type: unknown }[];
  if (identifier)
    identifier.type = { coding: [{ system: codeSystems.personIdentifierType, code }] };
};

const wrongCreates: readonly WrongCreate[] = [
  ...['identifier', 'name', 'telecom', 'active'].map(without),
  {
    id: 'empty-family',
    title: { fr: 'Création avec un nom vide', en: 'Create with an empty family name' },
    check: 21,
    spoil: (body) => {
      body['name'] = [{ family: '', given: ['Conformance'] }];
    },
  },
  {
    id: 'empty-email',
    title: { fr: 'Création avec un e-mail vide', en: 'Create with an empty e-mail' },
    check: 21,
    spoil: setTelecom({ system: 'email', value: '' }),
  },
  {
    id: 'blank-email',
    title: {
      fr: 'Création avec un e-mail qui a des blancs',
      en: 'Create with blanks in the e-mail',
    },
    check: 21,
    spoil: setTelecom({ system: 'email', value: 'jean dupont@conformance.example' }),
  },
  {
    id: 'phone',
    title: {
      fr: 'Création avec un téléphone pour e-mail',
      en: 'Create with a phone in place of the e-mail',
    },
    check: 21,
    spoil: (body) => {
      const [telecom] = body['telecom'] as { system: string }[];
      if (telecom) telecom.system = 'phone';
    },
  },
  {
    id: 'national-as-technical',
    title: {
      fr: 'Création avec un identifiant national de type INTRN',
      en: 'Create with a national identifier of type INTRN',
    },
    check: 21,
    spoil: setCode('INTRN'),
  },
  {
    id: 'technical-as-national',
    title: {
      fr: 'Création avec un identifiant technique de type IDNPS',
      en: 'Create with a technical identifier of type IDNPS',
    },
    check: 21,
    spoil: setCode('IDNPS'),
  },
];

/** Creates, in the order of the official kit. */
export const createSteps: readonly Step[] = [
  defineStep({
    ...shared,
    id: 'accounts.create-national',
    title: national,
    check: 17,
    rules: [accountsCreated, ...regulatorRules],
    run(scene) {
      const person = scene.people.create('national');
      const identifier = toNational(person.nationalId);
      return createAccount(scene, { title: national, name: 'national', person, identifier });
    },
  }),
  defineStep({
    ...shared,
    id: 'accounts.create-technical',
    title: technical,
    check: 18,
    rules: [accountsCreated, ...regulatorRules],
    run(scene) {
      const person = scene.people.create('technical');
      const identifier = toTechnical(person.technicalId);
      return createAccount(scene, { title: technical, name: 'technical', person, identifier });
    },
  }),
  defineStep({
    ...shared,
    id: 'accounts.create-first',
    title: first,
    check: 19,
    rules: [accountsCreated],
    run(scene) {
      const person = scene.people.create('twice');
      const identifier = toNational(person.nationalId);
      return createAccount(scene, { title: first, name: 'twice', person, identifier });
    },
  }),
  defineStep({
    ...shared,
    id: 'accounts.create-again',
    title: again,
    check: 19,
    after: ['accounts.create-first'],
    rules: [accountsRefused, ...regulatorRules],
    run(scene) {
      const person = scene.people.create('twice');
      const identifier = toNational(person.nationalId);
      return createAccount(scene, { title: again, name: 'twice', person, identifier });
    },
  }),
  ...wrongCreates.map(({ id, title, check, spoil }) =>
    defineStep({
      ...shared,
      id: `accounts.create-${id}`,
      title,
      check,
      rules: [check === 20 ? accountsRefused : accountsRefusedPublished, ...regulatorRules],
      run(scene) {
        const name = `wrong-${id}`;
        const person = scene.people.create(name);
        const identifier =
          id === 'technical-as-national'
            ? toTechnical(person.technicalId)
            : toNational(person.nationalId);
        return createAccount(scene, { title, name, person, identifier, spoil });
      },
    }),
  ),
  defineStep({
    ...shared,
    id: 'accounts.create-inactive',
    title: inactive,
    check: 22,
    rules: [accountsCreated, ...regulatorRules],
    run(scene) {
      const person = scene.people.create('inactive');
      const identifier = toNational(person.nationalId);
      const call = { title: inactive, name: 'inactive', person, identifier, active: false };
      return createAccount(scene, call);
    },
  }),
  ...[
    { id: 'keep-inactive', title: disabled, active: false },
    { id: 'activate', title: enabled, active: true },
  ].map(({ id, title, active }) =>
    defineStep({
      ...shared,
      id: `accounts.${id}`,
      title,
      check: 22,
      after: ['accounts.create-inactive'],
      rules: [accountsAccepted, accountsSame, ...regulatorRules],
      run(scene) {
        const { person, current } = findAccount(scene, 'inactive');
        const name = 'inactive';
        const call = { title, name, person, identifier: current, knownAs: current, active };
        return updateAccount(scene, call);
      },
    }),
  ),
];
