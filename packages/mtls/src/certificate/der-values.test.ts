import { describe, expect, it } from 'vitest';
import { readElement } from './der-element.js';
import { toObjectIdentifier, toSerial } from './der-values.js';

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
  ])('is written in dots: $name', ({ hex, dotted }) => {
    expect(toObjectIdentifier(elementOf(hex))).toBe(dotted);
  });

  it('is not read when it is so long that it costs time', () => {
    const content = Buffer.alloc(60_000, 0xff);
    const head = Buffer.from([0x06, 0x82, 60_000 >> 8, 60_000 & 0xff]);
    expect(() => toObjectIdentifier(readElement(Buffer.concat([head, content])))).toThrow();
  });
});

describe('a serial number', () => {
  it.each([
    { name: 'as it is', hex: '02024142', serial: '4142' },
    { name: 'with the zero of a high bit', hex: '020300ff01', serial: 'ff01' },
    { name: 'with zeroes too many', hex: '020400004142', serial: '4142' },
    { name: 'zero', hex: '020100', serial: '00' },
  ])('is the same number: $name', ({ hex, serial }) => {
    expect(toSerial(elementOf(hex))).toBe(serial);
  });
});
