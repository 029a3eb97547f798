import type { Text } from '../rule/text.js';
import type { ExchangeFailure } from '../run/exchange.js';

const sentences: readonly (readonly [codes: RegExp, text: Text])[] = [
  [
    /^TIME_LIMIT$/,
    {
      fr: 'Pas de réponse entière dans le temps que la plateforme accorde.',
      en: 'No complete answer within the time that the platform grants.',
    },
  ],
  [/^BODY_LIMIT$/, { fr: 'La réponse dépasse 16 Mio.', en: 'The answer is larger than 16 MiB.' }],
  [
    /^ECONNREFUSED$/,
    {
      fr: 'Personne ne répond à cette adresse : le logiciel n’est pas démarré, ou il écoute ailleurs.',
      en: 'Nobody answers at this address: the software is not running, or listens elsewhere.',
    },
  ],
  [
    /^(?:ENOTFOUND|EAI_AGAIN)$/,
    { fr: 'Le nom de cette machine n’est pas connu.', en: 'The name of this machine is unknown.' },
  ],
  [
    /^(?:ENETUNREACH|EHOSTUNREACH|EADDRNOTAVAIL|ETIMEDOUT)$/,
    { fr: 'Cette machine ne peut pas être jointe.', en: 'This machine cannot be reached.' },
  ],
  [
    /^(?:ECONNRESET|EPIPE|ECONNABORTED)$/,
    {
      fr: 'Le logiciel a coupé la connexion avant la fin de la réponse.',
      en: 'The software closed the connection before the end of the answer.',
    },
  ],
  [
    /^(?:HPE_|Z_)/,
    {
      fr: 'La réponse n’est pas du HTTP bien formé.',
      en: 'The answer is not well-formed HTTP.',
    },
  ],
  [
    /PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|WRONG_VERSION_NUMBER/,
    {
      fr: 'Cette version de TLS est refusée, ou le serveur ne parle pas TLS.',
      en: 'This version of TLS is refused, or the server does not speak TLS.',
    },
  ],
  [
    /^(?:UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|CERT_|ERR_TLS_CERT_|HOSTNAME_|INVALID_|PATH_LENGTH_)/,
    {
      fr: 'Le certificat du serveur n’est pas de ceux qu’on croit : donnez ses autorités dans certificates.ca.',
      en: 'The certificate of the server is not trusted: give its authorities in certificates.ca.',
    },
  ],
  [
    /^(?:ERR_SSL_|ERR_TLS_|ERR_OSSL_|EPROTO$)/,
    {
      fr: 'La connexion sécurisée (TLS) n’a pas pu être établie.',
      en: 'The secure connection (TLS) could not be established.',
    },
  ],
];

const other: Text = { fr: 'L’appel n’a pas abouti.', en: 'The call did not succeed.' };

/** Explains why there is no answer; contains no data. */
export function toFailure(error: unknown): ExchangeFailure {
  const code = findCode(error);
  const text = sentences.find(([codes]) => codes.test(code))?.[1] ?? other;
  return { code, text };
}

function findCode(error: unknown): string {
  let current = error;
  for (let depth = 0; current instanceof Error && depth < 5; depth += 1) {
    const { code } = current as { code?: unknown };
    if (typeof code === 'string' && /^[A-Z0-9_]+$/.test(code)) return code;
    // One fault per address that was tried.
    current = current instanceof AggregateError ? current.errors[0] : current.cause;
  }
  return 'UNKNOWN';
}
