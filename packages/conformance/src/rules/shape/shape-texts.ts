import type { Text } from '../../rule/text.js';

/** What is wrong with the form of an element. */
export const shapeTexts = {
  list: {
    fr: 'Cet élément doit être une liste.',
    en: 'This element must be a list.',
  },
  emptyList: {
    fr: 'Une liste ne doit pas être vide : retirez-la.',
    en: 'A list must not be empty: remove it.',
  },
  object: {
    fr: 'Cet élément doit être un objet.',
    en: 'This element must be an object.',
  },
  emptyObject: {
    fr: 'Un objet ne doit pas être vide : retirez-le.',
    en: 'An object must not be empty: remove it.',
  },
  unknown: {
    fr: 'Cet élément n’existe pas dans FHIR R4 à cet endroit.',
    en: 'FHIR R4 has no such element in this place.',
  },
  missing: { fr: 'Cet élément manque.', en: 'This element is missing.' },
  narrative: {
    fr: 'Un texte de présentation a un statut (status) et un contenu (div).',
    en: 'A narrative has a status and a content (div).',
  },
  extensionUrl: {
    fr: 'L’adresse de l’extension manque.',
    en: 'The address of the extension is missing.',
  },
  extensionValue: {
    fr: 'Une extension porte une valeur ou des extensions, et une seule valeur.',
    en: 'An extension has a value or extensions, and a single value.',
  },
  null: {
    fr: '« null » n’a pas de sens ici : retirez l’élément.',
    en: '`null` has no meaning here: remove the element.',
  },
  emptyText: {
    fr: 'Un texte ne doit pas être vide : retirez-le.',
    en: 'A text must not be empty: remove it.',
  },
  deep: {
    fr: 'Aucune ressource de ces flux n’est si profonde.',
    en: 'No resource of these flows is so deep.',
  },
  empty: {
    fr: 'Cet élément ne doit pas être vide : retirez-le.',
    en: 'This element must not be empty: remove it.',
  },
} as const satisfies Readonly<Record<string, Text>>;
