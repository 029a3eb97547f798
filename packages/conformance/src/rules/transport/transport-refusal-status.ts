import type { Rule } from '../../rule/rule.js';
import { guide } from '../../rule/rule-source.js';
import { type TransportAttempt, toResult } from './transport-attempt.js';

/** A refusal in HTTP says which: 401 without a certificate, 403 with another. */
export const transportRefusalStatus: Rule<TransportAttempt> = {
  id: 'transport.refusal-status',
  level: 'good-practice',
  source: guide('Sécurité, authentification mutuelle'),
  looksAt: 'HTTP status',
  title: {
    fr: 'Le refus est 401 sans certificat, 403 avec un autre.',
    en: 'The refusal is 401 without a certificate, 403 with another one.',
  },
  wrong: {
    fr: 'Le statut du refus ne dit pas ce qui manque',
    en: 'The status of the refusal does not say what is missing',
  },
  remedy: {
    fr: 'Répondez 401 quand aucun certificat n’est présenté, 403 quand il n’est pas celui de la plateforme.',
    en: 'Answer 401 when no certificate is presented, 403 when it is not the platform’s.',
  },
  applies: ({ exchange: { response } }) =>
    response !== null && response.status >= 400 && response.status < 500,
  find: (attempt) => {
    const expected = attempt.exchange.identity === 'none' ? '401' : '403';
    const received = toResult(attempt);
    return received === expected ? [] : [{ element: 'status', expected, received }];
  },
};
