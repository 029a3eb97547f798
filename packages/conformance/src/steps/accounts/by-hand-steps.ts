import { ofHand } from '../../rule/of-flow.js';
import type { Text } from '../../rule/text.js';
import { accountsAccepted } from '../../rules/accounts/accounts-accepted.js';
import { accountsConflict } from '../../rules/accounts/accounts-conflict.js';
import { accountsNothingCreated } from '../../rules/accounts/accounts-nothing-created.js';
import { accountsOneOfMany } from '../../rules/accounts/accounts-one-of-many.js';
import { accountsRemovalAccepted } from '../../rules/accounts/accounts-removal-accepted.js';
import { accountsSame } from '../../rules/accounts/accounts-same.js';
import { regulatorRules } from '../../rules/regulators/regulator-rules.js';
import { toNational, toTechnical } from '../../run/people.js';
import { defineStep, type Step } from '../../run/step.js';
import { createAccount, findAccount, updateAccount } from './account-calls.js';

const shared = { group: 'accounts-by-hand' } as const;

const accepted = ofHand('accounts-by-hand', 'Comptes régulateurs, mises à jour', [
  accountsAccepted,
  accountsSame,
]);

const eight: Text = { fr: 'Huit créations à la fois', en: 'Eight creates at once' };
const nobody: Text = {
  fr: 'Retrait (active=false) d’un inconnu',
  en: 'Removal (active=false) of an unknown person',
};
const afterwards: Text = {
  fr: 'Création du compte qui vient d’être retiré',
  en: 'Create of the account that was just removed',
};
const unchanged: Text = { fr: 'Mise à jour sans changement', en: 'Update without a change' };
const raw: Text = {
  fr: 'Mise à jour avec « | » non encodé dans la requête',
  en: 'Update with an unencoded `|` in the query',
};
const foreign: Text = {
  fr: 'Mise à jour par un UUID sous le système national, comme le kit en envoie',
  en: 'Update by a UUID under the national system, as the kit sends',
};
const sameEmail: Text = {
  fr: 'Création avec l’e-mail d’un autre compte actif',
  en: 'Create with the e-mail of another active account',
};
const sameNational: Text = {
  fr: 'Mise à jour vers l’identifiant national d’un autre compte actif',
  en: 'Update to the national id of another active account',
};

/** What a tester tries by hand on accounts. */
export const accountsByHandSteps: readonly Step[] = [
  defineStep({
    ...shared,
    id: 'accounts-by-hand.eight-at-once',
    title: eight,
    rules: [accountsOneOfMany],
    async run(scene) {
      const person = scene.people.create('eight');
      const identifier = toNational(person.nationalId);
      const call = { title: eight, name: 'eight', person, identifier };
      const evidence = await Promise.all(
        Array.from({ length: 8 }, () => createAccount(scene, call)),
      );
      return {
        subject: { calls: evidence.map(({ subject }) => subject.call) },
        exchanges: evidence.flatMap(({ exchanges }) => exchanges),
      };
    },
  }),
  defineStep({
    ...shared,
    id: 'accounts-by-hand.remove-nobody',
    title: nobody,
    rules: [accountsRemovalAccepted],
    async run(scene) {
      const person = scene.people.create('nobody');
      const identifier = toNational(person.nationalId);
      const name = 'nobody';
      const evidence = await updateAccount(scene, {
        title: nobody,
        name,
        person,
        identifier,
        knownAs: identifier,
        active: false,
      });
      scene.memory.accounts.delete(name);
      return evidence;
    },
  }),
  defineStep({
    ...shared,
    id: 'accounts-by-hand.create-removed',
    title: afterwards,
    after: ['accounts-by-hand.remove-nobody'],
    rules: ofHand('accounts-by-hand', 'Comptes régulateurs, retrait d’un inconnu', [
      accountsNothingCreated,
    ]),
    run(scene) {
      const person = scene.people.create('nobody');
      const identifier = toNational(person.nationalId);
      return createAccount(scene, { title: afterwards, name: 'nobody', person, identifier });
    },
  }),
  defineStep({
    ...shared,
    id: 'accounts-by-hand.repeat',
    title: unchanged,
    after: ['accounts.create-national'],
    rules: [...accepted, ...regulatorRules],
    run(scene) {
      const { person, current } = findAccount(scene, 'national');
      const call = { name: 'national', person, identifier: current, knownAs: current };
      return updateAccount(scene, { ...call, title: unchanged });
    },
  }),
  defineStep({
    ...shared,
    id: 'accounts-by-hand.raw-pipe',
    title: raw,
    after: ['accounts.create-national'],
    rules: accepted,
    run(scene) {
      const { person, current } = findAccount(scene, 'national');
      const call = { name: 'national', person, identifier: current, knownAs: current };
      return updateAccount(scene, { ...call, title: raw, pipe: '|' });
    },
  }),
  defineStep({
    ...shared,
    id: 'accounts-by-hand.uuid-as-national',
    title: foreign,
    after: ['accounts.create-technical'],
    rules: accepted,
    run(scene) {
      const { person, current } = findAccount(scene, 'technical');
      const knownAs = toNational(current.value);
      return updateAccount(scene, {
        title: foreign,
        name: 'technical',
        person,
        identifier: current,
        knownAs,
      });
    },
  }),
  defineStep({
    ...shared,
    id: 'accounts-by-hand.same-email',
    title: sameEmail,
    after: ['accounts.create-national'],
    rules: [accountsConflict, ...regulatorRules],
    run(scene) {
      const { person } = findAccount(scene, 'national');
      const other = scene.people.create('same-email');
      return createAccount(scene, {
        title: sameEmail,
        name: 'same-email',
        person: { ...other, email: person.email },
        identifier: toTechnical(other.technicalId),
      });
    },
  }),
  defineStep({
    ...shared,
    id: 'accounts-by-hand.same-national',
    title: sameNational,
    after: ['accounts.create-national', 'accounts.create-technical'],
    rules: [accountsConflict, ...regulatorRules],
    run(scene) {
      const national = findAccount(scene, 'national');
      const { person, current } = findAccount(scene, 'technical');
      return updateAccount(scene, {
        title: sameNational,
        name: 'technical',
        person,
        identifier: national.current,
        knownAs: current,
      });
    },
  }),
];
