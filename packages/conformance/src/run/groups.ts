import type { Text } from '../rule/text.js';

/** The groups, in the order of the official kit, then what is tried by hand. */
export const groups = {
  transport: { fr: 'Transport : TLS et mTLS', en: 'Transport: TLS and mTLS' },
  metadata: { fr: 'CapabilityStatement', en: 'CapabilityStatement' },
  'search-one-place': { fr: 'Créneaux : un lieu', en: 'Slots: one place' },
  'search-two-places': { fr: 'Créneaux : deux lieux', en: 'Slots: two places' },
  'search-both': { fr: 'Créneaux : deux associations', en: 'Slots: two associations' },
  profiles: { fr: 'Profils officiels', en: 'Official profiles' },
  accounts: { fr: 'Comptes de régulateurs', en: 'Regulator accounts' },
  'sign-on': { fr: 'Connexion', en: 'Sign-on' },
  appointments: { fr: 'Rendez-vous', en: 'Appointments' },
  declarations: { fr: 'Déclarations', en: 'Declarations' },
  associations: { fr: 'Associations et lieux', en: 'Associations and places' },
  'search-by-hand': { fr: 'À la main : recherches', en: 'By hand: searches' },
  'accounts-by-hand': { fr: 'À la main : comptes', en: 'By hand: accounts' },
  'sign-on-by-hand': { fr: 'À la main : connexion', en: 'By hand: sign-on' },
  'booking-by-hand': { fr: 'À la main : réservation', en: 'By hand: booking' },
} as const satisfies Readonly<Record<string, Text>>;

/** The name of a group. */
export type GroupName = keyof typeof groups;

/** The names, in order. */
export const groupNames = Object.keys(groups) as readonly GroupName[];

/** Whether the official kit has the group. */
export function isOfficialGroup(name: GroupName): boolean {
  return groupNames.indexOf(name) <= groupNames.indexOf('declarations');
}
