import type { Text } from '../../rule/text.js';
import { accountsAccepted } from '../../rules/accounts/accounts-accepted.js';
import { accountsNewIdHolds } from '../../rules/accounts/accounts-new-id-holds.js';
import { accountsSame } from '../../rules/accounts/accounts-same.js';
import { accountsUpserted } from '../../rules/accounts/accounts-upserted.js';
import { regulatorRules } from '../../rules/regulators/regulator-rules.js';
import { type People, type Person, toNational, toTechnical } from '../../run/people.js';
import { defineStep, type Step } from '../../run/step.js';
import { findAccount, updateAccount } from './account-calls.js';
import type { PersonIdentifier } from './regulator-request.js';

/** A change of an account that exists. */
interface Change {
  readonly id: string;
  readonly title: Text;
  readonly check: number;
  /** Name of the account. */
  readonly name: string;
  readonly after: readonly string[];
  /** The step that looks whether the account has its new identifier. */
  readonly holds?: string | undefined;
  /** What the body has that is new. */
  readonly change: (
    person: Person,
    people: People,
  ) => { readonly person?: Partial<Person>; readonly identifier?: PersonIdentifier };
}

const changes: readonly Change[] = [
  {
    id: 'change-email',
    title: { fr: 'Changement d’e-mail', en: 'Change of e-mail' },
    check: 23,
    name: 'national',
    after: ['accounts.create-national'],
    change: (_person, people) => ({ person: { email: people.create('other-email').email } }),
  },
  {
    id: 'change-national',
    holds: 'new-national-holds',
    title: { fr: 'Changement d’identifiant national', en: 'Change of national identifier' },
    check: 24,
    name: 'national',
    after: ['accounts.create-national'],
    change: (_person, people) => ({
      identifier: toNational(people.create('other-national').nationalId),
    }),
  },
  {
    id: 'technical-to-national',
    holds: 'given-national-holds',
    title: {
      fr: 'Un identifiant technique devient national',
      en: 'A technical identifier becomes national',
    },
    check: 25,
    name: 'technical',
    after: ['accounts.create-technical'],
    change: ({ nationalId }) => ({ identifier: toNational(nationalId) }),
  },
  {
    id: 'national-to-technical',
    title: {
      fr: 'Un identifiant national redevient technique',
      en: 'A national identifier becomes technical again',
    },
    check: 25,
    name: 'technical',
    after: ['accounts.technical-to-national'],
    change: ({ technicalId }) => ({ identifier: toTechnical(technicalId) }),
  },
  {
    id: 'change-family',
    title: { fr: 'Changement de nom', en: 'Change of family name' },
    check: 26,
    name: 'national',
    after: ['accounts.create-national'],
    change: (_person, people) => ({ person: { family: people.create('other-family').family } }),
  },
  {
    id: 'change-given',
    title: { fr: 'Changement de prénom', en: 'Change of given name' },
    check: 26,
    name: 'national',
    after: ['accounts.create-national'],
    change: () => ({ person: { given: 'Prénom' } }),
  },
];

/** A probe: the same update, by the new identifier. */
const toHoldsStep = (id: string, after: string, name: string, check: number): Step => {
  const title: Text = {
    fr: 'Mise à jour sans changement, par le nouvel identifiant',
    en: 'Update without a change, by the new identifier',
  };
  return defineStep({
    id: `accounts.${id}`,
    group: 'accounts',
    title,
    check,
    after: [after],
    rules: [accountsNewIdHolds],
    run(scene) {
      const { person, current } = findAccount(scene, name);
      return updateAccount(scene, { title, name, person, identifier: current, knownAs: current });
    },
  });
};

function toChangeStep({ id, title, check, name, after, change }: Change): Step {
  return defineStep({
    id: `accounts.${id}`,
    group: 'accounts',
    title,
    check,
    after,
    rules: [accountsAccepted, accountsSame, ...regulatorRules],
    run(scene) {
      const { person, current } = findAccount(scene, name);
      const changed = change(scene.people.create(name), scene.people);
      return updateAccount(scene, {
        title,
        name,
        person: { ...person, ...changed.person },
        identifier: changed.identifier ?? current,
        knownAs: current,
      });
    },
  });
}

const unknown: Text = {
  fr: 'Mise à jour d’un compte inconnu, avec une ressource entière',
  en: 'Update of an unknown account, with a whole resource',
};

/** Updates of accounts that exist, in the order of the official kit. */
export const updateSteps: readonly Step[] = changes.flatMap((change) => {
  const step = toChangeStep(change);
  const { check, holds, name } = change;
  return holds === undefined ? [step] : [step, toHoldsStep(holds, step.id, name, check)];
});

/** The update that creates. */
export const upsertSteps: readonly Step[] = [
  defineStep({
    id: 'accounts.update-unknown',
    group: 'accounts',
    title: unknown,
    check: 29,
    rules: [accountsUpserted, ...regulatorRules],
    run(scene) {
      const name = 'upserted';
      const person = scene.people.create(name);
      const identifier = toNational(person.nationalId);
      const call = { title: unknown, name, person, identifier, knownAs: identifier };
      return updateAccount(scene, call);
    },
  }),
];
