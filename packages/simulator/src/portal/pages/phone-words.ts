/** Numbers of the departments overseas, which the rest of France dials with a zero. */
const departments = /^\+(?:262|590|594|596)([1-9]\d{8})$/;
/** Codes of the other territories, after the `+`. */
const territories = /^\+(508|681|687|689)(\d+)$/;

/** Writes a phone number as it is read out: `01 93 24 67 89`, `0262 16 19 01`. */
export function toSpokenPhone(phone: string): string {
  const digits = phone.replace(/[\s.-]/g, '');
  const [, mainland] = /^(?:\+33|0)([1-9]\d{8})$/.exec(digits) ?? [];
  if (mainland) return toPairs(`0${mainland}`);
  const [, overseas] = departments.exec(digits) ?? [];
  if (overseas) return `0${overseas.slice(0, 3)} ${toPairs(overseas.slice(3))}`;
  const [, code, number = ''] = territories.exec(digits) ?? [];
  return code ? `+${code} ${toPairs(number)}` : phone;
}

const toPairs = (digits: string): string => (digits.match(/\d{1,2}/g) ?? []).join(' ');
