import type { AgendaFaultCode } from '../agenda-fault.js';

/** The messages of the faults in French, for the command and for the French reference. */
export const frenchFaults: Readonly<Record<AgendaFaultCode, string>> = {
  'association-malformed':
    "Ce n'est pas une association : un objet avec siret, name et places. Elle est laissée de côté.",
  'association-siret-malformed':
    "Le SIRET n'est pas fait de 14 chiffres, avec ou sans le préfixe 3. L'association, ses lieux et leurs créneaux sont laissés de côté.",
  'association-siret-duplicate':
    'Une autre association a ce SIRET. La seconde, ses lieux et leurs créneaux sont laissés de côté.',
  'association-siret-check-digit':
    'La clé de contrôle du SIRET est fausse : y a-t-il une faute de frappe ? Envoyé tel quel.',
  'association-name-missing':
    "L'association n'a pas de nom, et le profil en exige un. Elle, ses lieux et leurs créneaux sont laissés de côté.",
  'association-without-place':
    "L'association n'a aucun lieu : elle peut être listée, mais aucune recherche ne la rendra jamais.",
  'association-with-home-visits':
    "L'association a des visites à domicile (HH). Elles sont justes selon le guide, et sont envoyées ; mais la suite officielle SOS n'accepte que AMB et VR : que les associations de la certification n'en aient pas ce jour-là.",
  'place-malformed':
    "Ce n'est pas un lieu : un objet avec id, name et address. Il est laissé de côté.",
  'place-id-missing': "Le lieu n'a pas d'id. Lui et ses créneaux sont laissés de côté.",
  'place-id-duplicate': 'Un autre lieu a cet id. Le second est laissé de côté.',
  'place-name-missing':
    "Le lieu n'a pas de nom, et le profil en exige un. Lui et ses créneaux sont laissés de côté.",
  'place-address-line-missing':
    "L'adresse n'a pas de ligne (numéro et rue). Le lieu et ses créneaux sont laissés de côté.",
  'place-address-city-missing':
    "L'adresse n'a pas de commune. Le lieu et ses créneaux sont laissés de côté.",
  'place-postal-code-malformed':
    "Le code postal n'est pas fait de cinq chiffres. Le lieu et ses créneaux sont laissés de côté.",
  'place-time-zone-unknown':
    "Le fuseau horaire n'est pas un nom IANA que ce Node connaît : les heures de ses créneaux ne peuvent pas être écrites. Le lieu et ses créneaux sont laissés de côté.",
  'place-phone-missing':
    "Le lieu n'a pas de numéro de téléphone. Il est envoyé sans, mais la certification en attend un sur chaque lieu.",
  'place-phone-malformed':
    "Le numéro de téléphone ne peut pas être appelé depuis l'étranger (un numéro court comme 3624 ne le peut pas). Le lieu est envoyé sans lui.",
  'place-phone-unforeseen':
    "Le numéro de téléphone est valide et envoyé, mais la certification attend +33, +262, +590, +594 ou +596 suivi de 9 chiffres : interrogez l'ANS sur ce territoire.",
  'place-coordinates-malformed':
    'Les coordonnées ne sont pas une latitude de -90 à 90 et une longitude de -180 à 180, en nombres de degrés WGS 84. Le lieu est envoyé sans elles.',
  'place-finess-malformed':
    "Le FINESS n'est pas fait de 9 caractères, avec ou sans le préfixe 1. Le lieu est envoyé avec son propre id.",
  'place-opening-hours-malformed':
    "Une ligne d'horaires n'a pas de jour, un jour inconnu, une heure qui n'est pas HH:MM, ou deux heures égales autres que 00:00. La ligne est laissée de côté.",
  'place-agenda-url-malformed':
    "agendaUrl n'est pas une URL http ou https absolue, sans fragment, sans identifiants de connexion et sans paramètre origin. Elle n'est pas utilisée.",
  'slot-malformed':
    "Ce n'est pas un créneau : un objet avec id, placeId, start et end. Il est laissé de côté.",
  'slot-id-missing': "Le créneau n'a pas d'id. Il est laissé de côté.",
  'slot-id-duplicate':
    'Un autre créneau de la même réponse a cet id. Le second est laissé de côté.',
  'slot-place-unknown':
    "Le lieu du créneau n'est dans aucune association de l'annuaire, ou en a été écarté. Le créneau est laissé de côté.",
  'slot-start-malformed':
    "Le début n'est pas un instant : une Date, des millisecondes, ou un texte avec date, heure et décalage. Le créneau est laissé de côté.",
  'slot-end-malformed':
    "La fin n'est pas un instant : une Date, des millisecondes, ou un texte avec date, heure et décalage. Le créneau est laissé de côté.",
  'slot-ends-before-start': 'Le créneau ne finit pas après avoir commencé. Il est laissé de côté.',
  'slot-audience-unknown':
    "audience n'est pas une liste de public, sas, samu, patients et professionals. Le créneau est laissé de côté.",
  'slot-consultation-unknown':
    "consultation n'est pas une liste d'au moins un de on-site, remote et home-visit. Le créneau est laissé de côté.",
  'slot-booking-unknown': "booking n'est ni appointment ni walk-in. Le créneau est laissé de côté.",
  'slot-url-missing':
    "Le créneau se réserve, mais ni lui ni son lieu n'a de page pour cela. Il est laissé de côté.",
  'slot-url-malformed':
    "url n'est pas une URL http ou https absolue, sans fragment, sans identifiants de connexion et sans paramètre origin. Le créneau est laissé de côté.",
  'slot-walk-in-without-url':
    "Le créneau est sans rendez-vous et n'a pas de page. Il est envoyé sans, mais la certification en attend une sur chaque créneau.",
  'slot-reason-malformed':
    "Un motif n'est ni un texte ni un objet avec un code. Le créneau est envoyé sans lui.",
};
