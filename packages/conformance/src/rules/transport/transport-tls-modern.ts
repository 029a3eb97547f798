import type { Rule } from '../../rule/rule.js';
import { kitSos } from '../../rule/rule-source.js';
import { type TransportAttempt, toResult } from './transport-attempt.js';

/** A connection with TLS 1.2 or 1.3 succeeds, without a client certificate. */
export const transportTlsModern: Rule<TransportAttempt> = {
  id: 'transport.tls-modern',
  level: 'official-fails',
  source: kitSos('TLS, versions acceptées'),
  check: 1,
  looksAt: 'TLS handshake',
  title: {
    fr: 'La connexion TLS s’établit, sans certificat de l’appelant.',
    en: 'The TLS connection succeeds, without a certificate of the caller.',
  },
  wrong: {
    fr: 'La connexion TLS ne s’établit pas sans certificat de l’appelant',
    en: 'The TLS connection does not succeed without a certificate of the caller',
  },
  remedy: {
    fr: 'Demandez le certificat sans l’exiger à la poignée de main (requestCert, ssl_verify_client optional), et refusez ensuite par 401.',
    en: 'Request the certificate without requiring it in the handshake (requestCert, ssl_verify_client optional), then refuse with 401.',
  },
  find: (attempt) =>
    attempt.exchange.response !== null
      ? []
      : [{ element: 'TLS', expected: 'TLSv1.2, TLSv1.3', received: toResult(attempt) }],
};
