import { describe, expect, it } from 'vitest';
import { toElement } from './der-element.fixture.js';
import { tags } from './der-values.js';
import { readRevocationList } from './revocation-list.js';

const hex = (text: string) => Buffer.from(text, 'hex');
const sequence = (...content: readonly Uint8Array[]) => toElement(tags.sequence, ...content);
const algorithm = hex('300a06082a8648ce3d040302');
const signature = toElement(tags.bitString, Buffer.alloc(9));
const date = toElement(tags.utcTime, Buffer.from('260101000000Z'));
const serial = toElement(tags.integer, hex('4142'));
const nothing = hex('0500');

/** Encodes an extension; `flag` is the byte of its critical flag, left out by default. */
function toExtension(type: string, value: string, flag?: string): Buffer {
  const octets = toElement(tags.octetString, hex(value));
  const critical = flag === undefined ? [] : [toElement(tags.boolean, hex(flag))];
  return sequence(toElement(tags.objectIdentifier, hex(type)), ...critical, octets);
}

const reasonType = '551d15';
const reason = (flag?: string) => toExtension(reasonType, '0a0101', flag);

interface ListParts {
  readonly entries?: readonly Uint8Array[];
  /** Extensions of the list, and elements after them. */
  readonly extensions?: readonly Uint8Array[];
  /** Elements after the signature. */
  readonly behind?: readonly Uint8Array[];
  readonly signature?: Uint8Array;
  /** Content of the version, hexadecimal. */
  readonly version?: string;
}

function read(parts: ListParts) {
  const { entries, extensions, behind = [], signature: bits = signature, version = '01' } = parts;
  const signed = sequence(
    toElement(tags.integer, hex(version)),
    algorithm,
    sequence(),
    date,
    date,
    ...(entries ? [sequence(...entries)] : []),
    ...(extensions ? [toElement(tags.context0, ...extensions)] : []),
  );
  return readRevocationList(sequence(signed, algorithm, bits, ...behind));
}

describe('an entry of a revocation list (RFC 5280, section 5.1.2.6)', () => {
  it.each([
    { name: 'a serial number and a date', entry: sequence(serial, date) },
    {
      name: 'a date of 2050',
      entry: sequence(serial, toElement(tags.generalizedTime, Buffer.from('20500101000000Z'))),
    },
    { name: 'a reason', entry: sequence(serial, date, sequence(reason())) },
    { name: 'a critical flag of false', entry: sequence(serial, date, sequence(reason('00'))) },
    // The date is never used; `openssl verify` accepts it too.
    { name: 'a malformed date', entry: sequence(serial, toElement(tags.utcTime, hex('61'))) },
  ])('is read: $name', ({ entry }) => {
    const { revoked } = read({ entries: [entry] });
    expect([revoked.size, revoked.has('4142'), revoked.has('4143')]).toEqual([1, true, false]);
  });

  it.each([
    { name: 'nothing', entry: sequence() },
    { name: 'no date', entry: sequence(serial) },
    { name: 'a number for a date', entry: sequence(serial, serial) },
    { name: 'no number', entry: sequence(toElement(tags.octetString, hex('4142')), date) },
    { name: 'an empty number', entry: sequence(toElement(tags.integer), date) },
    { name: 'a set instead of a sequence', entry: toElement(tags.set, serial, date) },
    { name: 'an element too many', entry: sequence(serial, date, sequence(reason()), nothing) },
    { name: 'another element instead of extensions', entry: sequence(serial, date, nothing) },
    { name: 'a byte too many', entry: sequence(serial, date, Buffer.of(0)) },
    {
      name: 'a date that reaches into what follows, which is an entry too',
      entry: Buffer.concat([
        sequence(serial, hex('170d')),
        sequence(toElement(tags.integer, hex('05')), toElement(tags.utcTime, Buffer.alloc(6))),
      ]),
    },
    { name: 'a critical reason', entry: sequence(serial, date, sequence(reason('ff'))) },
    { name: 'a flag that only BER allows', entry: sequence(serial, date, sequence(reason('01'))) },
    {
      name: 'an issuer other than that of the list',
      entry: sequence(serial, date, sequence(toExtension('551d1d', '3000', 'ff'))),
    },
    { name: 'a reason given twice', entry: sequence(serial, date, sequence(reason(), reason())) },
  ])('makes the list unreadable: $name', ({ entry }) => {
    const rest = sequence(toElement(tags.integer, hex('01')), date);
    expect(() => read({ entries: [rest, entry] })).toThrow(TypeError);
  });
});

describe('a revocation list', () => {
  const number = toExtension('551d14', '020101');

  it.each([
    { name: 'no entries', parts: {} },
    { name: 'an empty list of entries, which some authorities write', parts: { entries: [] } },
    { name: 'a number', parts: { extensions: [sequence(number)] } },
    {
      name: 'a number with a leading zero, which OpenSSL ignores too',
      parts: { extensions: [sequence(toExtension('551d14', '02020001'))] },
    },
  ])('is read: $name', ({ parts }) => {
    expect(read(parts).revoked.size).toBe(0);
  });

  it.each([
    { name: 'an element after the signature', parts: { behind: [nothing] } },
    { name: 'an element after the extensions', parts: { extensions: [sequence(number), nothing] } },
    {
      name: 'an element too many in an extension',
      parts: { extensions: [sequence(sequence(number.subarray(2), nothing))] },
    },
    {
      name: 'a flag that only BER allows',
      parts: { extensions: [sequence(toExtension('551d14', '020101', '01'))] },
    },
    {
      name: 'a flag of two bytes',
      parts: { extensions: [sequence(toExtension('551d14', '020101', '0000'))] },
    },
    { name: 'an empty version', parts: { version: '' } },
    { name: 'a version with a leading zero', parts: { version: '0001' } },
    {
      name: 'an unknown critical extension',
      parts: { extensions: [sequence(toExtension('551d15', '0a0101', 'ff'))] },
    },
    {
      name: 'a signature that is not a whole number of bytes',
      parts: { signature: toElement(tags.bitString, hex('0400')) },
    },
  ])('is refused with $name', ({ parts }) => {
    expect(() => read(parts)).toThrow(TypeError);
  });
});
