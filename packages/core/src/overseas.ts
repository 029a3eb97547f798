/** Prefix of the postal code → time zone of the overseas territories where associations work. */
const zones: Readonly<Record<string, string>> = {
  '971': 'America/Guadeloupe',
  '972': 'America/Martinique',
  '973': 'America/Cayenne',
  '974': 'Indian/Reunion',
  '975': 'America/Miquelon',
  '976': 'Indian/Mayotte',
  '977': 'America/St_Barthelemy',
  '978': 'America/Marigot',
  '986': 'Pacific/Wallis',
  '987': 'Pacific/Tahiti',
  '988': 'Pacific/Noumea',
};

/** IANA name of the time zone of a French postal code; `undefined` on the mainland. */
export function overseasTimeZone(postalCode: string): string | undefined {
  return zones[postalCode.slice(0, 3)];
}
