import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toPhoneNumber } from './phone-number.js';

// The pattern that the official tests use.
const official = /^(?:\+33|\+262|\+590|\+594|\+596)\d{9}$/;

describe('a number of mainland France', () => {
  it.each([
    { name: 'spaces', input: '01 93 24 67 89', expected: '+33193246789' },
    { name: 'digits alone', input: '0193246789', expected: '+33193246789' },
    { name: 'dots', input: '01.93.24.67.89', expected: '+33193246789' },
    { name: 'dashes', input: '01-93-24-67-89', expected: '+33193246789' },
    {
      name: 'typographic dashes',
      input: '01\u201193\u201324\u201467\u201089',
      expected: '+33193246789',
    },
    { name: 'slashes', input: '01/93/24/67/89', expected: '+33193246789' },
    {
      name: 'no-break spaces',
      input: '01\u00a093\u00a024\u00a067\u00a089',
      expected: '+33193246789',
    },
    {
      name: 'narrow no-break spaces',
      input: '01\u202f93\u202f24\u202f67\u202f89',
      expected: '+33193246789',
    },
    {
      name: 'spaces and a line break around it',
      input: '  01 93 24 67 89\r\n',
      expected: '+33193246789',
    },
    {
      name: 'direction marks from an address book',
      input: '\u202a01 93 24 67 89\u202c',
      expected: '+33193246789',
    },
    { name: 'brackets', input: '(01) 93 24 67 89', expected: '+33193246789' },
    { name: 'trunk prefix between brackets', input: '(0)1 93 24 67 89', expected: '+33193246789' },
    { name: 'mobile, 06', input: '06 12 34 56 78', expected: '+33612345678' },
    { name: 'mobile, 07', input: '07 81 23 45 67', expected: '+33781234567' },
    {
      name: 'mobile, 0695, mainland among the overseas 069',
      input: '06 95 12 34 56',
      expected: '+33695123456',
    },
    { name: 'mobile, 0638, next to Mayotte', input: '06 38 12 34 56', expected: '+33638123456' },
    { name: 'landline of the west, 02', input: '02 99 90 00 10', expected: '+33299900010' },
    { name: 'landline of the south-west, 05', input: '05 56 44 74 74', expected: '+33556447474' },
    { name: 'non-geographic number, 09', input: '09 72 10 10 10', expected: '+33972101010' },
    { name: 'non-geographic number, 0975', input: '09 75 10 10 10', expected: '+33975101010' },
    { name: 'service number, free', input: '0 800 123 456', expected: '+33800123456' },
    { name: 'service number, paid', input: '0826 46 91 91', expected: '+33826469191' },
    { name: 'country code', input: '+33 1 93 24 67 89', expected: '+33193246789' },
    {
      name: 'country code, between brackets',
      input: '(+33) 1 93 24 67 89',
      expected: '+33193246789',
    },
    { name: 'country code after 00', input: '0033193246789', expected: '+33193246789' },
    {
      name: 'country code after 00, spaces',
      input: '00 33 1 93 24 67 89',
      expected: '+33193246789',
    },
    { name: 'country code and (0)', input: '+33 (0)1 93 24 67 89', expected: '+33193246789' },
    { name: 'country code and ( 0 )', input: '+33 ( 0 ) 1 93 24 67 89', expected: '+33193246789' },
    { name: 'country code after 00 and (0)', input: '0033(0)193246789', expected: '+33193246789' },
    {
      name: 'country code and trunk prefix left in',
      input: '+33 01 93 24 67 89',
      expected: '+33193246789',
    },
    {
      name: 'country code after 00 and trunk prefix left in',
      input: '00330193246789',
      expected: '+33193246789',
    },
    {
      name: 'a landline of the mainland next to an overseas range',
      input: '+33 2 61 91 00 10',
      expected: '+33261910010',
    },
  ])('$name', ({ input, expected }) => {
    expect(toPhoneNumber(input)).toBe(expected);
    expect(expected).toMatch(official);
  });
});

describe('an overseas number with the country code of the mainland', () => {
  it.each([
    { name: 'Réunion', input: '+33 262 20 10 10', expected: '+262262201010' },
    { name: 'Guadeloupe, 00', input: '0033 590 90 10 10', expected: '+590590901010' },
    { name: 'Réunion, mobile, (0)', input: '+33 (0)692 12 34 56', expected: '+262692123456' },
    { name: 'Guyane', input: '+33 594 30 10 10', expected: '+594594301010' },
    { name: 'Martinique', input: '+33 5 96 70 10 10', expected: '+596596701010' },
    { name: 'Mayotte, mobile', input: '+33 639 12 34 56', expected: '+262639123456' },
    { name: 'Mayotte, trunk prefix left', input: '+33 0269 61 10 10', expected: '+262269611010' },
    { name: 'Guadeloupe, non-geographic', input: '+33 9 76 01 10 10', expected: '+590976011010' },
    { name: 'Saint-Pierre', input: '+33 508 41 10 10', expected: '+508411010' },
    { name: 'Saint-Pierre, mobile', input: '+33 7 08 40 12 34', expected: '+508708401234' },
  ])('$name', ({ input, expected }) => {
    expect(toPhoneNumber(input)).toBe(expected);
  });
});

describe('a number of the overseas departments', () => {
  it.each([
    { name: 'Réunion, landline 0262', input: '0262 20 10 10', expected: '+262262201010' },
    { name: 'Réunion, landline 0263', input: '0263 10 10 10', expected: '+262263101010' },
    { name: 'Réunion, mobile 0692', input: '06 92 12 34 56', expected: '+262692123456' },
    { name: 'Réunion, mobile 0693', input: '06 93 12 34 56', expected: '+262693123456' },
    { name: 'Réunion, mobile 07092', input: '07 09 21 23 45', expected: '+262709212345' },
    { name: 'Réunion, 09399', input: '09 39 90 12 34', expected: '+262939901234' },
    { name: 'Réunion, 09479', input: '09 47 91 23 45', expected: '+262947912345' },
    { name: 'Réunion, 09762', input: '09 76 21 23 45', expected: '+262976212345' },
    { name: 'Mayotte, landline 0269', input: '0269 61 10 10', expected: '+262269611010' },
    { name: 'Mayotte, mobile 0639', input: '06 39 12 34 56', expected: '+262639123456' },
    { name: 'Mayotte, mobile 07093', input: '07 09 35 12 34', expected: '+262709351234' },
    { name: 'Mayotte, 09478', input: '09 47 80 12 34', expected: '+262947801234' },
    { name: 'Mayotte, 09769', input: '09 76 90 12 34', expected: '+262976901234' },
    { name: 'Guadeloupe, landline 0590', input: '0590 91 11 11', expected: '+590590911111' },
    { name: 'Guadeloupe, mobile 0690', input: '06 90 12 34 56', expected: '+590690123456' },
    { name: 'Guadeloupe, mobile 0691', input: '06 91 22 34 56', expected: '+590691223456' },
    { name: 'Guadeloupe, mobile 07090', input: '07 09 01 23 45', expected: '+590709012345' },
    { name: 'Guadeloupe, 09475', input: '09 47 51 23 45', expected: '+590947512345' },
    { name: 'Guadeloupe, 09760', input: '09 76 01 23 45', expected: '+590976012345' },
    { name: 'Saint-Martin, landline 0590', input: '05 90 87 12 34', expected: '+590590871234' },
    { name: 'Saint-Barthélemy, landline 0590', input: '05 90 27 12 34', expected: '+590590271234' },
    { name: 'Guyane, landline 0594', input: '0594 30 10 10', expected: '+594594301010' },
    { name: 'Guyane, mobile 0694', input: '06 94 20 12 34', expected: '+594694201234' },
    { name: 'Guyane, mobile 07093', input: '07 09 31 23 45', expected: '+594709312345' },
    { name: 'Guyane, 09476', input: '09 47 61 23 45', expected: '+594947612345' },
    { name: 'Guyane, 09764', input: '09 76 41 23 45', expected: '+594976412345' },
    { name: 'Martinique, landline 0596', input: '0596 60 60 60', expected: '+596596606060' },
    { name: 'Martinique, mobile 0696', input: '06 96 20 12 34', expected: '+596696201234' },
    { name: 'Martinique, mobile 0697', input: '06 97 20 12 34', expected: '+596697201234' },
    { name: 'Martinique, mobile 07091', input: '07 09 11 23 45', expected: '+596709112345' },
    { name: 'Martinique, 09477', input: '09 47 71 23 45', expected: '+596947712345' },
    { name: 'Martinique, 09766', input: '09 76 61 23 45', expected: '+596976612345' },
    { name: 'Réunion, country code', input: '+262 262 20 10 10', expected: '+262262201010' },
    {
      name: 'Réunion, country code and trunk prefix left in',
      input: '+262 0262 20 10 10',
      expected: '+262262201010',
    },
    {
      name: 'Mayotte, country code after 00',
      input: '00262 269 61 10 10',
      expected: '+262269611010',
    },
    {
      name: 'Guadeloupe, country code and (0)',
      input: '+590 (0)590 91 11 11',
      expected: '+590590911111',
    },
    { name: 'Guyane, country code', input: '+594594301010', expected: '+594594301010' },
    { name: 'Martinique, country code', input: '+596 696 20 12 34', expected: '+596696201234' },
  ])('$name', ({ input, expected }) => {
    expect(toPhoneNumber(input)).toBe(expected);
    expect(expected).toMatch(official);
  });
});

describe('a number of the other territories, and of other countries', () => {
  it.each([
    ...['40', '45', '50', '56'].map((range) => ({
      name: `a mobile of Saint-Pierre, 0708 ${range}`,
      input: `0708 ${range} 12 34`,
      expected: `+508708${range}1234`,
    })),
    ...['39', '46', '49', '57'].map((range) => ({
      name: `a mobile of the mainland, 0708 ${range}`,
      input: `0708 ${range} 12 34`,
      expected: `+33708${range}1234`,
    })),
    {
      name: 'Saint-Pierre-et-Miquelon, country code',
      input: '+508 41 00 06',
      expected: '+508410006',
    },
    {
      name: 'Saint-Pierre-et-Miquelon, as dialled from France',
      input: '0508 41 00 06',
      expected: '+508410006',
    },
    {
      name: 'Saint-Pierre-et-Miquelon, nine digits',
      input: '+508 708 41 00 06',
      expected: '+508708410006',
    },
    { name: 'Wallis-et-Futuna', input: '+681 72 07 00', expected: '+681720700' },
    { name: 'Nouvelle-Calédonie', input: '+687 29 00 05', expected: '+687290005' },
    { name: 'Nouvelle-Calédonie, after 00', input: '00687 29 00 05', expected: '+687290005' },
    { name: 'Polynésie', input: '+689 40 90 00 04', expected: '+68940900004' },
    { name: 'Monaco', input: '+377 93 15 99 00', expected: '+37793159900' },
    { name: 'Belgium', input: '+32 2 123 45 67', expected: '+3221234567' },
    {
      name: 'Italy, whose first zero is dialled',
      input: '+39 06 1234 5678',
      expected: '+390612345678',
    },
  ])('$name', ({ input, expected }) => {
    expect(toPhoneNumber(input)).toBe(expected);
  });
});

describe('a number that cannot be called from abroad', () => {
  it.each([
    { name: 'nothing', input: '' },
    { name: 'spaces', input: '   ' },
    { name: 'a plus alone', input: '+' },
    { name: 'the SAMU', input: '15' },
    { name: 'the emergency number', input: '112' },
    { name: 'SOS Médecins', input: '3624' },
    { name: 'a short number after the country code', input: '+33 3624' },
    { name: 'nine digits', input: '01 93 24 67 8' },
    { name: 'eleven digits', input: '01 93 24 67 89 0' },
    { name: 'the first zero lost', input: '193246789' },
    { name: 'a country code without plus', input: '33193246789' },
    { name: 'eight digits after +33', input: '+33 1 93 24 67 8' },
    { name: 'ten digits after +33', input: '+33 1 93 24 67 890' },
    { name: 'two trunk prefixes after +33', input: '+33 00 93 24 67 89' },
    { name: 'an overseas number without its first digits', input: '+262 20 10 10' },
    { name: 'seven digits after +508', input: '+508 41 00 061' },
    { name: 'six digits after +689', input: '+689 90 00 04' },
    { name: 'a country code that starts with zero', input: '+0 193 24 67 89' },
    { name: 'seven digits abroad', input: '+32 12 345' },
    { name: 'sixteen digits abroad', input: '+32 12345678901234' },
    { name: 'two plus signs', input: '++33193246789' },
    { name: 'a plus in the middle', input: '01 93+24 67 89' },
    { name: 'two numbers', input: '01 93 24 67 89 / 06 12 34 56 78' },
    { name: 'two numbers with their country codes', input: '+33193246789 / +33612345678' },
    { name: 'letters', input: '01 93 24 67 8O' },
    { name: 'a word before it', input: 'Tél. 01 93 24 67 89' },
    { name: 'an extension', input: '01 93 24 67 89 poste 12' },
    { name: 'a comment', input: '01 93 24 67 89 (nuit)' },
    { name: 'a tel: address', input: 'tel:+33193246789' },
    { name: 'digits of another script', input: '٠١٩٣٢٤٦٧٨٩' },
    { name: 'a very long text', input: '0'.repeat(1_000_000) },
  ])('$name', ({ input }) => {
    expect(toPhoneNumber(input)).toBeUndefined();
  });
});

describe('any text', () => {
  it('is an E.164 number that reads back as itself, or undefined', () => {
    const text = fc.oneof(
      fc.string({ unit: fc.nat(0x10ffff).map((code) => String.fromCodePoint(code)) }),
      fc.string({ unit: fc.constantFrom(...'00112356789+ ().-'), maxLength: 24 }),
    );
    fc.assert(
      fc.property(text, (input) => {
        const number = toPhoneNumber(input);
        if (number === undefined) return;
        expect(number).toMatch(/^\+[1-9]\d{7,14}$/);
        expect(toPhoneNumber(number)).toBe(number);
      }),
      { numRuns: 5000 },
    );
  });

  it('of ten digits with a single leading zero is a number of nine, or one of Saint-Pierre', () => {
    const national = fc.integer({ min: 100_000_000, max: 999_999_999 });
    fc.assert(
      fc.property(national, (significant) => {
        // Landlines after 0508, whose number is shorter, and mobiles.
        const isOfSaintPierre = /^(?:508|708(?:4[0-5]|5[0-6]))/.test(`${significant}`);
        const number = toPhoneNumber(`0${significant}`);
        if (isOfSaintPierre) {
          if (number !== undefined) expect(number).toMatch(/^\+508(?:\d{6}|\d{9})$/);
        } else {
          expect(number).toMatch(official);
          expect(number?.endsWith(`${significant}`)).toBe(true);
        }
      }),
      { numRuns: 2000, examples: [[708_400_000], [708_459_999], [708_460_000], [508_123_456]] },
    );
  });
});
