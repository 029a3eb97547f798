import type { Declarations } from '../../configuration/configuration.js';
import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';

/** The six questions of the kit. */
const names = [
  'rppsUsed',
  'rppsAlwaysThere',
  'structureIdentifier',
  'healthDataHosting',
  'twoFactor',
  'lockOut',
] as const satisfies readonly (keyof Declarations)[];

/** Every question of the kit has an answer, for the record. */
export const declarationsAnswered: Rule<{ readonly declarations: Declarations }> = {
  id: 'declarations.answered',
  level: 'good-practice',
  source: kitSos('Questions posées à l’éditeur'),
  looksAt: 'declarations',
  title: {
    fr: 'Les six questions du kit ont une réponse.',
    en: 'The six questions of the kit have an answer.',
  },
  wrong: {
    fr: 'Une question du kit est restée sans réponse',
    en: 'A question of the kit was left without an answer',
  },
  remedy: {
    fr: 'Répondez dans declarations : une personne le fera de toute façon le jour dit.',
    en: 'Answer in declarations: a person has to, on the day.',
  },
  find: ({ declarations }) =>
    names
      .filter((name) => declarations[name] === undefined || declarations[name] === '')
      .map((name) => ({ element: `declarations.${name}` })),
};
