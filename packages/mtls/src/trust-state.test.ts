import { createTestAuthority } from '@sas-sos/test-pki';
import { describe, expect, it } from 'vitest';
import { readCertificate } from './certificate/read-certificate.js';
import type { RevocationList } from './certificate/revocation-list.js';
import { standInCrl } from './stand-in-crl.js';
import { toIssuer } from './trust-material.js';
import { toTrustState } from './trust-state.js';

const now = Date.UTC(2026, 5, 1);
const period = { from: Date.UTC(2026, 0, 1), to: Date.UTC(2027, 0, 1) };
const root = createTestAuthority({ commonName: 'root', period });
const rawOf = (pem: string) => Buffer.from(pem.replace(/-----.*-----/g, ''), 'base64');
const authority = readCertificate(rawOf(root.cert));
const client = rawOf(root.issue({ subject: [['CN', 'a']], period, usage: 'client' }).cert);

/** A list of some bytes, in force from an instant. */
function list(thisUpdate: number, part: Partial<RevocationList> = {}): RevocationList {
  return {
    ...{ thisUpdate, nextUpdate: now + 1, raw: new Uint8Array(3), scope: [], signer: undefined },
    issuer: authority.subject,
    revoked: { size: 7, has: () => false },
    // biome-ignore lint/correctness/useYield: never called.
    *isSignedBy() {
      return true;
    },
    ...part,
  };
}

const stateOf = (...lists: readonly RevocationList[]) =>
  toTrustState({ authorities: [authority], lists: new Map([[toIssuer(authority), lists]]) }, now);

describe('the list of an authority that counts', () => {
  it.each([
    { name: 'the newest in force', given: [-2, -1, 1], expected: -1, until: 1 },
    { name: 'the newest in force, given first', given: [-1, -2], expected: -1, until: Infinity },
    { name: 'one that begins now', given: [-1, 0], expected: 0, until: Infinity },
    {
      name: 'the newest of those to come, if none is in force',
      given: [2, 1],
      expected: 2,
      until: 1,
    },
  ])('is $name', ({ given, expected, until }) => {
    const state = stateOf(...given.map((offset) => list(now + offset)));
    expect(state.until).toBe(now + until);
    expect(state.revocationLists.map(({ thisUpdate }) => thisUpdate - now)).toEqual([expected]);
    expect(state.assess(client)).toMatchObject([
      { isListed: true, isRevoked: false, listedFrom: now + expected, listedTo: now + 1 },
    ]);
  });

  it('is the first given of two that begin together', () => {
    const state = stateOf(list(now), list(now, { nextUpdate: now + 2 }));
    expect(state.revocationLists).toMatchObject([{ nextUpdate: now + 1 }]);
  });
});

describe('the state of a list', () => {
  it.each([
    { name: 'its CN', issuer: authority.subject, expected: 'root' },
    { name: 'nothing without a CN', issuer: [{ type: '2.5.4.10', value: 'O' }], expected: '' },
    {
      name: 'nothing if that is not text',
      issuer: [{ type: '2.5.4.3', value: undefined }],
      expected: '',
    },
  ])('names its authority by $name', ({ issuer, expected }) => {
    expect(stateOf(list(now, { issuer })).revocationLists).toEqual([
      { authority: expected, thisUpdate: now, nextUpdate: now + 1, revoked: 7 },
    ]);
  });
});

describe('the lists for the handshake', () => {
  it('are those of up to 256 KiB, and one of nobody if some are longer', () => {
    const small = stateOf(list(now, { raw: new Uint8Array(262_144) }));
    expect(small.handshakeCrl).toEqual(small.crl);
    const large = stateOf(list(now, { raw: new Uint8Array(262_145) }));
    expect([large.crl.length, large.handshakeCrl]).toEqual([1, [standInCrl]]);
  });
});
