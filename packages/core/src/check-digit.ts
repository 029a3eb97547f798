/** Whether the Luhn sum of all digits is a multiple of ten. Digits only. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    const weighted = i % 2 === 0 ? digit : digit * 2;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}

function digitSum(digits: string): number {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) sum += digits.charCodeAt(i) - 48;
  return sum;
}

/**
 * Whether the check digit of a 14-digit SIRET is right; `false` for any other text. The SIRETs of
 * La Poste follow a rule of their own.
 */
export function hasValidSiretCheckDigit(siret: string): boolean {
  if (!/^\d{14}$/.test(siret)) return false;
  if (siret.startsWith('356000000') && digitSum(siret) % 5 === 0) return true;
  return passesLuhn(siret);
}

/** Whether the check digit of an 11-digit RPPS is right; `false` for any other text. */
export function hasValidRppsCheckDigit(rpps: string): boolean {
  return /^\d{11}$/.test(rpps) && passesLuhn(rpps);
}
