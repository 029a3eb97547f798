import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import { isTlsRefusal, type TransportAttempt, toResult } from './transport-attempt.js';

/** Another certificate is refused: by TLS, or with 4xx. */
export const transportRefused: Rule<TransportAttempt> = {
  id: 'transport.refused',
  level: 'official-fails',
  source: kitSos('mTLS, certificats refusés'),
  check: 2,
  looksAt: 'TLS handshake, HTTP status',
  title: {
    fr: 'L’appelant est refusé, par TLS ou par un statut 4xx.',
    en: 'The caller is refused, by TLS or by a status 4xx.',
  },
  wrong: {
    fr: 'L’appelant n’est pas refusé comme il le faut',
    en: 'The caller is not refused as required',
  },
  remedy: {
    fr: 'Vérifiez la chaîne, la révocation (CRL), puis CN et OU à l’identique ; refusez par 401 ou 403, jamais 5xx.',
    en: 'Check the chain, the revocation (CRL), then CN and OU exactly; refuse with 401 or 403, never 5xx.',
  },
  find: (attempt) => {
    const status = attempt.exchange.response?.status ?? 0;
    return isTlsRefusal(attempt) || (status >= 400 && status < 500)
      ? []
      : [{ element: 'status', expected: '4xx', received: toResult(attempt) }];
  },
};
