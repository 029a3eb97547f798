import type { Rule } from '../../rule/rule.js';
import { byHand } from '../../rule/rule-source.js';
import { type PageVisit, toEnd } from './page-visit.js';

/** A refusal is a page that a person can read. */
export const signOnRefusalPage: Rule<PageVisit> = {
  id: 'sign-on.refusal-page',
  level: 'good-practice',
  source: byHand('Connexion, pages de refus'),
  looksAt: 'the page that opens',
  title: {
    fr: 'Le refus est une page lisible, avec un lien ou un bouton.',
    en: 'The refusal is a readable page, with a link or a button.',
  },
  wrong: {
    fr: 'Le refus n’est pas une page lisible, avec un lien ou un bouton',
    en: 'The refusal is not a readable page, with a link or a button',
  },
  remedy: {
    fr: 'Répondez par une page HTML en français qui dit ce qui s’est passé, et par où recommencer.',
    en: 'Answer with an HTML page in French that says what happened, and how to start again.',
  },
  applies: ({ isAtPlatform }) => !isAtPlatform,
  find: (visit) => {
    const { text } = visit.page;
    return /<html|<!doctype|<body/i.test(text) && /<a\s|<button|<input/i.test(text)
      ? []
      : [{ element: 'page', received: toEnd(visit) }];
  },
};
