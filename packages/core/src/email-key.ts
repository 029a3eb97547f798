/**
 * Brings an e-mail address into the one form in which two are compared: without spaces around it,
 * in Unicode's composed form (NFC), in lower case.
 *
 * Letters that merely look alike (full-width forms, Cyrillic) stay different: folding them would
 * make one person's address match another's. Only what Unicode itself holds to be one sign becomes
 * one, such as the Kelvin sign and K.
 */
export function toEmailKey(email: string): string {
  return email.trim().normalize('NFC').toLowerCase().normalize('NFC');
}
