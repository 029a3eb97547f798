import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { toElement } from './der-element.fixture.js';
import { tags } from './der-values.js';
import { readRevocationList } from './revocation-list.js';
import { runAtOnce } from './steps.js';

const hex = (text: string) => Buffer.from(text, 'hex');
const sequence = (...content: readonly Uint8Array[]) => toElement(tags.sequence, ...content);
const date = toElement(tags.utcTime, Buffer.from('260101000000Z'));
const keys = {
  ec: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  otherEc: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  ed25519: generateKeyPairSync('ed25519'),
  ed448: generateKeyPairSync('ed448'),
};
const algorithms = {
  'ECDSA with SHA-256': '06082a8648ce3d040302',
  'ECDSA with SHA-384': '06082a8648ce3d040303',
  'ECDSA with SHA-512': '06082a8648ce3d040304',
  'RSA with SHA-256': '06092a864886f70d01010b0500',
  'RSA with SHA-384': '06092a864886f70d01010c0500',
  'RSA with SHA-512': '06092a864886f70d01010d0500',
  'RSA with SHA-1': '06092a864886f70d0101050500',
  Ed25519: '06032b6570',
  Ed448: '06032b6571',
} as const;

interface Case {
  readonly algorithm: keyof typeof algorithms;
  readonly digest: string | undefined;
  readonly key: keyof typeof keys;
}

/** Creates a list with a long number of bytes, signed with a digest, that names an algorithm. */
function read({ algorithm, digest, key }: Case) {
  const identifier = sequence(hex(algorithms[algorithm]));
  const number = sequence(hex('0603551d14'), toElement(tags.octetString, hex('020101')));
  const entries = Array.from({ length: 1500 }, (_, index) =>
    sequence(toElement(tags.integer, Buffer.of(0x01, index >> 8, index & 0xff)), date),
  );
  const signed = sequence(
    toElement(tags.integer, hex('01')),
    ...[identifier, sequence(), date, date, sequence(...entries)],
    toElement(tags.context0, sequence(number)),
  );
  const signature = sign(digest, signed, keys[key].privateKey);
  const bits = toElement(tags.bitString, Buffer.of(0), signature);
  return readRevocationList(sequence(signed, identifier, bits));
}

const isSignedBy = (one: Case, key: KeyObject) => runAtOnce(read(one).isSignedBy(key));

describe('the signature of a revocation list', () => {
  it.each<Case>([
    { algorithm: 'ECDSA with SHA-256', digest: 'sha256', key: 'ec' },
    { algorithm: 'ECDSA with SHA-384', digest: 'sha384', key: 'ec' },
    { algorithm: 'ECDSA with SHA-512', digest: 'sha512', key: 'ec' },
    { algorithm: 'RSA with SHA-256', digest: 'sha256', key: 'rsa' },
    { algorithm: 'RSA with SHA-384', digest: 'sha384', key: 'rsa' },
    { algorithm: 'RSA with SHA-512', digest: 'sha512', key: 'rsa' },
    { algorithm: 'Ed25519', digest: undefined, key: 'ed25519' },
    { algorithm: 'Ed448', digest: undefined, key: 'ed448' },
  ])('is verified: $algorithm', (one) => {
    expect(isSignedBy(one, keys[one.key].publicKey)).toBe(true);
    for (const [name, { publicKey }] of Object.entries(keys)) {
      if (name !== one.key) expect(isSignedBy(one, publicKey)).toBe(false);
    }
  });

  it.each<Case>([
    { algorithm: 'ECDSA with SHA-256', digest: 'sha384', key: 'ec' },
    { algorithm: 'RSA with SHA-256', digest: 'sha256', key: 'ec' },
    { algorithm: 'ECDSA with SHA-256', digest: 'sha256', key: 'rsa' },
    { algorithm: 'Ed448', digest: undefined, key: 'ed25519' },
    { algorithm: 'RSA with SHA-1', digest: 'sha1', key: 'rsa' },
  ])('is not valid when made with $digest and $key, named $algorithm', (one) => {
    expect(isSignedBy(one, keys[one.key].publicKey)).toBe(false);
  });
});
