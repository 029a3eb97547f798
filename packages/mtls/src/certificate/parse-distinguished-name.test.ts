import { isSasError } from '@sas-sos/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DistinguishedName, toCallerSubject } from './distinguished-name.js';
import { parseDistinguishedName } from './parse-distinguished-name.js';

const commonName = '2.5.4.3';
const organizationalUnit = '2.5.4.11';

/** Escapes a value in one of the ways that RFC 4514 allows. */
function escapeValue(value: string, isHexadecimal: boolean): string {
  if (isHexadecimal) {
    return Buffer.from(value).toString('hex').replace(/../g, '\\$&');
  }
  return value
    .replace(/[\\"+,;<>]/g, '\\$&')
    .replaceAll('\0', '\\00')
    .replace(/^[ #]/, '\\$&')
    .replace(/(?<!^\\) $/, '\\ ');
}

const character = fc.nat(0x10ffff).map((code) => String.fromCodePoint(code));
const value = fc
  .string({ unit: character, minLength: 0, maxLength: 12 })
  .filter((text) => text.isWellFormed());
const separators = fc.stringMatching(/^[,+"\\;<>=#/ \0aO]{0,12}$/);
const attribute = fc.record({
  type: fc.constantFrom(commonName, organizationalUnit, '2.5.4.10', '1.2.3.4'),
  value: fc.oneof(value, separators),
});
const keywords: Record<string, string> = { [commonName]: 'CN', [organizationalUnit]: 'ou' };

function write(name: DistinguishedName, glue: readonly string[], hexadecimal: readonly boolean[]) {
  return name
    .map(({ type, value: text }, index) => {
      const escaped = escapeValue(text ?? '', hexadecimal[index % hexadecimal.length] ?? false);
      const separator = index === 0 ? '' : glue[index % glue.length];
      // Levels need not be kept: what matters is that no attribute is lost.
      return `${separator}${keywords[type] ?? type}=${escaped}`;
    })
    .join('');
}

describe('a distinguished name', () => {
  it('survives a round trip with any values (RFC 4514, section 2.4)', () => {
    fc.assert(
      fc.property(
        fc.array(attribute, { minLength: 1, maxLength: 5 }),
        fc.array(fc.constantFrom(',', '+'), { minLength: 1 }),
        fc.array(fc.boolean(), { minLength: 1 }),
        (name, glue, hexadecimal) => {
          expect(parseDistinguishedName(write(name, glue, hexadecimal))).toEqual(name);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('may have the keywords of RFC 4514 and those that proxies write', () => {
    const types = {
      ...{ CN: '2.5.4.3', commonName: '2.5.4.3', SN: '2.5.4.4', serialNumber: '2.5.4.5' },
      ...{ C: '2.5.4.6', L: '2.5.4.7', ST: '2.5.4.8', street: '2.5.4.9', O: '2.5.4.10' },
      ...{ OU: '2.5.4.11', organizationalUnit: '2.5.4.11', organizationalUnitName: '2.5.4.11' },
      ...{ title: '2.5.4.12', GN: '2.5.4.42', organizationIdentifier: '2.5.4.97' },
      ...{ UID: '0.9.2342.19200300.100.1.1', DC: '0.9.2342.19200300.100.1.25' },
      ...{ emailAddress: '1.2.840.113549.1.9.1', other: 'other', '2.5.4.3': '2.5.4.3' },
    };
    const text = Object.keys(types).map((name) => `${name}=a`);
    expect(parseDistinguishedName(text.join(',')).map(({ type }) => type)).toEqual(
      Object.values(types),
    );
  });

  it('has one OU, whatever characters it contains', () => {
    fc.assert(
      fc.property(fc.oneof(value, separators), (unit) => {
        const text = `CN=a,OU=${escapeValue(unit, false)}`;
        expect(toCallerSubject(parseDistinguishedName(text))).toEqual({
          commonName: 'a',
          organizationalUnit: unit,
        });
      }),
    );
  });

  it('is either read or refused with a code', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: character }), separators), (text) => {
        for (const input of [text, `CN=${text}`]) {
          try {
            parseDistinguishedName(input);
          } catch (error) {
            expect(isSasError(error)).toBe(true);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    { name: 'an escaped comma', text: 'OU=3\\2C1', expected: [[organizationalUnit, '3,1']] },
    { name: 'hexadecimal pairs of UTF-8', text: 'CN=\\C3\\A9', expected: [[commonName, 'é']] },
    { name: 'unescaped letters', text: 'CN=é', expected: [[commonName, 'é']] },
    {
      name: 'an empty value',
      text: 'CN=,OU=',
      expected: [
        [commonName, ''],
        [organizationalUnit, ''],
      ],
    },
    { name: 'an equals sign', text: 'CN=a=b', expected: [[commonName, 'a=b']] },
    { name: 'a keyword in lower case', text: 'cn=a', expected: [[commonName, 'a']] },
    { name: 'a long name', text: 'commonName=a', expected: [[commonName, 'a']] },
    { name: 'a number', text: '2.5.4.3=a', expected: [[commonName, 'a']] },
    {
      name: 'several attributes on one level',
      text: 'CN=a+OU=b',
      expected: [
        [commonName, 'a'],
        [organizationalUnit, 'b'],
      ],
    },
    { name: 'an unknown keyword', text: 'Foo=a', expected: [['foo', 'a']] },
  ])('accepts $name', ({ text, expected }) => {
    expect(parseDistinguishedName(text).map(({ type, value }) => [type, value])).toEqual(expected);
  });

  it.each([
    { name: 'nothing', text: '' },
    { name: 'no value', text: 'CN' },
    { name: 'a comma at the end', text: 'CN=a,' },
    { name: 'a space before a value', text: 'CN= a' },
    { name: 'a space after a value', text: 'CN=a ,OU=b' },
    { name: 'a space before a type', text: 'CN=a, OU=b' },
    { name: 'a semicolon (RFC 1779)', text: 'CN=a;OU=b' },
    { name: 'quotes (RFC 1779)', text: 'CN="a"' },
    { name: 'the prefix OID. (RFC 2253)', text: 'OID.2.5.4.3=a' },
    { name: 'the hexadecimal form', text: 'CN=#0C0161' },
    { name: 'a NUL', text: 'CN=a\0' },
    { name: 'half an escape', text: 'CN=a\\' },
    { name: 'an escape of a letter', text: 'CN=\\z' },
    { name: 'pairs that are not UTF-8', text: 'CN=\\C3' },
    { name: 'an overlong NUL', text: 'CN=\\C0\\80' },
    { name: 'half a surrogate pair', text: 'CN=\ud800' },
    { name: 'a number with a leading zero', text: '2.5.4.03=a' },
  ])('refuses $name', ({ text }) => {
    expect(() => parseDistinguishedName(text)).toThrow(
      expect.objectContaining({ code: 'SAS_PROXY_SUBJECT_MALFORMED' }),
    );
  });

  it.each([{ text: '/C=FR/CN=a' }, { text: '/CN=a,OU=b' }])(
    'refuses the slash form: $text',
    ({ text }) => {
      expect(() => parseDistinguishedName(text)).toThrow(
        expect.objectContaining({ code: 'SAS_PROXY_SUBJECT_LEGACY' }),
      );
    },
  );
});
