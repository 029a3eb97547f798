/** What a code of the catalogue means, to a developer, to a reader of the answer, and to HTTP. */
export interface ErrorDefinition {
  /** What happened and what to check, for the developer. Never contains request data. */
  readonly message: string;
  /** The same for the reader of the answer: `OperationOutcome.issue.details.text`, in French. */
  readonly text: string;
  /** HTTP status of the answer. */
  readonly status: number;
  /** `OperationOutcome.issue.code`. */
  readonly issue: FhirIssueCode;
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
}

/** Values of `OperationOutcome.issue.code` that the catalogue uses. */
export type FhirIssueCode =
  | 'invalid'
  | 'structure'
  | 'required'
  | 'value'
  | 'code-invalid'
  | 'conflict'
  | 'duplicate'
  | 'security'
  | 'login'
  | 'forbidden'
  | 'expired'
  | 'not-supported'
  | 'not-found'
  | 'too-long'
  | 'too-costly'
  | 'timeout'
  | 'transient'
  | 'exception'
  | 'incomplete';

function define<Code extends string>(
  catalogue: Record<Code, ErrorDefinition>,
): Readonly<Record<Code, ErrorDefinition>> {
  return catalogue;
}

/**
 * Every error of the SDK, by its code. Codes are stable: renaming one is a major version.
 */
export const errorCatalogue = define({
  // Errors of every endpoint.
  SAS_REQUEST_NOT_FOUND: {
    message:
      'No part of this endpoint serves that path. Check the mount path and the parts given to the gateway.',
    text: "Cette adresse n'existe pas sur ce serveur FHIR.",
    status: 404,
    issue: 'not-found',
    retryable: false,
  },
  SAS_RESOURCE_NOT_FOUND: {
    message: 'The agenda has no resource with that id.',
    text: "Aucune ressource ne porte cet identifiant, ou elle n'est plus disponible.",
    status: 404,
    issue: 'not-found',
    retryable: false,
  },
  SAS_METHOD_NOT_ALLOWED: {
    message: 'That path does not take that HTTP method; the Allow header names those it takes.',
    text: "Cette méthode HTTP n'est pas acceptée à cette adresse.",
    status: 405,
    issue: 'not-supported',
    retryable: false,
  },
  SAS_FORMAT_NOT_ACCEPTABLE: {
    message: 'Accept or _format asks for a format that is not served; only JSON is.',
    text: 'Seul le format JSON de FHIR est servi.',
    status: 406,
    issue: 'not-supported',
    retryable: false,
  },
  SAS_BODY_TOO_LARGE: {
    message: 'The request body exceeds the limit of the gateway.',
    text: 'Le corps de la requête dépasse la taille acceptée.',
    status: 413,
    issue: 'too-long',
    retryable: false,
  },
  SAS_ANSWER_TOO_LARGE: {
    message:
      'An answer from outside (platform, identity provider, other FHIR server) exceeds the size that is read of it, after decompression. Reading stopped there, and its connection was closed.',
    text: 'Le service appelé a envoyé une réponse trop volumineuse.',
    status: 502,
    issue: 'exception',
    retryable: true,
  },
  SAS_URL_TOO_LONG: {
    message: 'The request URL exceeds the limit of the gateway.',
    text: "L'adresse de la requête dépasse la longueur acceptée.",
    status: 414,
    issue: 'too-long',
    retryable: false,
  },
  SAS_MEDIA_TYPE_UNSUPPORTED: {
    message: 'The Content-Type of the body is not one that this path accepts.',
    text: "Le type de contenu (Content-Type) du corps de la requête n'est pas accepté à cette adresse.",
    status: 415,
    issue: 'not-supported',
    retryable: false,
  },
  SAS_BODY_UNREADABLE: {
    message: 'The request body ended too early or could not be read.',
    text: "Le corps de la requête n'a pas pu être lu en entier.",
    status: 400,
    issue: 'incomplete',
    retryable: false,
  },
  SAS_BODY_TOO_SLOW: {
    message:
      'The request body did not arrive within the time limit of the gateway; no part was called.',
    text: "Le corps de la requête n'est pas arrivé à temps.",
    status: 408,
    issue: 'timeout',
    retryable: true,
  },
  SAS_REQUEST_MALFORMED: {
    message: 'The request line and the Host header do not form a valid URL.',
    text: "L'adresse de la requête n'est pas valide.",
    status: 400,
    issue: 'structure',
    retryable: false,
  },
  SAS_TIME_LIMIT_EXCEEDED: {
    message:
      'The answer was not ready within the time limit of the gateway; the signal of the adapter was aborted. Look for a slow query, or for a `limits.concurrency` of the gateway that is too low.',
    text: "Le logiciel d'agenda n'a pas répondu à temps. Renouvelez la demande dans quelques instants.",
    status: 503,
    issue: 'timeout',
    retryable: true,
  },
  SAS_REQUESTS_TOO_MANY: {
    message:
      'More requests arrived than can be answered in time, so this one was refused at once. Look for a slow query, raise `limits.requests` of the gateway, or run another instance.',
    text: "Le logiciel d'agenda reçoit trop de demandes à la fois. Renouvelez la demande dans quelques instants.",
    status: 503,
    issue: 'transient',
    retryable: true,
  },
  SAS_INTERNAL: {
    message: 'A bug in the SDK or in an adapter: see the cause and the log.',
    text: "Une erreur interne du logiciel d'agenda a empêché de répondre.",
    status: 500,
    issue: 'exception',
    retryable: false,
  },

  // The vendor's agenda.
  SAS_AGENDA_UNAVAILABLE: {
    message:
      "The vendor's adapter failed to list its associations or to find its slots; its error is the cause.",
    text: "L'agenda ne peut pas être lu pour le moment. Renouvelez la demande dans quelques instants.",
    status: 503,
    issue: 'transient',
    retryable: true,
  },
  SAS_ASSOCIATIONS_UNREADABLE: {
    message:
      'The FHIR endpoint did not answer the request for its associations with a Bundle; see the cause.',
    text: "La liste des associations n'a pas pu être lue.",
    status: 502,
    issue: 'exception',
    retryable: true,
  },

  // Reading a query.
  SAS_QUERY_ENCODING: {
    message: 'The query contains an invalid percent-encoding, or bytes that are not UTF-8.',
    text: "Ce paramètre comporte un encodage (%xx) incorrect ou n'est pas en UTF-8.",
    status: 400,
    issue: 'structure',
    retryable: false,
  },
  SAS_QUERY_TOO_MANY_PARAMETERS: {
    message: 'The query has more parameters than any search of the flows uses.',
    text: 'La requête comporte trop de paramètres.',
    status: 400,
    issue: 'too-costly',
    retryable: false,
  },
  SAS_QUERY_PARAMETER_UNKNOWN: {
    message:
      'The search does not support that parameter, and ignoring it would change the meaning of the answer.',
    text: "Ce paramètre de recherche n'est pas pris en charge.",
    status: 400,
    issue: 'not-supported',
    retryable: false,
  },
  SAS_QUERY_PARAMETER_REPEATED: {
    message: 'A parameter that may be given only once is repeated.',
    text: "Ce paramètre ne peut être donné qu'une fois.",
    status: 400,
    issue: 'invalid',
    retryable: false,
  },
  SAS_QUERY_FORMAT_UNKNOWN: {
    message: 'The _format parameter asks for a format that is not served.',
    text: "Le paramètre _format demande un format qui n'est pas servi ; seul le JSON de FHIR l'est.",
    status: 406,
    issue: 'not-supported',
    retryable: false,
  },
  SAS_QUERY_COUNT_INVALID: {
    message: '_count is not zero or a positive whole number.',
    text: 'Le paramètre _count doit être un nombre entier, positif ou nul.',
    status: 400,
    issue: 'value',
    retryable: false,
  },
  SAS_QUERY_INCLUDE_UNKNOWN: {
    message: '_include or _revinclude names a link that this search does not follow.',
    text: 'Ce lien ne peut pas être inclus dans la réponse (paramètre _include ou _revinclude).',
    status: 400,
    issue: 'not-supported',
    retryable: false,
  },
  SAS_SEARCH_START_MISSING: {
    message: 'The start of the window (ge) is missing.',
    text: 'Le début de la période (préfixe ge) est obligatoire.',
    status: 400,
    issue: 'required',
    retryable: false,
  },
  SAS_SEARCH_END_MISSING: {
    message: 'The end of the window (le) is missing.',
    text: 'La fin de la période (préfixe le) est obligatoire.',
    status: 400,
    issue: 'required',
    retryable: false,
  },
  SAS_SEARCH_BOUND_REPEATED: {
    message: 'The window has two starts (ge) or two ends (le).',
    text: "La période ne peut avoir qu'un début (ge) et qu'une fin (le).",
    status: 400,
    issue: 'invalid',
    retryable: false,
  },
  SAS_SEARCH_BOUND_PREFIX: {
    message: 'A bound of the window has neither the ge prefix nor the le prefix.',
    text: 'Chaque borne de la période doit commencer par ge ou par le.',
    status: 400,
    issue: 'value',
    retryable: false,
  },
  SAS_SEARCH_BOUND_MALFORMED: {
    message: 'A bound of the window is not a FHIR date or dateTime, or not a real date.',
    text: "Une borne de la période n'est pas une date ou un instant FHIR valide, comme 2026-12-01T08:00:00+01:00.",
    status: 400,
    issue: 'value',
    retryable: false,
  },
  SAS_SEARCH_WINDOW_REVERSED: {
    message: 'The window ends before it starts.',
    text: 'La fin de la période précède son début.',
    status: 400,
    issue: 'invalid',
    retryable: false,
  },
  SAS_SEARCH_STATUS_MISSING: {
    message: 'The status of the slots is missing; it must be free.',
    text: 'Le statut des créneaux est obligatoire et vaut free.',
    status: 400,
    issue: 'required',
    retryable: false,
  },
  SAS_SEARCH_STATUS_UNSUPPORTED: {
    message: 'Slots with a status other than free were asked for; only free slots are ever sent.',
    text: 'Seuls les créneaux libres (free) peuvent être demandés.',
    status: 400,
    issue: 'not-supported',
    retryable: false,
  },
  SAS_SEARCH_IDENTIFIER_MISSING: {
    message: 'No association was asked for.',
    text: 'Au moins une association doit être demandée par son identifiant.',
    status: 400,
    issue: 'required',
    retryable: false,
  },
  SAS_SEARCH_IDENTIFIER_MALFORMED: {
    message: 'A value is not the system|value of a national structure identifier.',
    text: 'Chaque structure doit être donnée sous la forme urn:oid:1.2.250.1.71.4.2.2|3 suivi des 14 chiffres du SIRET.',
    status: 400,
    issue: 'value',
    retryable: false,
  },
  SAS_SEARCH_IDENTIFIER_SYSTEM: {
    message: 'The system of an identifier is not that of national structure identifiers.',
    text: "Le système de l'identifiant doit être urn:oid:1.2.250.1.71.4.2.2.",
    status: 400,
    issue: 'code-invalid',
    retryable: false,
  },
  SAS_SEARCH_IDENTIFIER_TOO_MANY: {
    message: 'One search asked for more associations than the limit.',
    text: "Trop d'associations sont demandées en une seule recherche.",
    status: 400,
    issue: 'too-costly',
    retryable: false,
  },
  SAS_SEARCH_REFERENCE_MALFORMED: {
    message: 'A reference is not of the form Type/id with a type that the parameter accepts.',
    text: 'La référence doit être de la forme Type/identifiant, avec le type attendu par ce paramètre.',
    status: 400,
    issue: 'value',
    retryable: false,
  },
  SAS_SEARCH_ID_MALFORMED: {
    message: 'An id is not a valid FHIR id.',
    text: 'Un identifiant de ressource ne comporte que des lettres, des chiffres, « - » et « . », 64 au plus.',
    status: 400,
    issue: 'value',
    retryable: false,
  },

  // Reading a body.
  SAS_BODY_MISSING: {
    message: 'The request has no body, and one is required.',
    text: 'Le corps de la requête est vide.',
    status: 400,
    issue: 'required',
    retryable: false,
  },
  SAS_BODY_ENCODING: {
    message: 'The body is not UTF-8.',
    text: "Le corps de la requête n'est pas en UTF-8.",
    status: 400,
    issue: 'structure',
    retryable: false,
  },
  SAS_BODY_NOT_JSON: {
    message: 'The body is not JSON, or is truncated.',
    text: "Le corps de la requête n'est pas du JSON, ou s'interrompt.",
    status: 400,
    issue: 'structure',
    retryable: false,
  },
  SAS_BODY_TOO_DEEP: {
    message: 'The body nests objects and arrays deeper than any resource of the flows.',
    text: "Le corps de la requête comporte trop de niveaux d'imbrication.",
    status: 400,
    issue: 'too-costly',
    retryable: false,
  },
  SAS_BODY_KEY_REPEATED: {
    message:
      'An object in the body has the same key twice; parsers would not agree on its meaning.',
    text: 'Cet élément est donné deux fois.',
    status: 400,
    issue: 'structure',
    retryable: false,
  },
  SAS_RESOURCE_TYPE_MISMATCH: {
    message: 'The body is not a resource of the type that the path accepts.',
    text: "Le corps de la requête n'est pas une ressource du type attendu à cette adresse.",
    status: 400,
    issue: 'invalid',
    retryable: false,
  },
  SAS_ELEMENT_TYPE: {
    message: 'The JSON type of an element is not the one that FHIR defines for it.',
    text: "Cet élément n'a pas le type attendu.",
    status: 400,
    issue: 'structure',
    retryable: false,
  },
  SAS_ELEMENT_UNKNOWN: {
    message: 'FHIR R4 defines no such element there.',
    text: "Cet élément n'existe pas à cet endroit de la ressource.",
    status: 400,
    issue: 'structure',
    retryable: false,
  },
  SAS_ELEMENT_UNSUPPORTED: {
    message:
      'FHIR allows that element, but this endpoint cannot honour it: it changes the meaning of the resource, or contains other resources.',
    text: "Cet élément n'est pas pris en charge.",
    status: 422,
    issue: 'not-supported',
    retryable: false,
  },
  SAS_ELEMENT_REQUIRED: {
    message: 'A required element is missing.',
    text: 'Cet élément est obligatoire.',
    status: 422,
    issue: 'required',
    retryable: false,
  },
  SAS_ELEMENT_EMPTY: {
    message: 'An element is present but empty.',
    text: 'Cet élément ne peut pas être vide.',
    status: 422,
    issue: 'value',
    retryable: false,
  },
  SAS_ELEMENT_VALUE: {
    message: 'The profile does not allow the value of an element, or its format.',
    text: "La valeur de cet élément n'est pas admise.",
    status: 422,
    issue: 'value',
    retryable: false,
  },
  SAS_ELEMENT_TOO_LONG: {
    message: 'The text of an element is longer than its limit.',
    text: 'Cet élément est trop long.',
    status: 422,
    issue: 'too-long',
    retryable: false,
  },
  SAS_ELEMENT_TOO_MANY: {
    message: 'An element is repeated more often than the profile allows.',
    text: 'Cet élément est présent trop de fois.',
    status: 422,
    issue: 'structure',
    retryable: false,
  },

  // The accounts of the regulators.
  SAS_REGULATOR_IDENTIFIER_MALFORMED: {
    message:
      'The identifier of a regulator is neither a UUID nor a national identifier (RPPS, ADELI, or within an establishment).',
    text: "L'identifiant d'un régulateur est soit un UUID, soit un identifiant national (RPPS, ADELI ou identifiant d'établissement).",
    status: 422,
    issue: 'value',
    retryable: false,
  },
  SAS_REGULATOR_IDENTIFIER_TYPE: {
    message:
      'The type code and the system of an identifier contradict each other: IDNPS goes with urn:oid:1.2.250.1.71.4.2.1, INTRN with urn:oid:1.2.250.1.213.3.6.',
    text: "Le type et le système de l'identifiant se contredisent : IDNPS va avec urn:oid:1.2.250.1.71.4.2.1, INTRN avec urn:oid:1.2.250.1.213.3.6.",
    status: 422,
    issue: 'code-invalid',
    retryable: false,
  },
  SAS_REGULATOR_IDENTIFIER_REPEATED: {
    message: 'The resource has two national identifiers, or two technical ones.',
    text: 'Un régulateur a au plus un identifiant national et un identifiant technique.',
    status: 422,
    issue: 'invalid',
    retryable: false,
  },
  SAS_REGULATOR_QUERY_MISSING: {
    message: 'The query must name the account, as identifier=system|value.',
    text: 'Le compte doit être désigné dans la requête par identifier=système|valeur.',
    status: 400,
    issue: 'required',
    retryable: false,
  },
  SAS_REGULATOR_QUERY_MALFORMED: {
    message:
      'The identifier parameter is not a system|value with the system of the national or of the technical identifiers of regulators, nor both identifiers of one person.',
    text: 'Le paramètre identifier doit avoir la forme système|valeur, avec le système des identifiants nationaux ou techniques des régulateurs ; deux valeurs sont admises si elles désignent la même personne.',
    status: 400,
    issue: 'value',
    retryable: false,
  },
  SAS_REGULATOR_EXISTS: {
    message: 'A regulator with that identifier already has an account; update it instead.',
    text: 'Un compte existe déjà pour cet identifiant ; il se modifie par une mise à jour.',
    status: 409,
    issue: 'duplicate',
    retryable: false,
  },
  SAS_REGULATOR_IDENTIFIER_TAKEN: {
    message: 'Another active account has that identifier; disable it first.',
    text: "Cet identifiant est celui d'un autre compte, actif ; il doit d'abord être désactivé.",
    status: 422,
    issue: 'conflict',
    retryable: false,
  },
  SAS_REGULATOR_EMAIL_TAKEN: {
    message: 'Another active account has that e-mail address.',
    text: "Cette adresse électronique est celle d'un autre compte actif.",
    status: 409,
    issue: 'conflict',
    retryable: false,
  },
  SAS_REGULATORS_UNAVAILABLE: {
    message: "The vendor's adapter failed to find or to save accounts; its error is the cause.",
    text: 'Les comptes ne peuvent être ni lus ni enregistrés pour le moment. Renouvelez la demande dans quelques instants.',
    status: 503,
    issue: 'transient',
    retryable: true,
  },
  SAS_REGULATORS_BUSY: {
    message:
      'The store kept answering "stale", 30 times or for 25 seconds: either very many calls change the same accounts at once, or the adapter refuses what it should save.',
    text: 'Ce compte est modifié par trop de demandes à la fois. Renouvelez la demande dans quelques instants.',
    status: 503,
    issue: 'transient',
    retryable: true,
  },

  // Who is calling, and our own certificate.
  SAS_CLIENT_CERTIFICATE_MISSING: {
    message: 'The caller presented no client certificate, or the proxy did not pass it on.',
    text: "L'appelant n'a présenté aucun certificat client.",
    status: 401,
    issue: 'login',
    retryable: false,
  },
  SAS_CLIENT_CERTIFICATE_UNREADABLE: {
    message: "The caller's certificate is not a well-formed X.509 certificate.",
    text: "Le certificat client présenté n'est pas lisible.",
    status: 403,
    issue: 'security',
    retryable: false,
  },
  SAS_CLIENT_CERTIFICATE_UNTRUSTED: {
    message:
      "No chain leads from the caller's certificate to an authority that is trusted for client certificates; see the cause. Check that ca contains the root and every intermediate authority.",
    text: "Le certificat client présenté n'émane pas d'une autorité de confiance.",
    status: 403,
    issue: 'security',
    retryable: false,
  },
  SAS_CLIENT_CERTIFICATE_EXPIRED: {
    message: "The caller's certificate has expired.",
    text: 'Le certificat client présenté a expiré.',
    status: 403,
    issue: 'security',
    retryable: false,
  },
  SAS_CLIENT_CERTIFICATE_EARLY: {
    message: "The caller's certificate is not valid yet. Check the clock of this machine.",
    text: "La validité de ce certificat client n'a pas encore commencé.",
    status: 403,
    issue: 'security',
    retryable: false,
  },
  SAS_CLIENT_CERTIFICATE_REVOKED: {
    message: "The caller's certificate, or an authority above it, is on a revocation list.",
    text: 'Le certificat client présenté a été révoqué.',
    status: 403,
    issue: 'security',
    retryable: false,
  },
  SAS_REVOCATION_LIST_MISSING: {
    message:
      "No revocation list in crl covers an authority of the caller's chain, so the revocation status of the certificate cannot be determined.",
    text: 'La révocation du certificat client ne peut pas être vérifiée : il manque une liste de révocation.',
    status: 403,
    issue: 'security',
    retryable: false,
  },
  SAS_REVOCATION_LIST_STALE: {
    message:
      "A revocation list of the caller's chain has expired. Fetch the lists of the authorities daily.",
    text: 'La révocation du certificat client ne peut pas être vérifiée : une liste de révocation est périmée.',
    status: 403,
    issue: 'security',
    retryable: false,
  },
  SAS_CALLER_NOT_ADMITTED: {
    message:
      "The caller's certificate is valid, but its CN and OU match none of the callers. Check callers against the values of the environment.",
    text: "Ce certificat client n'est pas celui de la plateforme.",
    status: 403,
    issue: 'forbidden',
    retryable: false,
  },
  SAS_PROXY_HEADER_UNPROVEN: {
    message:
      "A header that carries a client certificate did not come from the proxy: it came from an address that is not the proxy's, or without its secret. Make the proxy remove such headers from incoming requests.",
    text: 'Cette requête porte un certificat dans un en-tête que seul le serveur mandataire peut écrire.',
    status: 403,
    issue: 'security',
    retryable: false,
  },
  SAS_PROXY_HEADER_FOREIGN: {
    message:
      'A header that carries a client certificate is not one of the headers of the proxy preset, or is one of them spelt with underscores. Make the proxy remove it from incoming requests.',
    text: "Cette requête porte un certificat dans un en-tête qui n'est pas admis.",
    status: 403,
    issue: 'security',
    retryable: false,
  },
  SAS_PROXY_HEADER_REPEATED: {
    message:
      'A header of the proxy preset is repeated, or contains several certificates where only one is allowed. Make the proxy replace the header, not append to it.',
    text: "Cette requête porte plus d'un certificat client dans ses en-têtes.",
    status: 403,
    issue: 'security',
    retryable: false,
  },
  SAS_PROXY_HEADER_MALFORMED: {
    message:
      "A header of the proxy preset is missing, or is not in the format that the preset reads. Check the proxy's configuration against the preset's.",
    text: "Le certificat client transmis par le serveur mandataire n'est pas lisible.",
    status: 403,
    issue: 'security',
    retryable: false,
  },
  SAS_PROXY_SUBJECT_LEGACY: {
    message:
      "The subject in the proxy's header is in the slash format (/C=FR/O=…), which can be forged. Make the proxy pass on the whole certificate, or the subject as RFC 2253.",
    text: "Le sujet du certificat client est transmis sous une forme qui n'est pas admise.",
    status: 403,
    issue: 'security',
    retryable: false,
  },
  SAS_PROXY_SUBJECT_MALFORMED: {
    message: "The subject in the proxy's header is not a distinguished name of RFC 4514.",
    text: "Le sujet du certificat client transmis par le serveur mandataire n'est pas lisible.",
    status: 403,
    issue: 'security',
    retryable: false,
  },
  SAS_OUTBOUND_UNREACHABLE: {
    message:
      'The other end of a mutual TLS call could not be reached, or closed the connection; see the cause.',
    text: 'Le service appelé est injoignable pour le moment.',
    status: 502,
    issue: 'exception',
    retryable: true,
  },
  SAS_OUTBOUND_REDIRECTED: {
    message:
      'A mutual TLS call was answered with a redirect. It was not followed, so that no other server sees the certificate. Check the address, or set redirect to follow.',
    text: 'Le service appelé renvoie vers une autre adresse.',
    status: 502,
    issue: 'exception',
    retryable: false,
  },
  SAS_OUTBOUND_TLS_REFUSED: {
    message:
      "The TLS handshake of a mutual TLS call failed: one end refused the other's certificate; see the cause. Check ca, and the dates of your own certificate.",
    text: 'La connexion sécurisée avec le service appelé a été refusée.',
    status: 502,
    issue: 'exception',
    retryable: true,
  },
  SAS_OUTBOUND_TIMEOUT: {
    message: 'The other end of a mutual TLS call did not connect or answer in time.',
    text: "Le service appelé n'a pas répondu à temps.",
    status: 503,
    issue: 'timeout',
    retryable: true,
  },

  // Sign-on.
  SAS_SIGN_ON_ACCOUNT_UNKNOWN: {
    message:
      'No account matches the identity that the provider gave. Check that INT_R02 created it, with the same e-mail address or national identifier.',
    text: 'Aucun compte de régulateur ne correspond à votre identité dans ce logiciel. Demandez au gestionnaire de votre structure de vérifier votre habilitation sur la plateforme SAS.',
    status: 403,
    issue: 'forbidden',
    retryable: false,
  },
  SAS_SIGN_ON_NATIONAL_ID_UNKNOWN: {
    message:
      'No account has the national identifier that the provider gave. A regulator for whom the platform has only a technical identifier cannot be matched through Pro Santé Connect.',
    text: 'Aucun compte de régulateur ne porte votre identifiant national. Un compte créé sans identifiant national (RPPS, ADELI) ne peut pas être reconnu par Pro Santé Connect.',
    status: 403,
    issue: 'forbidden',
    retryable: false,
  },
  SAS_SIGN_ON_ACCOUNT_DISABLED: {
    message: 'The account that matches the identity is disabled: the platform withdrew its right.',
    text: 'Votre compte de régulateur est désactivé. Demandez au gestionnaire de votre structure de rétablir votre habilitation sur la plateforme SAS.',
    status: 403,
    issue: 'forbidden',
    retryable: false,
  },
  SAS_SIGN_ON_ACCOUNT_AMBIGUOUS: {
    message:
      'More than one active account matches the identity: the store breaks a rule of RegulatorAccounts, or two claims identify two people, or a claim contradicts the account.',
    text: "Plusieurs comptes de régulateur correspondent à votre identité. L'assistance du logiciel doit les rapprocher avant que vous puissiez vous connecter.",
    status: 403,
    issue: 'conflict',
    retryable: false,
  },
  SAS_SIGN_ON_IDENTITY_MISSING: {
    message:
      'The provider gave no usable value for the claim that identifies the account. Check the scopes of the method, and which claims the provider puts in its ID token or its userinfo.',
    text: "Le service de connexion n'a pas transmis l'information qui permet de reconnaître votre compte de régulateur.",
    status: 403,
    issue: 'required',
    retryable: false,
  },
  SAS_SIGN_ON_EMAIL_UNVERIFIED: {
    message:
      'The provider says that the e-mail address is not verified. If the provider vouches for such addresses in another way, accept them with acceptUnverified.',
    text: "Votre adresse électronique n'a pas été vérifiée par le service de connexion.",
    status: 403,
    issue: 'security',
    retryable: false,
  },
  SAS_SIGN_ON_ASSURANCE_TOO_LOW: {
    message: 'The acr claim is not one of those that the method accepts.',
    text: "Le moyen de connexion utilisé n'offre pas la garantie demandée. Connectez-vous avec un autre moyen.",
    status: 403,
    issue: 'security',
    retryable: false,
  },
  SAS_SIGN_ON_PROVIDER_REFUSED: {
    message: 'The provider ended the sign-on with an error, such as access_denied.',
    text: 'La connexion a été abandonnée, ou refusée par le service de connexion.',
    status: 403,
    issue: 'login',
    retryable: false,
  },
  SAS_SIGN_ON_LOGIN_EXPIRED: {
    message:
      "The provider's login page expired twice in a row (authentication_expired), because it was open for too long or in several tabs. The sign-on had already been restarted once.",
    text: 'La page de connexion est restée ouverte trop longtemps, ou dans plusieurs onglets. Il faut recommencer la connexion.',
    status: 400,
    issue: 'expired',
    retryable: false,
  },
  SAS_SIGN_ON_ATTEMPT_UNKNOWN: {
    message:
      "No attempt in this browser matches the provider's answer: it was already used, it was started in another browser, or its cookie was lost or altered.",
    text: "Cette connexion a déjà servi, ou n'a pas été commencée dans ce navigateur. Retournez sur la plateforme SAS et ouvrez de nouveau le créneau.",
    status: 400,
    issue: 'security',
    retryable: false,
  },
  SAS_SIGN_ON_ATTEMPT_EXPIRED: {
    message: 'The attempt was started more than ten minutes ago.',
    text: 'Cette connexion a duré plus de dix minutes. Il faut la recommencer.',
    status: 400,
    issue: 'expired',
    retryable: false,
  },
  SAS_SIGN_ON_ANSWER_INVALID: {
    message:
      "The provider's answer does not belong to this attempt: the issuer differs, or parameters are missing or repeated.",
    text: "La réponse du service de connexion n'est pas valide. Retournez sur la plateforme SAS et ouvrez de nouveau le créneau.",
    status: 400,
    issue: 'security',
    retryable: false,
  },
  SAS_SIGN_ON_CODE_REFUSED: {
    message:
      'The provider refused the authorization code: it was already used, has expired, or was issued to another client.',
    text: "Le service de connexion n'a pas reconnu cette connexion : elle a déjà servi ou a expiré. Il faut la recommencer.",
    status: 400,
    issue: 'security',
    retryable: false,
  },
  SAS_SIGN_ON_TOKEN_INVALID: {
    message:
      'A token of the provider failed a check: signature, algorithm, issuer, audience, nonce or time. The log gives the reason; if it is a time, check the clock of this machine.',
    text: "La réponse du service de connexion n'a pas pu être vérifiée. Par sécurité, la connexion est refusée.",
    status: 403,
    issue: 'security',
    retryable: false,
  },
  SAS_SIGN_ON_PROVIDER_UNREACHABLE: {
    message:
      'The provider did not answer, or answered with a server error. Its discovery document, its keys and its token endpoint must be reachable from this machine.',
    text: 'Le service de connexion ne répond pas pour le moment. Réessayez dans quelques instants.',
    status: 503,
    issue: 'transient',
    retryable: true,
  },
  SAS_SIGN_ON_PROVIDER_MISCONFIGURED: {
    message:
      "The provider's answer does not match the configuration of the method: the issuer differs, an endpoint is missing or insecure, or the client is unknown to it. The log gives the reason.",
    text: 'La connexion est mal configurée dans ce logiciel. Prévenez son assistance.',
    status: 500,
    issue: 'exception',
    retryable: false,
  },
  SAS_SIGN_ON_SESSION_FAILED: {
    message: "The vendor's SignOn adapter failed; its error is the cause.",
    text: "Votre session n'a pas pu être ouverte ou relue. Prévenez l'assistance du logiciel.",
    status: 500,
    issue: 'exception',
    retryable: false,
  },
  SAS_SIGN_ON_LOGOUT_INCOMPLETE: {
    message:
      'The session here was closed, but the provider could not be notified: it did not answer, or its discovery document has no end_session_endpoint.',
    text: "Vous êtes déconnecté de ce logiciel, mais votre session reste peut-être ouverte sur la plateforme SAS. Déconnectez-vous aussi de la plateforme, surtout si d'autres personnes utilisent ce poste.",
    status: 503,
    issue: 'transient',
    retryable: true,
  },
  SAS_SIGN_ON_CROSS_SITE: {
    message: 'Another site requested the logout; only a page of this site may.',
    text: 'La déconnexion se demande depuis une page de ce logiciel.',
    status: 403,
    issue: 'security',
    retryable: false,
  },
  SAS_SIGN_ON_LOGOUT_TOKEN_INVALID: {
    message: 'The logout token of a back-channel logout failed a check.',
    text: "La demande de déconnexion du service de connexion n'est pas valide.",
    status: 400,
    issue: 'security',
    retryable: false,
  },

  // Appointments and their reports.
  SAS_APPOINTMENT_INVALID: {
    message: 'A member of the appointment report is missing or invalid; the issue names it.',
    text: "Le rendez-vous ne peut pas être transmis à la plateforme SAS : une information est absente ou n'est pas valide.",
    status: 422,
    issue: 'value',
    retryable: false,
  },
  SAS_APPOINTMENT_EFFECTOR_MISSING: {
    message:
      'An appointment is reported as honoured without the RPPS of the practitioner who saw the patient. Give it as effector.',
    text: 'Le numéro RPPS du médecin effecteur est obligatoire lorsque le rendez-vous est honoré.',
    status: 422,
    issue: 'required',
    retryable: false,
  },
  SAS_APPOINTMENT_TRANSITION: {
    message:
      'The status cannot follow the last one reported for that appointment, such as booked after cancelled. See the table in the appointments guide.',
    text: "Ce changement de statut du rendez-vous n'est pas possible.",
    status: 409,
    issue: 'conflict',
    retryable: false,
  },
  SAS_OUTBOX_UNAVAILABLE: {
    message:
      'The store of the reports failed, so the report may not be stored; its error is the cause. Report again.',
    text: "Le rendez-vous n'a pas pu être mis en attente de transmission. Renouvelez l'opération dans quelques instants.",
    status: 503,
    issue: 'transient',
    retryable: true,
  },
  SAS_OUTBOX_LOCKED: {
    message:
      'Another process has the file of the outbox open; the cause says which. Only one process may open it: use PostgreSQL for several.',
    text: "La file d'attente des rendez-vous est déjà utilisée par un autre processus.",
    status: 503,
    issue: 'transient',
    retryable: true,
  },
  SAS_OUTBOX_DRIVER_MISSING: {
    message:
      'No SQLite driver could be loaded; the cause says why. Node 24.15 and later need none; on earlier versions, run npm install @photostructure/sqlite@1.',
    text: "La file d'attente des rendez-vous ne peut pas être ouverte.",
    status: 500,
    issue: 'exception',
    retryable: false,
  },
  SAS_OUTBOX_SCHEMA: {
    message:
      'The tables of the outbox are missing, or belong to another version of this package. Call migrate, or run the published SQL.',
    text: "La file d'attente des rendez-vous n'est pas installée dans la base de données.",
    status: 500,
    issue: 'exception',
    retryable: false,
  },
  SAS_REPORT_REFUSED: {
    message:
      "The platform permanently refused the report of an appointment. It is kept aside, with the platform's answer, until a person corrects it, sends it again or drops it.",
    text: 'La plateforme SAS a refusé ce rendez-vous.',
    status: 502,
    issue: 'exception',
    retryable: false,
  },
  SAS_PLATFORM_UNAVAILABLE: {
    message:
      'The platform could not be reached, did not answer in time, or answered with a server error. The report will be sent again.',
    text: 'La plateforme SAS ne répond pas pour le moment. Le rendez-vous sera transmis dès que possible.',
    status: 503,
    issue: 'transient',
    retryable: true,
  },
  SAS_REPORT_NOT_KEPT_ASIDE: {
    message:
      'No report is kept aside at that position: somebody else dealt with it first, or it never existed. List them again.',
    text: "Ce rendez-vous n'est plus en attente d'une décision.",
    status: 409,
    issue: 'conflict',
    retryable: false,
  },

  // Reading values.
  SAS_IDENTIFIER_MALFORMED: {
    message: 'The text is not a national identifier of the requested kind.',
    text: "Cet identifiant national n'est pas valide.",
    status: 400,
    issue: 'value',
    retryable: false,
  },
  SAS_TIME_ZONE_UNKNOWN: {
    message: 'The name is not an IANA time zone that this Node supports.',
    text: "Ce fuseau horaire n'existe pas.",
    status: 500,
    issue: 'exception',
    retryable: false,
  },
  SAS_TEST_RUNNER_MISSING: {
    message:
      'A contract suite found no describe and it: call it in a test file whose runner defines them on globalThis, or pass them as runner.',
    text: "Aucun moteur de test n'a été trouvé.",
    status: 500,
    issue: 'exception',
    retryable: false,
  },
  SAS_OPTION_INVALID: {
    message:
      'An option given to a factory is missing or invalid; the issue names the option, the cause says what it must be.',
    text: "Le logiciel d'agenda est mal configuré.",
    status: 500,
    issue: 'exception',
    retryable: false,
  },
});

/** A code of the catalogue. */
export type SasErrorCode = keyof typeof errorCatalogue;
