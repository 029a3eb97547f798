// What each error says to the developer, in French: `npm run reference` writes it into
// docs/fr/reference/errors.md, beside the sentence of the catalogue for the reader of the answer.

/** @type {Readonly<Record<string, string>>} by code, as in the catalogue of `core`. */
export const frenchErrors = {
  SAS_REQUEST_NOT_FOUND:
    "Aucune partie de ce point d'accès ne sert ce chemin. Vérifiez le chemin de montage et les parties données à la passerelle.",
  SAS_RESOURCE_NOT_FOUND: "L'agenda n'a aucune ressource avec cet id.",
  SAS_METHOD_NOT_ALLOWED:
    "Ce chemin n'accepte pas cette méthode HTTP ; l'en-tête Allow nomme celles qu'il accepte.",
  SAS_FORMAT_NOT_ACCEPTABLE:
    "Accept ou _format demande un format qui n'est pas servi ; seul JSON l'est.",
  SAS_BODY_TOO_LARGE: 'Le corps de la requête dépasse la limite de la passerelle.',
  SAS_ANSWER_TOO_LARGE:
    "Une réponse venue de l'extérieur (plateforme, fournisseur d'identité, autre serveur FHIR) dépasse la taille qui en est lue, après décompression. La lecture s'y est arrêtée, et sa connexion a été fermée.",
  SAS_URL_TOO_LONG: "L'URL de la requête dépasse la limite de la passerelle.",
  SAS_MEDIA_TYPE_UNSUPPORTED: "Le Content-Type du corps n'est pas de ceux que ce chemin accepte.",
  SAS_BODY_UNREADABLE: "Le corps de la requête s'est interrompu trop tôt ou n'a pas pu être lu.",
  SAS_BODY_TOO_SLOW:
    "Le corps de la requête n'est pas arrivé dans le délai de la passerelle ; aucune partie n'a été appelée.",
  SAS_REQUEST_MALFORMED: "La ligne de requête et l'en-tête Host ne forment pas une URL valide.",
  SAS_TIME_LIMIT_EXCEEDED:
    "La réponse n'était pas prête dans le délai de la passerelle ; le signal de l'adaptateur a été interrompu. Cherchez une requête lente, ou un `limits.concurrency` de la passerelle qui est trop bas.",
  SAS_REQUESTS_TOO_MANY:
    "Il arrive plus de requêtes qu'il n'est possible d'en servir à temps : celle-ci a été refusée tout de suite. Cherchez une requête lente, augmentez `limits.requests` de la passerelle, ou lancez une autre instance.",
  SAS_INTERNAL: "Un défaut du SDK ou d'un adaptateur : voyez la cause et le journal.",
  SAS_AGENDA_UNAVAILABLE:
    "L'adaptateur de l'éditeur n'a pas pu lister ses associations ou trouver ses créneaux ; son erreur est la cause.",
  SAS_ASSOCIATIONS_UNREADABLE:
    "Le point d'accès FHIR n'a pas répondu par un Bundle à la demande de ses associations ; voyez la cause.",
  SAS_QUERY_ENCODING:
    "La requête contient un encodage pour cent incorrect, ou des octets qui ne sont pas de l'UTF-8.",
  SAS_QUERY_TOO_MANY_PARAMETERS:
    "La requête a plus de paramètres que n'en utilise aucune recherche des flux.",
  SAS_QUERY_PARAMETER_UNKNOWN:
    "La recherche ne prend pas ce paramètre en charge, et l'ignorer changerait le sens de la réponse.",
  SAS_QUERY_PARAMETER_REPEATED: "Un paramètre qui ne peut être donné qu'une fois est répété.",
  SAS_QUERY_FORMAT_UNKNOWN: "Le paramètre _format demande un format qui n'est pas servi.",
  SAS_QUERY_COUNT_INVALID: "_count n'est ni zéro ni un nombre entier positif.",
  SAS_QUERY_INCLUDE_UNKNOWN:
    '_include ou _revinclude nomme un lien que cette recherche ne suit pas.',
  SAS_SEARCH_START_MISSING: 'Le début de la période (ge) manque.',
  SAS_SEARCH_END_MISSING: 'La fin de la période (le) manque.',
  SAS_SEARCH_BOUND_REPEATED: 'La période a deux débuts (ge) ou deux fins (le).',
  SAS_SEARCH_BOUND_PREFIX: "Une borne de la période n'a ni le préfixe ge ni le préfixe le.",
  SAS_SEARCH_BOUND_MALFORMED:
    "Une borne de la période n'est pas une date ou un dateTime FHIR, ou n'est pas une date réelle.",
  SAS_SEARCH_WINDOW_REVERSED: 'La période finit avant de commencer.',
  SAS_SEARCH_STATUS_MISSING: 'Le statut des créneaux manque ; il doit être free.',
  SAS_SEARCH_STATUS_UNSUPPORTED:
    "Des créneaux d'un autre statut que free ont été demandés ; seuls les créneaux libres sont envoyés.",
  SAS_SEARCH_IDENTIFIER_MISSING: "Aucune association n'a été demandée.",
  SAS_SEARCH_IDENTIFIER_MALFORMED:
    "Une valeur n'est pas le system|value d'un identifiant national de structure.",
  SAS_SEARCH_IDENTIFIER_SYSTEM:
    "Le système d'un identifiant n'est pas celui des identifiants nationaux de structures.",
  SAS_SEARCH_IDENTIFIER_TOO_MANY:
    "Une seule recherche a demandé plus d'associations que la limite.",
  SAS_SEARCH_REFERENCE_MALFORMED:
    "Une référence n'est pas de la forme Type/id avec un type que le paramètre accepte.",
  SAS_SEARCH_ID_MALFORMED: "Un id n'est pas un id FHIR valide.",
  SAS_BODY_MISSING: "La requête n'a pas de corps, et il en faut un.",
  SAS_BODY_ENCODING: "Le corps n'est pas en UTF-8.",
  SAS_BODY_NOT_JSON: "Le corps n'est pas du JSON, ou est tronqué.",
  SAS_BODY_TOO_DEEP:
    "Le corps imbrique objets et tableaux plus profondément qu'aucune ressource des flux.",
  SAS_BODY_KEY_REPEATED:
    "Un objet du corps porte deux fois la même clé ; les analyseurs ne s'accorderaient pas sur son sens.",
  SAS_RESOURCE_TYPE_MISMATCH: "Le corps n'est pas une ressource du type que le chemin accepte.",
  SAS_ELEMENT_TYPE: "Le type JSON d'un élément n'est pas celui que FHIR lui donne.",
  SAS_ELEMENT_UNKNOWN: 'FHIR R4 ne définit pas un tel élément à cet endroit.',
  SAS_ELEMENT_UNSUPPORTED:
    "FHIR admet cet élément, mais ce point d'accès ne peut pas le prendre en compte : il change le sens de la ressource, ou contient d'autres ressources.",
  SAS_ELEMENT_REQUIRED: 'Un élément obligatoire manque.',
  SAS_ELEMENT_EMPTY: 'Un élément est présent mais vide.',
  SAS_ELEMENT_VALUE: "Le profil n'admet pas la valeur d'un élément, ou son format.",
  SAS_ELEMENT_TOO_LONG: "Le texte d'un élément dépasse sa limite.",
  SAS_ELEMENT_TOO_MANY: "Un élément est répété plus souvent que le profil ne l'admet.",
  SAS_REGULATOR_IDENTIFIER_MALFORMED:
    "L'identifiant d'un régulateur n'est ni un UUID ni un identifiant national (RPPS, ADELI, ou dans un établissement).",
  SAS_REGULATOR_IDENTIFIER_TYPE:
    "Le code de type et le système d'un identifiant se contredisent : IDNPS va avec urn:oid:1.2.250.1.71.4.2.1, INTRN avec urn:oid:1.2.250.1.213.3.6.",
  SAS_REGULATOR_IDENTIFIER_REPEATED:
    'La ressource a deux identifiants nationaux, ou deux identifiants techniques.',
  SAS_REGULATOR_QUERY_MISSING: 'La requête doit désigner le compte, par identifier=system|value.',
  SAS_REGULATOR_QUERY_MALFORMED:
    "Le paramètre identifier n'est pas un system|value avec le système des identifiants nationaux ou techniques des régulateurs, ni les deux identifiants d'une même personne.",
  SAS_REGULATOR_EXISTS:
    'Un régulateur qui porte cet identifiant a déjà un compte ; mettez-le plutôt à jour.',
  SAS_REGULATOR_IDENTIFIER_TAKEN:
    "Un autre compte actif porte cet identifiant ; désactivez-le d'abord.",
  SAS_REGULATOR_EMAIL_TAKEN: 'Un autre compte actif a cette adresse électronique.',
  SAS_REGULATORS_UNAVAILABLE:
    "L'adaptateur de l'éditeur n'a pas pu trouver ou enregistrer des comptes ; son erreur est la cause.",
  SAS_REGULATORS_BUSY:
    "La base a répondu « stale » 30 fois, ou pendant 25 secondes : soit de très nombreux appels modifient les mêmes comptes à la fois, soit l'adaptateur refuse ce qu'il devrait enregistrer.",
  SAS_CLIENT_CERTIFICATE_MISSING:
    "L'appelant n'a présenté aucun certificat client, ou le mandataire ne l'a pas transmis.",
  SAS_CLIENT_CERTIFICATE_UNREADABLE:
    "Le certificat de l'appelant n'est pas un certificat X.509 bien formé.",
  SAS_CLIENT_CERTIFICATE_UNTRUSTED:
    "Aucune chaîne ne mène du certificat de l'appelant à une autorité de confiance pour les certificats clients ; voyez la cause. Vérifiez que ca contient la racine et toutes les autorités intermédiaires.",
  SAS_CLIENT_CERTIFICATE_EXPIRED: "Le certificat de l'appelant a expiré.",
  SAS_CLIENT_CERTIFICATE_EARLY:
    "Le certificat de l'appelant n'est pas encore valide. Vérifiez l'horloge de cette machine.",
  SAS_CLIENT_CERTIFICATE_REVOKED:
    "Le certificat de l'appelant, ou une autorité au-dessus de lui, figure sur une liste de révocation.",
  SAS_REVOCATION_LIST_MISSING:
    "Aucune liste de révocation de crl ne couvre une autorité de la chaîne de l'appelant : l'état de révocation du certificat ne peut pas être déterminé.",
  SAS_REVOCATION_LIST_STALE:
    "Une liste de révocation de la chaîne de l'appelant est périmée. Récupérez chaque jour les listes des autorités.",
  SAS_CALLER_NOT_ADMITTED:
    "Le certificat de l'appelant est valide, mais son CN et son OU ne correspondent à aucun des callers. Comparez callers aux valeurs de l'environnement.",
  SAS_PROXY_HEADER_UNPROVEN:
    "Un en-tête qui porte un certificat client ne vient pas du mandataire : il vient d'une adresse qui n'est pas la sienne, ou sans son secret. Faites que le mandataire retire de tels en-têtes des requêtes entrantes.",
  SAS_PROXY_HEADER_FOREIGN:
    "Un en-tête qui porte un certificat client n'est pas de ceux du préréglage du mandataire, ou en est un écrit avec des tirets bas. Faites que le mandataire le retire des requêtes entrantes.",
  SAS_PROXY_HEADER_REPEATED:
    "Un en-tête du préréglage du mandataire est répété, ou contient plusieurs certificats là où un seul est admis. Faites que le mandataire remplace l'en-tête, sans y ajouter.",
  SAS_PROXY_HEADER_MALFORMED:
    "Un en-tête du préréglage du mandataire manque, ou n'est pas dans le format que lit ce préréglage. Comparez la configuration du mandataire à celle du préréglage.",
  SAS_PROXY_SUBJECT_LEGACY:
    "Le sujet, dans l'en-tête du mandataire, est au format à barres obliques (/C=FR/O=…), qui peut être forgé. Faites que le mandataire transmette le certificat entier, ou le sujet selon la RFC 2253.",
  SAS_PROXY_SUBJECT_MALFORMED:
    "Le sujet, dans l'en-tête du mandataire, n'est pas un nom distinctif de la RFC 4514.",
  SAS_OUTBOUND_UNREACHABLE:
    "L'autre bout d'un appel en TLS mutuel n'a pas pu être joint, ou a fermé la connexion ; voyez la cause.",
  SAS_OUTBOUND_REDIRECTED:
    "Un appel en TLS mutuel a reçu une redirection. Elle n'a pas été suivie, pour qu'aucun autre serveur ne voie le certificat. Vérifiez l'adresse, ou réglez redirect sur follow.",
  SAS_OUTBOUND_TLS_REFUSED:
    "La négociation TLS d'un appel en TLS mutuel a échoué : un bout a refusé le certificat de l'autre ; voyez la cause. Vérifiez ca, et les dates de votre propre certificat.",
  SAS_OUTBOUND_TIMEOUT:
    "L'autre bout d'un appel en TLS mutuel ne s'est pas connecté ou n'a pas répondu à temps.",
  SAS_SIGN_ON_ACCOUNT_UNKNOWN:
    "Aucun compte ne correspond à l'identité donnée par le fournisseur. Vérifiez que INT_R02 l'a créé, avec la même adresse électronique ou le même identifiant national.",
  SAS_SIGN_ON_NATIONAL_ID_UNKNOWN:
    "Aucun compte ne porte l'identifiant national donné par le fournisseur. Un régulateur pour qui la plateforme n'a qu'un identifiant technique ne peut pas être reconnu par Pro Santé Connect.",
  SAS_SIGN_ON_ACCOUNT_DISABLED:
    "Le compte qui correspond à l'identité est désactivé : la plateforme a retiré son habilitation.",
  SAS_SIGN_ON_ACCOUNT_AMBIGUOUS:
    "Plus d'un compte actif correspond à l'identité : la base enfreint une règle de RegulatorAccounts, ou deux attributs désignent deux personnes, ou un attribut contredit le compte.",
  SAS_SIGN_ON_IDENTITY_MISSING:
    "Le fournisseur n'a donné aucune valeur utilisable pour l'attribut qui désigne le compte. Vérifiez les scopes de la méthode, et quels attributs le fournisseur met dans son jeton d'identité ou dans son userinfo.",
  SAS_SIGN_ON_EMAIL_UNVERIFIED:
    "Le fournisseur dit que l'adresse électronique n'est pas vérifiée. S'il en répond autrement, acceptez-la avec acceptUnverified.",
  SAS_SIGN_ON_ASSURANCE_TOO_LOW: "L'attribut acr n'est pas de ceux que la méthode accepte.",
  SAS_SIGN_ON_PROVIDER_REFUSED:
    'Le fournisseur a mis fin à la connexion par une erreur, comme access_denied.',
  SAS_SIGN_ON_LOGIN_EXPIRED:
    "La page de connexion du fournisseur a expiré deux fois de suite (authentication_expired), parce qu'elle est restée ouverte trop longtemps ou dans plusieurs onglets. La connexion avait déjà été recommencée une fois.",
  SAS_SIGN_ON_ATTEMPT_UNKNOWN:
    'Aucune tentative dans ce navigateur ne correspond à la réponse du fournisseur : elle a déjà servi, elle a été commencée dans un autre navigateur, ou son cookie a été perdu ou modifié.',
  SAS_SIGN_ON_ATTEMPT_EXPIRED: 'La tentative a commencé il y a plus de dix minutes.',
  SAS_SIGN_ON_ANSWER_INVALID:
    "La réponse du fournisseur n'appartient pas à cette tentative : l'issuer diffère, ou des paramètres manquent ou sont répétés.",
  SAS_SIGN_ON_CODE_REFUSED:
    "Le fournisseur a refusé le code d'autorisation : il a déjà servi, a expiré, ou a été délivré à un autre client.",
  SAS_SIGN_ON_TOKEN_INVALID:
    "Un jeton du fournisseur n'a pas passé un contrôle : signature, algorithme, issuer, audience, nonce ou heure. Le journal donne la raison ; si c'est l'heure, vérifiez l'horloge de cette machine.",
  SAS_SIGN_ON_PROVIDER_UNREACHABLE:
    "Le fournisseur n'a pas répondu, ou a répondu par une erreur de serveur. Son document de découverte, ses clés et son point de jetons doivent être joignables depuis cette machine.",
  SAS_SIGN_ON_PROVIDER_MISCONFIGURED:
    "La réponse du fournisseur ne s'accorde pas avec la configuration de la méthode : l'issuer diffère, un point d'accès manque ou n'est pas sûr, ou le client lui est inconnu. Le journal donne la raison.",
  SAS_SIGN_ON_SESSION_FAILED:
    "L'adaptateur SignOn de l'éditeur a échoué ; son erreur est la cause.",
  SAS_SIGN_ON_LOGOUT_INCOMPLETE:
    "La session a été fermée ici, mais le fournisseur n'a pas pu en être averti : il n'a pas répondu, ou son document de découverte n'a pas d'end_session_endpoint.",
  SAS_SIGN_ON_CROSS_SITE:
    'Un autre site a demandé la déconnexion ; seule une page de ce site le peut.',
  SAS_SIGN_ON_LOGOUT_TOKEN_INVALID:
    "Le jeton de déconnexion reçu par le canal arrière n'a pas passé un contrôle.",
  SAS_APPOINTMENT_INVALID:
    "Un membre de la remontée du rendez-vous manque ou n'est pas valide ; l'issue le nomme.",
  SAS_APPOINTMENT_EFFECTOR_MISSING:
    'Un rendez-vous est remonté comme honoré sans le RPPS du professionnel qui a vu le patient. Donnez-le dans effector.',
  SAS_APPOINTMENT_TRANSITION:
    'Ce statut ne peut pas suivre le dernier remonté pour ce rendez-vous, comme booked après cancelled. Voyez le tableau dans le guide des remontées.',
  SAS_OUTBOX_UNAVAILABLE:
    'La base des remontées a échoué, la remontée peut donc ne pas être enregistrée ; son erreur est la cause. Remontez de nouveau.',
  SAS_OUTBOX_LOCKED:
    "Un autre processus a ouvert le fichier de la file d'envoi ; la cause dit lequel. Un seul processus peut l'ouvrir : prenez PostgreSQL pour plusieurs.",
  SAS_OUTBOX_DRIVER_MISSING:
    "Aucun pilote SQLite n'a pu être chargé ; la cause dit pourquoi. Node 24.15 et suivants n'en ont pas besoin ; sur les versions antérieures, lancez npm install @photostructure/sqlite@1.",
  SAS_OUTBOX_SCHEMA:
    "Les tables de la file d'envoi manquent, ou sont d'une autre version de ce paquet. Appelez migrate, ou exécutez le SQL publié.",
  SAS_REPORT_REFUSED:
    "La plateforme a refusé définitivement la remontée d'un rendez-vous. Elle est mise de côté, avec la réponse de la plateforme, jusqu'à ce qu'une personne la corrige, la renvoie ou l'abandonne.",
  SAS_PLATFORM_UNAVAILABLE:
    "La plateforme n'a pas pu être jointe, n'a pas répondu à temps, ou a répondu par une erreur de serveur. La remontée sera renvoyée.",
  SAS_REPORT_NOT_KEPT_ASIDE:
    "Aucune remontée n'est mise de côté à cette position : quelqu'un d'autre s'en est occupé avant, ou elle n'a jamais existé. Listez-les de nouveau.",
  SAS_IDENTIFIER_MALFORMED: "Le texte n'est pas un identifiant national du genre demandé.",
  SAS_TIME_ZONE_UNKNOWN: "Le nom n'est pas un fuseau horaire IANA que ce Node connaît.",
  SAS_TEST_RUNNER_MISSING:
    "Une suite de contrat n'a trouvé ni describe ni it : appelez-la dans un fichier de test dont le moteur les définit sur globalThis, ou passez-les dans runner.",
  SAS_OPTION_INVALID:
    "Une option donnée à une fabrique manque ou n'est pas valide ; l'issue nomme l'option, la cause dit ce qu'elle doit être.",
};
