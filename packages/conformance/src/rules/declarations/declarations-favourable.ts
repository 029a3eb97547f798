import type { Declarations } from '../../configuration/configuration.js';
import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';

const expected = [
  'rppsUsed',
  'rppsAlwaysThere',
  'healthDataHosting',
  'twoFactor',
  'lockOut',
] as const satisfies readonly (keyof Declarations)[];

/** No answer is a no, which the ANS will ask about. */
export const declarationsFavourable: Rule<{ readonly declarations: Declarations }> = {
  id: 'declarations.favourable',
  level: 'official-warns',
  source: kitSos('Questions posées à l’éditeur'),
  looksAt: 'declarations',
  title: { fr: 'Aucune réponse n’est un non.', en: 'No answer is a no.' },
  wrong: {
    fr: 'La réponse est non : l’ANS demandera pourquoi',
    en: 'The answer is no: the ANS will ask why',
  },
  remedy: {
    fr: 'Préparez l’explication, et la date à laquelle la réponse changera.',
    en: 'Prepare the explanation, and the date on which the answer will change.',
  },
  applies: ({ declarations }) => expected.some((name) => declarations[name] !== undefined),
  find: ({ declarations }) =>
    expected
      .filter((name) => declarations[name] === false)
      .map((name) => ({ element: `declarations.${name}` })),
};
