import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type IdentifierDomain,
  parseFiness,
  parseNationalIdentifier,
  parseSiret,
} from './national-identifier.js';
import { isSasError } from './sas-error.js';

const structure = 'urn:oid:1.2.250.1.71.4.2.2';
const person = 'urn:oid:1.2.250.1.71.4.2.1';

function codeOf(parse: () => unknown): string {
  try {
    return `no error: ${JSON.stringify(parse())}`;
  } catch (error) {
    return isSasError(error) ? error.code : `not a SasError: ${String(error)}`;
  }
}

describe('parseNationalIdentifier of a structure', () => {
  it.each([
    {
      name: 'SIRET with prefix',
      input: '373282932000074',
      expected: { kind: 'siret', value: '373282932000074', checkDigit: 'valid' },
    },
    {
      name: 'SIRET without prefix',
      input: '73282932000074',
      expected: { kind: 'siret', value: '373282932000074', checkDigit: 'valid' },
    },
    {
      name: 'SIRET as people write it',
      input: ' 732 829 320\u00a000074\t',
      expected: { kind: 'siret', value: '373282932000074', checkDigit: 'valid' },
    },
    {
      name: 'SIRET with a wrong check digit: accepted, reported',
      input: '373282932000075',
      expected: { kind: 'siret', unprefixed: '73282932000075', checkDigit: 'invalid' },
    },
    {
      name: "SIRET of the guide's example",
      input: '334173748400020',
      expected: { kind: 'siret', unprefixed: '34173748400020', checkDigit: 'valid' },
    },
    {
      name: "SIRET of the guide's example, truncated with its prefix: accepted, reported",
      input: '33417374840002',
      expected: { kind: 'siret', value: '333417374840002', checkDigit: 'invalid' },
    },
    {
      name: 'SIRET of La Poste',
      input: '35600000001230',
      expected: { kind: 'siret', value: '335600000001230', checkDigit: 'valid' },
    },
    {
      name: '14 digits that start with 3 are a SIRET without prefix',
      input: '33417374840002',
      expected: { kind: 'siret', value: '333417374840002', unprefixed: '33417374840002' },
    },
    {
      name: '14 digits that start with 4 are a SIRET, not an RPPS rang',
      input: '41000345678600',
      expected: { kind: 'siret', value: '341000345678600' },
    },
    {
      name: '14 digits that start with 0 are a SIRET, not an ADELI rang',
      input: '07512345678901',
      expected: { kind: 'siret', value: '307512345678901' },
    },
    {
      name: '15 digits that start with 3 are a SIRET with prefix',
      input: '333417374840002',
      expected: { kind: 'siret', value: '333417374840002' },
    },
    {
      name: '15 digits that start with 4 are an RPPS rang',
      input: '410003456786001',
      expected: { kind: 'rpps-rang', value: '410003456786001', checkDigit: 'none' },
    },
    {
      name: 'RPPS rang of 13 digits with its prefix',
      input: '4100034567862',
      expected: { kind: 'rpps-rang', unprefixed: '100034567862' },
    },
    {
      name: 'FINESS with prefix',
      input: '1350000014',
      expected: { kind: 'finess', value: '1350000014', checkDigit: 'none' },
    },
    {
      name: 'FINESS without prefix',
      input: '350000014',
      expected: { kind: 'finess', value: '1350000014' },
    },
    {
      name: 'FINESS that starts with 1, without prefix',
      input: '130000014',
      expected: { kind: 'finess', value: '1130000014' },
    },
    {
      name: 'FINESS of Corsica, in lower case',
      input: '12a0000014',
      expected: { kind: 'finess', value: '12A0000014' },
    },
    {
      name: 'ADELI rang',
      input: '075123456701',
      expected: { kind: 'adeli-rang', value: '075123456701', checkDigit: 'none' },
    },
  ])('$name', ({ input, expected }) => {
    expect(parseNationalIdentifier(input, 'structure')).toMatchObject({
      ...expected,
      system: structure,
      typeCode: 'IDNST',
    });
  });
});

describe('parseNationalIdentifier of a person', () => {
  it.each([
    {
      name: 'RPPS with prefix',
      input: '810003456786',
      expected: { kind: 'rpps', value: '810003456786', checkDigit: 'valid' },
    },
    {
      name: 'RPPS without prefix',
      input: '100 0345 6786',
      expected: { kind: 'rpps', value: '810003456786', checkDigit: 'valid' },
    },
    {
      name: 'RPPS that starts with 8, without prefix',
      input: '81000345678',
      expected: { kind: 'rpps', value: '881000345678' },
    },
    {
      name: 'RPPS with a wrong check digit: accepted, reported',
      input: '810003456787',
      expected: { kind: 'rpps', unprefixed: '10003456787', checkDigit: 'invalid' },
    },
    {
      name: 'ADELI with prefix',
      input: '0751234567',
      expected: { kind: 'adeli', value: '0751234567', checkDigit: 'none' },
    },
    {
      name: 'ADELI without prefix',
      input: '751234567',
      expected: { kind: 'adeli', value: '0751234567' },
    },
    {
      name: 'ADELI that starts with 0, without prefix',
      input: '011234567',
      expected: { kind: 'adeli', value: '0011234567' },
    },
    {
      name: 'ADELI of Corsica, in lower case',
      input: '02b1234567',
      expected: { kind: 'adeli', value: '02B1234567' },
    },
    {
      name: 'staff of an establishment (CPE card)',
      input: '3456780581/11242343',
      expected: { kind: 'establishment', value: '3456780581/11242343', checkDigit: 'none' },
    },
    {
      name: "an establishment's own part keeps its case, the national part is upper-cased",
      input: '12a0000014/aBc-7',
      expected: { kind: 'establishment', value: '12A0000014/aBc-7' },
    },
  ])('$name', ({ input, expected }) => {
    expect(parseNationalIdentifier(input, 'person')).toMatchObject({
      ...expected,
      system: person,
      typeCode: 'IDNPS',
    });
  });
});

describe('a text that is not a national identifier', () => {
  it.each<{ name: string; input: string; domain: IdentifierDomain }>([
    { name: 'nothing', input: '', domain: 'structure' },
    { name: 'spaces', input: '   ', domain: 'person' },
    { name: 'a word', input: 'association', domain: 'structure' },
    { name: 'eight digits', input: '12345678', domain: 'structure' },
    { name: '16 digits', input: '3732829320000741', domain: 'structure' },
    {
      name: '15 digits with a prefix that does not exist',
      input: '573282932000074',
      domain: 'structure',
    },
    { name: 'a SIREN with its prefix', input: '3732829320', domain: 'structure' },
    { name: 'a UUID', input: '5f0c3a3e-0b5a-4c3e-8b5a-0123456789ab', domain: 'person' },
    { name: 'a SIRET where a person is expected', input: '373282932000074', domain: 'person' },
    { name: 'an RPPS where a structure is expected', input: '10003456786', domain: 'structure' },
    { name: 'dots', input: '732.829.320.00074', domain: 'structure' },
    { name: 'digits of another script', input: '٧٣٢٨٢٩٣٢٠٠٠٠٧٤', domain: 'structure' },
    { name: 'a letter that becomes two in upper case', input: 'ß0000014', domain: 'structure' },
    {
      name: 'a letter that becomes an ASCII letter in upper case',
      input: '2ı0000014',
      domain: 'structure',
    },
    { name: 'an establishment without its staff', input: '3456780581/', domain: 'person' },
    { name: 'a NUL within it', input: '3456780581/a\u0000b', domain: 'person' },
    { name: 'a zero-width space within it', input: '3456780581/a\u200bb', domain: 'person' },
    { name: 'a character that is not shown', input: '3456780581/a\u3164b', domain: 'person' },
    {
      name: "a space within an establishment's own part",
      input: '3456780581/112 42343',
      domain: 'person',
    },
    { name: 'two slashes', input: '3456780581/1/2', domain: 'person' },
    { name: 'a system before it', input: '3456780581/a|b', domain: 'person' },
    { name: 'a very long text', input: '3'.repeat(1_000_000), domain: 'structure' },
  ])('$name', ({ input, domain }) => {
    expect(codeOf(() => parseNationalIdentifier(input, domain))).toBe('SAS_IDENTIFIER_MALFORMED');
  });
});

describe('parseSiret and parseFiness', () => {
  it.each([
    { name: 'a SIRET', parse: parseSiret, input: '73282932000074', expected: '373282932000074' },
    { name: 'a FINESS', parse: parseFiness, input: '350000014', expected: '1350000014' },
  ])('read $name', ({ parse, input, expected }) => {
    expect(parse(input).value).toBe(expected);
    expect(parse(expected).value).toBe(expected);
  });

  it.each([
    { name: 'a FINESS is not a SIRET', parse: parseSiret, input: '1350000014' },
    { name: 'a SIRET is not a FINESS', parse: parseFiness, input: '73282932000074' },
    { name: 'an RPPS rang is not a SIRET', parse: parseSiret, input: '410003456786001' },
  ])('$name', ({ parse, input }) => {
    expect(codeOf(() => parse(input))).toBe('SAS_IDENTIFIER_MALFORMED');
  });
});

const digits = (least: number, most = least) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: least, maxLength: most });
const department = fc.constantFrom('01', '35', '75', '2A', '2B', '97', '9F');

const structures = fc.oneof(
  digits(14).map((rest) => `3${rest}`),
  fc.tuple(department, digits(7)).map(([first, rest]) => `1${first}${rest}`),
  // 13 digits after the prefix would make 14, which is a SIRET.
  fc.oneof(digits(12), digits(14)).map((rest) => `4${rest}`),
  fc.tuple(department, digits(8, 10)).map(([first, rest]) => `0${first}${rest}`),
);
const persons = fc.oneof(
  digits(11).map((rest) => `8${rest}`),
  fc.tuple(department, digits(7)).map(([first, rest]) => `0${first}${rest}`),
  digits(9).map((rest) => `3${rest}/${rest}`),
);

describe('any identifier', () => {
  it.each([
    { domain: 'structure', identifiers: structures },
    { domain: 'person', identifiers: persons },
  ] as const)(
    'of a $domain reads back as itself, with or without spaces',
    ({ domain, identifiers }) => {
      fc.assert(
        fc.property(identifiers, fc.array(fc.nat(20), { maxLength: 6 }), (value, gaps) => {
          const [national = '', ...own] = value.split('/');
          let head = national;
          for (const gap of gaps) head = `${head.slice(0, gap)} ${head.slice(gap)}`;
          const spaced = [head, ...own].join('/');
          const read = parseNationalIdentifier(spaced, domain);
          expect(read.value).toBe(value);
          expect(value.endsWith(read.unprefixed)).toBe(true);
          expect(parseNationalIdentifier(read.value, domain)).toEqual(read);
        }),
      );
    },
  );

  it.each(['structure', 'person'] as const)(
    'of a $0, from any text: one that reads back as itself, or the one error',
    (domain) => {
      const text = fc.oneof(
        fc.string({ unit: fc.nat(0x10ffff).map((code) => String.fromCodePoint(code)) }),
        fc.string({ unit: fc.constantFrom(...'01348 /|2AaBbßı\u00a0') }),
        fc.mixedCase(fc.oneof(structures, persons)),
      );
      fc.assert(
        fc.property(text, (input) => {
          let read: ReturnType<typeof parseNationalIdentifier>;
          try {
            read = parseNationalIdentifier(input, domain);
          } catch (error) {
            expect(isSasError(error) && error.code).toBe('SAS_IDENTIFIER_MALFORMED');
            return;
          }
          expect(parseNationalIdentifier(read.value, domain)).toEqual(read);
        }),
        { numRuns: 2000 },
      );
    },
  );
});
