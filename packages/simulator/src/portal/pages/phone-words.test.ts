import { describe, expect, it } from 'vitest';
import { toSpokenPhone } from './phone-words.js';

describe('A phone number, as it is read out', () => {
  it.each([
    { phone: '+33193246789', expected: '01 93 24 67 89' },
    { phone: '02 99 00 00 01', expected: '02 99 00 00 01' },
    { phone: '0299000001', expected: '02 99 00 00 01' },
    { phone: '+262262161901', expected: '0262 16 19 01' },
    { phone: '+596696123456', expected: '0696 12 34 56' },
    { phone: '+687123456', expected: '+687 12 34 56' },
    { phone: '3624', expected: '3624' },
    { phone: '+32123456', expected: '+32123456' },
    { phone: 'sonner', expected: 'sonner' },
  ])('$phone', ({ phone, expected }) => {
    expect(toSpokenPhone(phone)).toBe(expected);
  });
});
