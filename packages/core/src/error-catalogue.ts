/** What a code of the catalogue means, to a developer, to a reader of the answer, and to HTTP. */
export interface ErrorDefinition {
  /** What happened and what to check, for the developer. Never holds anything of the request. */
  readonly message: string;
  /** The same for whoever reads the answer: `OperationOutcome.issue.details.text`, in French. */
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
  // What every endpoint can answer.
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
    message: 'The caller accepts no JSON: Accept or _format asks for a format that is not served.',
    text: 'Seul le format JSON de FHIR est servi.',
    status: 406,
    issue: 'not-supported',
    retryable: false,
  },
  SAS_BODY_TOO_LARGE: {
    message: 'The body of the request is over the limit of the gateway.',
    text: 'Le corps de la requête dépasse la taille acceptée.',
    status: 413,
    issue: 'too-long',
    retryable: false,
  },
  SAS_URL_TOO_LONG: {
    message: 'The URL of the request is over the limit of the gateway.',
    text: "L'adresse de la requête dépasse la longueur acceptée.",
    status: 414,
    issue: 'too-long',
    retryable: false,
  },
  SAS_MEDIA_TYPE_UNSUPPORTED: {
    message: 'The Content-Type of the body is none of those that this path takes.',
    text: "Le type de contenu (Content-Type) du corps de la requête n'est pas accepté à cette adresse.",
    status: 415,
    issue: 'not-supported',
    retryable: false,
  },
  SAS_BODY_UNREADABLE: {
    message: 'The body of the request ended too early or could not be read.',
    text: "Le corps de la requête n'a pas pu être lu en entier.",
    status: 400,
    issue: 'incomplete',
    retryable: false,
  },
  SAS_BODY_TOO_SLOW: {
    message:
      'The body of the request did not come within the time limit of the gateway; no part was asked.',
    text: "Le corps de la requête n'est pas arrivé à temps.",
    status: 408,
    issue: 'timeout',
    retryable: true,
  },
  SAS_REQUEST_MALFORMED: {
    message: 'The request line or the Host header makes no valid URL.',
    text: "L'adresse de la requête n'est pas valide.",
    status: 400,
    issue: 'structure',
    retryable: false,
  },
  SAS_TIME_LIMIT_EXCEEDED: {
    message:
      'The answer was not ready within the time limit of the gateway; the adapter was told to stop through its signal. Look for a slow query.',
    text: "Le logiciel d'agenda n'a pas répondu à temps. Renouvelez la demande dans quelques instants.",
    status: 503,
    issue: 'timeout',
    retryable: true,
  },
  SAS_INTERNAL: {
    message: 'A defect, in the SDK or in an adapter: see the cause and the log.',
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
      'The FHIR endpoint did not answer its list of associations with a Bundle; see the cause.',
    text: "La liste des associations n'a pas pu être lue.",
    status: 502,
    issue: 'exception',
    retryable: true,
  },

  // Reading a query.
  SAS_QUERY_ENCODING: {
    message: 'The query holds a broken percent-encoding, or bytes that are not UTF-8.',
    text: "Ce paramètre comporte un encodage (%xx) incorrect ou n'est pas en UTF-8.",
    status: 400,
    issue: 'structure',
    retryable: false,
  },
  SAS_QUERY_TOO_MANY_PARAMETERS: {
    message: 'The query holds more parameters than any search of the flows.',
    text: 'La requête comporte trop de paramètres.',
    status: 400,
    issue: 'too-costly',
    retryable: false,
  },
  SAS_QUERY_PARAMETER_UNKNOWN: {
    message:
      'The search does not know that parameter, and ignoring it would change the meaning of the answer.',
    text: "Ce paramètre de recherche n'est pas pris en charge.",
    status: 400,
    issue: 'not-supported',
    retryable: false,
  },
  SAS_QUERY_PARAMETER_REPEATED: {
    message: 'A parameter that may be given once is there several times.',
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
    message: '_count is not a whole number of zero or more.',
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
    message: 'A bound of the window has neither the prefix ge nor the prefix le.',
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
    message: 'Slots of another status than free were asked for; only free ones are ever sent.',
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
    message: 'A value is no system|value of a national structure identifier.',
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
    message: 'More associations were asked for in one search than the limit.',
    text: "Trop d'associations sont demandées en une seule recherche.",
    status: 400,
    issue: 'too-costly',
    retryable: false,
  },
  SAS_SEARCH_REFERENCE_MALFORMED: {
    message: 'A reference is not of the form Type/id with the type that the parameter takes.',
    text: 'La référence doit être de la forme Type/identifiant, avec le type attendu par ce paramètre.',
    status: 400,
    issue: 'value',
    retryable: false,
  },
  SAS_SEARCH_ID_MALFORMED: {
    message: 'An id is not a FHIR id.',
    text: 'Un identifiant de ressource ne comporte que des lettres, des chiffres, « - » et « . », 64 au plus.',
    status: 400,
    issue: 'value',
    retryable: false,
  },

  // Reading a body.
  SAS_BODY_MISSING: {
    message: 'The request has no body, where one is compulsory.',
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
    message: 'The body is not JSON, or breaks off.',
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
      'An object of the body has the same key twice; readers would not agree on its meaning.',
    text: 'Cet élément est donné deux fois.',
    status: 400,
    issue: 'structure',
    retryable: false,
  },
  SAS_RESOURCE_TYPE_MISMATCH: {
    message: 'The body is not a resource of the type that the path takes.',
    text: "Le corps de la requête n'est pas une ressource du type attendu à cette adresse.",
    status: 400,
    issue: 'invalid',
    retryable: false,
  },
  SAS_ELEMENT_TYPE: {
    message: 'An element has another JSON type than FHIR gives it.',
    text: "Cet élément n'a pas le type attendu.",
    status: 400,
    issue: 'structure',
    retryable: false,
  },
  SAS_ELEMENT_UNKNOWN: {
    message: 'An element is none of those that FHIR R4 defines there.',
    text: "Cet élément n'existe pas à cet endroit de la ressource.",
    status: 400,
    issue: 'structure',
    retryable: false,
  },
  SAS_ELEMENT_REQUIRED: {
    message: 'A compulsory element is missing.',
    text: 'Cet élément est obligatoire.',
    status: 422,
    issue: 'required',
    retryable: false,
  },
  SAS_ELEMENT_EMPTY: {
    message: 'An element is there without any content.',
    text: 'Cet élément ne peut pas être vide.',
    status: 422,
    issue: 'value',
    retryable: false,
  },
  SAS_ELEMENT_VALUE: {
    message:
      'The value of an element is none of those, or not of the form, that the profile allows.',
    text: "La valeur de cet élément n'est pas admise.",
    status: 422,
    issue: 'value',
    retryable: false,
  },
  SAS_ELEMENT_TOO_LONG: {
    message: 'The text of an element is over its limit.',
    text: 'Cet élément est trop long.',
    status: 422,
    issue: 'too-long',
    retryable: false,
  },
  SAS_ELEMENT_TOO_MANY: {
    message: 'An element is there more times than the profile allows.',
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
    message: 'The account is to be named in the query, as identifier=system|value.',
    text: 'Le compte doit être désigné dans la requête par identifier=système|valeur.',
    status: 400,
    issue: 'required',
    retryable: false,
  },
  SAS_REGULATOR_QUERY_MALFORMED: {
    message:
      'The identifier parameter is not one system|value, with the system of the national or of the technical identifiers of regulators.',
    text: 'Le paramètre identifier doit avoir la forme système|valeur, avec une seule valeur et le système des identifiants nationaux ou techniques des régulateurs.',
    status: 400,
    issue: 'value',
    retryable: false,
  },
  SAS_REGULATOR_EXISTS: {
    message: 'A regulator with that identifier has an account already; update it instead.',
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
      'The store went on answering "stale": either very many calls change the same accounts at once, or the adapter refuses what it should save.',
    text: 'Ce compte est modifié par trop de demandes à la fois. Renouvelez la demande dans quelques instants.',
    status: 503,
    issue: 'transient',
    retryable: true,
  },

  // Reading values.
  SAS_IDENTIFIER_MALFORMED: {
    message: 'The text is no national identifier of the kind asked for.',
    text: "Cet identifiant national n'est pas valide.",
    status: 400,
    issue: 'value',
    retryable: false,
  },
  SAS_TIME_ZONE_UNKNOWN: {
    message: 'The name is no IANA time zone that this Node knows.',
    text: "Ce fuseau horaire n'existe pas.",
    status: 500,
    issue: 'exception',
    retryable: false,
  },
  SAS_TEST_RUNNER_MISSING: {
    message:
      'A contract suite found no describe and it: call it in a test file whose runner puts them on globalThis, or hand them over as runner.',
    text: "Aucun moteur de test n'a été trouvé.",
    status: 500,
    issue: 'exception',
    retryable: false,
  },
  SAS_OPTION_INVALID: {
    message:
      'An option given to a factory is missing or out of its range; its issue names it, its cause says what it must be.',
    text: "Le logiciel d'agenda est mal configuré.",
    status: 500,
    issue: 'exception',
    retryable: false,
  },
});

/** A code of the catalogue. */
export type SasErrorCode = keyof typeof errorCatalogue;
