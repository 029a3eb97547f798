import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import { isTlsRefusal, type TransportAttempt, toResult } from './transport-attempt.js';

/** A connection with anything older than TLS 1.2 is refused. */
export const transportTlsOld: Rule<TransportAttempt> = {
  id: 'transport.tls-old',
  level: 'official-fails',
  source: kitSos('TLS, versions refusées'),
  check: 1,
  looksAt: 'TLS handshake',
  title: {
    fr: 'Une version de TLS plus ancienne que 1.2 est refusée.',
    en: 'A version of TLS older than 1.2 is refused.',
  },
  wrong: {
    fr: 'Une version de TLS plus ancienne que 1.2 est acceptée',
    en: 'A version of TLS older than 1.2 is accepted',
  },
  remedy: {
    fr: 'N’acceptez que TLS 1.2 et 1.3 : minVersion « TLSv1.2 », ou ssl_protocols TLSv1.2 TLSv1.3.',
    en: 'Accept TLS 1.2 and 1.3 only: minVersion `TLSv1.2`, or ssl_protocols TLSv1.2 TLSv1.3.',
  },
  find: (attempt) =>
    isTlsRefusal(attempt) ? [] : [{ element: 'TLS', received: toResult(attempt) }],
};
