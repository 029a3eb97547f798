import { X509Certificate } from 'node:crypto';
import { createTestAuthority } from '@sas-sos/test-pki';
import { describe, expect, it } from 'vitest';
import { createTrustStore } from '../trust-store.js';
import { toElement } from './der-element.fixture.js';

const day = 86_400_000;
const start = Date.UTC(2026, 0, 1);
const period = { from: start, to: start + 365 * day };
const root = createTestAuthority({ commonName: 'ACR-EL-TEST', period });
const authority = root.issueAuthority({ commonName: 'ACI-EL-ORG-TEST', period });

const sequence = (...parts: readonly Uint8Array[]) => toElement(0x30, ...parts);
const uri = (text: string) => toElement(0x86, Buffer.from(text));
const point = (...names: readonly Uint8Array[]) => toElement(0xa0, toElement(0xa0, ...names));
const relative = (text: string) =>
  toElement(
    0xa0,
    toElement(0xa1, sequence(Buffer.from('0603550403', 'hex'), toElement(0x0c, Buffer.from(text)))),
  );
const [here, there] = [uri('http://a/1'), uri('http://a/2')];
const someReasons = toElement(0x81, Buffer.from('0560', 'hex'));
const otherIssuer = toElement(0xa2, toElement(0xa4, sequence()));

interface Case {
  readonly name: string;
  /** Content of each distribution point of the certificate. */
  readonly points: readonly (readonly Uint8Array[])[];
  /** Content of the issuing distribution point of the list; a list without one by default. */
  readonly scope?: readonly Uint8Array[] | undefined;
}

/** Assesses a certificate with a list of its authority. */
function assess({ points, scope }: Omit<Case, 'name'>, isRevoked = false) {
  const value = sequence(...points.map((content) => sequence(...content)));
  const client = authority.issue({
    subject: [['CN', 'a']],
    period,
    usage: 'client',
    extensions: points.length > 0 ? [{ type: '2.5.29.31', value }] : [],
  });
  const crl = [
    root.issueCrl({ revoked: [], period }),
    authority.issueCrl({
      revoked: isRevoked ? [client.serial] : [],
      period,
      extensions: scope ? [{ type: '2.5.29.28', value: sequence(...scope), isCritical: true }] : [],
    }),
  ];
  const ca = [root.cert, authority.cert];
  const trust = createTrustStore({ ca, crl }, { clock: { now: () => start + day } });
  return trust.assess(new X509Certificate(client.cert).raw)[0];
}

describe('a list that names where it is published (RFC 5280, section 5.2.5)', () => {
  it.each<Case>([
    { name: 'the place of the certificate', points: [[point(here)]], scope: [point(here)] },
    {
      name: 'one of the places of the certificate',
      points: [[point(there)], [point(here)]],
      scope: [point(here)],
    },
    {
      name: 'one of the addresses of a place',
      points: [[point(there, here)]],
      scope: [point(uri('http://a/3'), here)],
    },
    { name: 'a relative name', points: [[relative('1')]], scope: [relative('1')] },
    { name: 'no place, for a certificate that has one', points: [[point(here)]] },
    { name: 'nothing', points: [[point(here)]], scope: [] },
    {
      name: 'the place, beside one of another authority',
      points: [[point(there), otherIssuer], [point(here)]],
      scope: [point(here)],
    },
  ])('covers the certificate: $name', ({ points, scope }) => {
    expect(assess({ points, scope })).toMatchObject({ isListed: true, isRevoked: false });
  });

  it.each<Case>([
    { name: 'another place', points: [[point(there)]], scope: [point(here)] },
    { name: 'a place, for a certificate without one', points: [], scope: [point(here)] },
    { name: 'another relative name', points: [[relative('1')]], scope: [relative('2')] },
    {
      name: 'the same address as another kind',
      points: [[point(here)]],
      scope: [point(toElement(0x82, Buffer.from('http://a/1')))],
    },
    {
      name: 'a place whose lists another authority issues',
      points: [[point(here), otherIssuer]],
      scope: [point(here)],
    },
    {
      name: 'a place that has lists for some reasons only',
      points: [[point(here), someReasons]],
      scope: [point(here)],
    },
    {
      name: 'no place, when some places are for some reasons only',
      points: [[point(here), someReasons]],
    },
  ])('does not cover the certificate: $name', ({ points, scope }) => {
    expect(assess({ points, scope })).toMatchObject({ isListed: false, isRevoked: false });
    // What it revokes is revoked all the same.
    expect(assess({ points, scope }, true)?.isRevoked).toBe(true);
  });

  it.each([
    { name: "clients' certificates only", scope: [toElement(0x81, Buffer.from([0xff]))] },
    {
      name: "authorities' certificates only",
      scope: [point(here), toElement(0x82, Buffer.from([0xff]))],
    },
    { name: 'some reasons only', scope: [toElement(0x83, Buffer.from('0560', 'hex'))] },
    { name: 'those of other authorities too', scope: [toElement(0x84, Buffer.from([0xff]))] },
    { name: 'a place without a name', scope: [toElement(0xa0)] },
    { name: 'a place without an address', scope: [point()] },
    { name: 'two places', scope: [point(here), point(there)] },
  ])('is refused with $name', ({ scope }) => {
    expect(() => assess({ points: [[point(here)]], scope })).toThrow(
      expect.objectContaining({ code: 'SAS_OPTION_INVALID' }),
    );
  });

  it('covers a root too: one without the place is not covered by its own list', () => {
    const value = sequence(point(here));
    const extensions = [{ type: '2.5.29.28', value, isCritical: true }];
    const client = root.issue({
      subject: [['CN', 'a']],
      period,
      usage: 'client',
      extensions: [{ type: '2.5.29.31', value: sequence(sequence(point(here))) }],
    });
    const crl = root.issueCrl({ revoked: [], period, extensions });
    const trust = createTrustStore({ ca: root.cert, crl }, { clock: { now: () => start + day } });
    expect(trust.assess(new X509Certificate(client.cert).raw)).toMatchObject([{ isListed: false }]);
  });
});
