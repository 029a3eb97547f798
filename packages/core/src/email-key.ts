/**
 * Normalises an e-mail address for comparison: no surrounding spaces, Unicode's composed form
 * (NFC), lower case.
 *
 * Letters that merely look alike (full-width forms, Cyrillic) stay different: folding them would
 * make one person's address match another's. Only characters that Unicode itself considers
 * equivalent are merged, such as the Kelvin sign and K.
 */
export function toEmailKey(email: string): string {
  return email.trim().normalize('NFC').toLowerCase().normalize('NFC');
}
