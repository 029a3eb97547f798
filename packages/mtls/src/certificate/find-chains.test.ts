import { X509Certificate } from 'node:crypto';
import { createTestAuthority, type TestAuthority, type TestExtension } from '@sas-sos/test-pki';
import { describe, expect, it } from 'vitest';
import { findChains } from './find-chains.js';
import { readCertificate } from './read-certificate.js';

const start = Date.UTC(2026, 0, 1);
const period = { from: start, to: start + 30 * 86_400_000 };
const read = ({ cert }: { readonly cert: string }) =>
  readCertificate(new X509Certificate(cert).raw);

/** Creates a chain of authorities, the root first. */
function createAuthorities(
  pathLengths: readonly (number | undefined)[],
  extensions: readonly TestExtension[] = [],
): TestAuthority[] {
  const authorities: TestAuthority[] = [];
  for (const [level, pathLength] of pathLengths.entries()) {
    const request = { commonName: `level ${level}`, period, pathLength };
    const above = authorities.at(-1);
    authorities.push(
      above ? above.issueAuthority({ ...request, extensions }) : createTestAuthority(request),
    );
  }
  return authorities;
}

function countChains(authorities: readonly TestAuthority[]): number {
  const lowest = authorities.at(-1) as TestAuthority;
  const client = lowest.issue({ subject: [['CN', 'a']], period, usage: 'client' });
  return findChains(read(client), authorities.map(read)).length;
}

describe('a path length (RFC 5280, section 4.2.1.9)', () => {
  it.each([
    { name: '0 above a client', pathLengths: [0], chains: 1 },
    { name: '0 above an authority', pathLengths: [0, undefined], chains: 0 },
    { name: '1 above an authority', pathLengths: [1, undefined], chains: 1 },
    { name: '1 above two authorities', pathLengths: [1, undefined, undefined], chains: 0 },
    { name: '0 in the middle, above a client', pathLengths: [undefined, 0], chains: 1 },
    { name: '0 in the middle, above another', pathLengths: [undefined, 0, undefined], chains: 0 },
    { name: '0 in the middle, above 0', pathLengths: [undefined, 0, 0], chains: 0 },
    { name: '1 in the middle, above 0', pathLengths: [undefined, 1, 0], chains: 1 },
  ])('of $name', ({ pathLengths, chains }) => {
    expect(countChains(createAuthorities(pathLengths))).toBe(chains);
  });
});

describe('an authority in the middle', () => {
  // Permits only names with C=FR: `openssl verify` applies this, critical or not.
  const onlyFrench = '3015a0133011a40f300d310b3009060355040613024652';
  it.each([
    { name: 'name constraints, not critical', type: '2.5.29.30', value: onlyFrench, chains: 0 },
    { name: 'a private extension', type: '1.2.250.1.71.4.2.5', value: '0500', chains: 1 },
  ])('with $name', ({ type, value, chains }) => {
    const extensions = [{ type, value: Buffer.from(value, 'hex') }];
    expect(countChains(createAuthorities([undefined, 0], extensions))).toBe(chains);
  });
});
