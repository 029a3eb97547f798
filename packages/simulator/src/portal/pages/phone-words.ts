/** Codes of the overseas territories, after the `+`. */
const overseas = /^\+(262|508|590|594|596|681|687|689)(\d+)$/;

/** Writes a phone number as it is read out: `01 93 24 67 89`, `+262 262 16 19 01`. */
export function toSpokenPhone(phone: string): string {
  const digits = phone.replace(/[\s.-]/g, '');
  const [, mainland] = /^(?:\+33|0)([1-9]\d{8})$/.exec(digits) ?? [];
  if (mainland) return toPairs(`0${mainland}`);
  const [, code, number = ''] = overseas.exec(digits) ?? [];
  if (!code) return phone;
  const isLong = number.length === 9;
  return isLong
    ? `+${code} ${number.slice(0, 3)} ${toPairs(number.slice(3))}`
    : `+${code} ${toPairs(number)}`;
}

const toPairs = (digits: string): string => (digits.match(/\d{1,2}/g) ?? []).join(' ');
