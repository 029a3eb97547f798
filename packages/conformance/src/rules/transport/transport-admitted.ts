import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import { type TransportAttempt, toResult } from './transport-attempt.js';

/** The platform's certificate is admitted. */
export const transportAdmitted: Rule<TransportAttempt> = {
  id: 'transport.admitted',
  level: 'official-fails',
  source: kitSos('mTLS, certificat valide'),
  check: 2,
  looksAt: 'HTTP status',
  title: {
    fr: 'Avec un certificat valide, la recherche est répondue 200.',
    en: 'With a valid certificate, the search is answered 200.',
  },
  wrong: {
    fr: 'Avec un certificat valide, la recherche n’est pas répondue 200',
    en: 'With a valid certificate, the search is not answered 200',
  },
  remedy: {
    fr: 'Comparez le CN et l’OU attendus à ceux du certificat ; gardez l’autorité intermédiaire côté serveur, l’appelant ne l’envoie pas.',
    en: 'Compare the expected CN and OU with those of the certificate; keep the intermediate authority on the server, the caller does not send it.',
  },
  find: (attempt) =>
    attempt.exchange.response?.status === 200
      ? []
      : [{ element: 'status', expected: '200', received: toResult(attempt) }],
};
