import { accountsAccepted } from '../../rules/accounts/accounts-accepted.js';
import { accountsCreated } from '../../rules/accounts/accounts-created.js';
import { accountsNewIdHolds } from '../../rules/accounts/accounts-new-id-holds.js';
import { accountsSame } from '../../rules/accounts/accounts-same.js';
import { regulatorRules } from '../../rules/regulators/regulator-rules.js';
import { toNational, toTechnical } from '../../run/people.js';
import { defineStep, type Step } from '../../run/step.js';
import { createAccount, findAccount, updateAccount } from './account-calls.js';

const shared = { group: 'accounts', check: 30 } as const;

const held = { fr: 'Le compte A a un identifiant national', en: 'Account A has a national id' };
const freed = { fr: 'Le compte A est désactivé', en: 'Account A is disabled' };
const other = { fr: 'Le compte B est créé avec un UUID', en: 'Account B is created with a UUID' };
const taken = {
  fr: 'Le compte B reçoit l’identifiant national de A',
  en: 'Account B gets the national id of A',
};
const holds = {
  fr: 'Mise à jour sans changement du compte B, par cet identifiant',
  en: 'Update without a change of account B, by this identifier',
};

/** A national identifier is freed, and given to another account. */
export const freedSteps: readonly Step[] = [
  defineStep({
    ...shared,
    id: 'accounts.freed-create',
    title: held,
    rules: [accountsCreated],
    run(scene) {
      const person = scene.people.create('freed-a');
      const identifier = toNational(person.nationalId);
      return createAccount(scene, { title: held, name: 'freed-a', person, identifier });
    },
  }),
  defineStep({
    ...shared,
    id: 'accounts.freed-disable',
    title: freed,
    after: ['accounts.freed-create'],
    rules: [accountsAccepted, accountsSame, ...regulatorRules],
    run(scene) {
      const { person, current } = findAccount(scene, 'freed-a');
      return updateAccount(scene, {
        title: freed,
        name: 'freed-a',
        person,
        identifier: current,
        knownAs: current,
        active: false,
      });
    },
  }),
  defineStep({
    ...shared,
    id: 'accounts.freed-other',
    title: other,
    after: ['accounts.freed-disable'],
    rules: [accountsCreated],
    run(scene) {
      const person = scene.people.create('freed-b');
      const identifier = toTechnical(person.technicalId);
      return createAccount(scene, { title: other, name: 'freed-b', person, identifier });
    },
  }),
  defineStep({
    ...shared,
    id: 'accounts.freed-take',
    title: taken,
    after: ['accounts.freed-other'],
    rules: [accountsAccepted, accountsSame, ...regulatorRules],
    async run(scene) {
      const { person, current } = findAccount(scene, 'freed-b');
      const { nationalId } = scene.people.create('freed-a');
      const evidence = await updateAccount(scene, {
        title: taken,
        name: 'freed-b',
        person,
        identifier: toNational(nationalId),
        knownAs: current,
      });
      const { accounts } = scene.memory;
      const former = accounts.get('freed-a');
      // It is B's from now on: disabling A by it would disable B.
      if (former && evidence.subject.call.status < 300) {
        accounts.set('freed-a', { ...former, isReleased: true });
      }
      return evidence;
    },
  }),
  defineStep({
    ...shared,
    id: 'accounts.freed-holds',
    title: holds,
    after: ['accounts.freed-take'],
    rules: [accountsNewIdHolds],
    run(scene) {
      const { person, current } = findAccount(scene, 'freed-b');
      const name = 'freed-b';
      return updateAccount(scene, {
        title: holds,
        name,
        person,
        identifier: current,
        knownAs: current,
      });
    },
  }),
];
