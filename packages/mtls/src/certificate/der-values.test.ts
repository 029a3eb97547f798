import { describe, expect, it } from 'vitest';
import { toElement } from './der-element.fixture.js';
import { readElement } from './der-element.js';
import { tags, toMilliseconds, toObjectIdentifier, toSerial } from './der-values.js';

const elementOf = (hex: string) => readElement(Buffer.from(hex, 'hex'));

describe('an object identifier', () => {
  it.each([
    { name: 'CN', hex: '0603550403', dotted: '2.5.4.3' },
    { name: 'RSA', hex: '06092a864886f70d01010b', dotted: '1.2.840.113549.1.1.11' },
    {
      name: 'a UUID (X.667)',
      hex: '06146983f09da7ebcfdee0c7a1a7b2c0948cc8f9d776',
      dotted: '2.25.329800735698586629295641978511506172918',
    },
  ])('is converted to dotted form: $name', ({ hex, dotted }) => {
    expect(toObjectIdentifier(elementOf(hex))).toBe(dotted);
  });

  it.each([
    { name: 'nothing', hex: '0600' },
    { name: 'a number that is cut short', hex: '0603551d80' },
    { name: 'a number with leading zeroes', hex: '0604551d8013' },
    { name: 'leading zeroes at its beginning', hex: '060380551d' },
  ])('is refused when it is not DER: $name', ({ hex }) => {
    expect(() => toObjectIdentifier(elementOf(hex))).toThrow(TypeError);
  });

  it('is refused when it is too long', () => {
    const content = Buffer.alloc(60_000, 0xff);
    const head = Buffer.from([0x06, 0x82, 60_000 >> 8, 60_000 & 0xff]);
    expect(() => toObjectIdentifier(readElement(Buffer.concat([head, content])))).toThrow();
  });
});

describe('a serial number', () => {
  it.each([
    { name: 'unchanged', hex: '02024142', serial: '4142' },
    { name: 'with the zero of a high bit', hex: '020300ff01', serial: '00ff01' },
    { name: 'zero', hex: '020100', serial: '00' },
    { name: 'negative', hex: '0202ff7f', serial: 'ff7f' },
    { name: 'negative, of one byte', hex: '0201ff', serial: 'ff' },
  ])('is the hexadecimal of its bytes: $name', ({ hex, serial }) => {
    expect(toSerial(elementOf(hex))).toBe(serial);
  });

  it.each([
    { name: 'nothing', hex: '0200' },
    { name: 'an extra leading zero', hex: '0203004142' },
    { name: 'two zeroes', hex: '02020000' },
    { name: 'an extra leading byte of a negative number', hex: '0202ff80' },
  ])('is refused in another form than that of DER: $name', ({ hex }) => {
    expect(() => toSerial(elementOf(hex))).toThrow(TypeError);
  });
});

describe('a time (RFC 5280, section 4.1.2.5)', () => {
  const timeOf = (tag: number, text: string) =>
    toMilliseconds(readElement(toElement(tag, Buffer.from(text))));

  it.each([
    { name: 'the last year of two digits', tag: tags.utcTime, text: '491231235959Z', year: 2049 },
    {
      name: 'the first year of the previous century',
      tag: tags.utcTime,
      text: '500101000000Z',
      year: 1950,
    },
    { name: 'the year 2000', tag: tags.utcTime, text: '000101000000Z', year: 2000 },
    {
      name: 'the end of the previous century',
      tag: tags.utcTime,
      text: '991231235959Z',
      year: 1999,
    },
    { name: 'four digits', tag: tags.generalizedTime, text: '20500101000000Z', year: 2050 },
  ])('is read in the right century: $name', ({ tag, text, year }) => {
    expect(new Date(timeOf(tag, text)).getUTCFullYear()).toBe(year);
  });

  it.each([
    {
      name: 'a two-digit year where four digits are required',
      tag: tags.generalizedTime,
      text: '490101000000Z',
    },
    {
      name: 'a four-digit year where two digits are required',
      tag: tags.utcTime,
      text: '20490101000000Z',
    },
    { name: 'no seconds', tag: tags.utcTime, text: '4901010000Z' },
    { name: 'an offset', tag: tags.utcTime, text: '490101000000+0100' },
    { name: 'a thirteenth month', tag: tags.utcTime, text: '491301000000Z' },
    { name: 'a thirtieth of February', tag: tags.utcTime, text: '490230000000Z' },
    { name: 'a 24th hour', tag: tags.utcTime, text: '490101240000Z' },
    {
      name: 'a two-digit year padded to four digits',
      tag: tags.generalizedTime,
      text: '00500101000000Z',
    },
    { name: 'no zone', tag: tags.utcTime, text: '490101000000' },
    { name: 'a string instead of a time', tag: tags.utf8String, text: '490101000000Z' },
  ])('is refused with $name', ({ tag, text }) => {
    expect(() => timeOf(tag, text)).toThrow(TypeError);
  });
});
