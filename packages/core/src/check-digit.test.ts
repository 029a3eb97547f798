import { describe, expect, it } from 'vitest';
import { hasValidRppsCheckDigit, hasValidSiretCheckDigit } from './check-digit.js';

describe('hasValidSiretCheckDigit', () => {
  it.each([
    { name: 'a Luhn sum that is a multiple of ten', input: '73282932000074', expected: true },
    { name: 'its last digit off by one', input: '73282932000075', expected: false },
    { name: 'two digits swapped', input: '73282923000074', expected: false },
    { name: "the guide's example", input: '34173748400020', expected: true },
    {
      name: "the guide's example, truncated with its prefix",
      input: '33417374840002',
      expected: false,
    },
    { name: 'La Poste, head office: Luhn', input: '35600000000048', expected: true },
    {
      name: 'La Poste: digits that add up to a multiple of 5',
      input: '35600000001230',
      expected: true,
    },
    { name: 'La Poste: neither', input: '35600000001231', expected: false },
    { name: 'the sum of La Poste, elsewhere', input: '35600001001239', expected: false },
    { name: 'thirteen digits', input: '7328293200007', expected: false },
    { name: 'the prefix still there', input: '373282932000074', expected: false },
    { name: 'a letter', input: '7328293200007A', expected: false },
    { name: 'nothing', input: '', expected: false },
  ])('$name', ({ input, expected }) => {
    expect(hasValidSiretCheckDigit(input)).toBe(expected);
  });
});

describe('hasValidRppsCheckDigit', () => {
  it.each([
    { name: 'a Luhn sum that is a multiple of ten', input: '10003456786', expected: true },
    { name: 'its last digit off by one', input: '10003456787', expected: false },
    { name: 'the prefix still there', input: '810003456786', expected: false },
    { name: 'nothing', input: '', expected: false },
  ])('$name', ({ input, expected }) => {
    expect(hasValidRppsCheckDigit(input)).toBe(expected);
  });
});
