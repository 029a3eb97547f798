import { describe, expect, it } from 'vitest';
import {
  checkSingle,
  decodePercent,
  readBase64,
  readPem,
  readPemChain,
} from './certificate-text.js';

const malformed = expect.objectContaining({ code: 'SAS_PROXY_HEADER_MALFORMED' });
const repeated = expect.objectContaining({ code: 'SAS_PROXY_HEADER_REPEATED' });
const longest = 65_536;

const block = (base64: string) =>
  `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`;

describe('readBase64', () => {
  it.each([
    { text: 'YQ==', expected: 'a' },
    { text: 'YWI=', expected: 'ab' },
    { text: 'YWJj', expected: 'abc' },
  ])('reads $text', ({ text, expected }) => {
    expect(readBase64(text).toString()).toBe(expected);
  });

  it('reads as much as a header may hold', () => {
    expect(readBase64('A'.repeat(longest))).toHaveLength(49_152);
    expect(() => readBase64('A'.repeat(longest + 4))).toThrow(malformed);
  });

  // Bits after the last byte that are not zero, too: two texts must not be one certificate.
  it.each(['', 'YQ', 'YQ=', 'YR==', 'YWJ=', 'YW Jj', 'YWJj\n', '-_-_', 'YQ==YQ=='])(
    'refuses %j',
    (text) => {
      expect(() => readBase64(text)).toThrow(malformed);
    },
  );
});

describe('readPemChain', () => {
  const chainOf = (length: number) => readPemChain(block('YWJj').repeat(length));

  it('reads one certificate to six, with space around', () => {
    expect(chainOf(1)).toHaveLength(1);
    expect(chainOf(6).map((bytes) => Buffer.from(bytes).toString())).toEqual(Array(6).fill('abc'));
    expect(readPemChain(`\n ${block('YW\nJj')} `).map(String)).toEqual(['abc']);
  });

  it.each([
    { name: 'none', text: '' },
    { name: 'spaces', text: ' \n' },
    { name: 'seven', text: block('YWJj').repeat(7) },
    { name: 'text before', text: `a${block('YWJj')}` },
    { name: 'text between', text: `${block('YWJj')}a${block('YWJj')}` },
    { name: 'text after', text: `${block('YWJj')}a` },
    { name: 'no base64', text: block('YW') },
    { name: 'too much', text: `${block('YWJj')}${' '.repeat(longest)}` },
  ])('refuses $name', ({ text }) => {
    expect(() => readPemChain(text)).toThrow(malformed);
  });

  it('is for one certificate alone in readPem', () => {
    expect(String(readPem(block('YWJj')))).toBe('abc');
    expect(() => readPem(block('YWJj').repeat(2))).toThrow(repeated);
  });
});

describe('checkSingle', () => {
  it('returns a value as it is, unless it has a comma or is too long', () => {
    expect(checkSingle('x'.repeat(longest))).toHaveLength(longest);
    expect(() => checkSingle('x'.repeat(longest + 1))).toThrow(malformed);
    expect(() => checkSingle('a,b')).toThrow(repeated);
  });
});

describe('decodePercent', () => {
  it('decodes what is escaped, and keeps a plus', () => {
    expect(decodePercent('a%2Bb+c%C3%A9')).toBe('a+b+cé');
    expect(decodePercent('x'.repeat(longest))).toHaveLength(longest);
  });

  it.each(['%', '%zz', '%C3', 'x'.repeat(longest + 1)])('refuses %.10s', (text) => {
    expect(() => decodePercent(text)).toThrow(malformed);
  });

  it('refuses with the cause', () => {
    const cause = expect.any(URIError);
    expect(() => decodePercent('%')).toThrow(expect.objectContaining({ cause }));
  });
});
