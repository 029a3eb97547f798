import type { Text } from '../rule/text.js';

const sentences: readonly (readonly [codes: RegExp, text: Text])[] = [
  [
    /^TIME_LIMIT$/,
    {
      fr: 'Pas de réponse complète dans le temps que la plateforme accorde.',
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
    /^(?:ENETUNREACH|EHOSTUNREACH|EADDRNOTAVAIL|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/,
    { fr: 'Cette machine ne peut pas être jointe.', en: 'This machine cannot be reached.' },
  ],
  [
    /^(?:ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH)$/,
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
    /^(?:UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|CERT_|CRL_|ERR_TLS_CERT_|HOSTNAME_|INVALID_|PATH_LENGTH_)/,
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

/** Explains a code of the network; `undefined` if it is not known. Contains no data. */
export function findFailureText(code: string): Text | undefined {
  return sentences.find(([codes]) => codes.test(code))?.[1];
}
