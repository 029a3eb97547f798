import type { Text } from '../../rule/text.js';
import { accountsNothingCreated } from '../../rules/accounts/accounts-nothing-created.js';
import { accountsRefused } from '../../rules/accounts/accounts-refused.js';
import { accountsUnchanged } from '../../rules/accounts/accounts-unchanged.js';
import { regulatorRules } from '../../rules/regulators/regulator-rules.js';
import { toNational } from '../../run/people.js';
import { defineStep, type Step } from '../../run/step.js';
import { createAccount, findAccount, updateAccount } from './account-calls.js';

const compulsory = ['identifier', 'name', 'telecom', 'active'] as const;

/** The e-mail of an update that must be refused: taken afterwards if it was not. */
const tried = 'refused-email';

const existing = compulsory.map((element) => {
  const title: Text = {
    fr: `Mise à jour d’un compte, sans « ${element} »`,
    en: `Update of an account, without \`${element}\``,
  };
  return defineStep({
    id: `accounts.update-without-${element}`,
    group: 'accounts',
    title,
    check: 27,
    after: ['accounts.create-national'],
    rules: [accountsRefused, ...regulatorRules],
    run(scene) {
      const { person, current } = findAccount(scene, 'national');
      const { email } = scene.people.create(tried);
      return updateAccount(scene, {
        title,
        // Not the account's own name: nothing of it may be taken over.
        name: `wrong-update-${element}`,
        person: { ...person, email },
        identifier: current,
        knownAs: current,
        spoil: (body) => void delete body[element],
      });
    },
  });
});

const probe: Text = {
  fr: 'Création d’un autre compte avec l’e-mail des mises à jour refusées',
  en: 'Create of another account with the e-mail of the refused updates',
};

const unknown = compulsory.map((element) => {
  const title: Text = {
    fr: `Mise à jour d’un compte inconnu, sans « ${element} »`,
    en: `Update of an unknown account, without \`${element}\``,
  };
  return defineStep({
    id: `accounts.update-unknown-without-${element}`,
    group: 'accounts',
    title,
    check: 28,
    rules: [accountsRefused, ...regulatorRules],
    run(scene) {
      const person = scene.people.create('never');
      const identifier = toNational(person.nationalId);
      return updateAccount(scene, {
        title,
        name: 'never',
        person,
        identifier,
        knownAs: identifier,
        spoil: (body) => void delete body[element],
      });
    },
  });
});

const created: Text = {
  fr: 'Création du compte que les mises à jour refusées désignaient',
  en: 'Create of the account that the refused updates referred to',
};

/** Updates without a compulsory element, and what the vendor kept of them. */
export const incompleteSteps: readonly Step[] = [
  ...existing,
  defineStep({
    id: 'accounts.update-unchanged',
    group: 'accounts',
    title: probe,
    check: 27,
    after: existing.map(({ id }) => id),
    rules: [accountsUnchanged],
    run(scene) {
      const person = scene.people.create(tried);
      const identifier = toNational(person.nationalId);
      return createAccount(scene, { title: probe, name: tried, person, identifier });
    },
  }),
  ...unknown,
  defineStep({
    id: 'accounts.update-unknown-created-nothing',
    group: 'accounts',
    title: created,
    check: 28,
    after: unknown.map(({ id }) => id),
    rules: [accountsNothingCreated],
    run(scene) {
      const person = scene.people.create('never');
      const identifier = toNational(person.nationalId);
      return createAccount(scene, { title: created, name: 'never', person, identifier });
    },
  }),
];
