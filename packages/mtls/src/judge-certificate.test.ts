import { describe, expect, it } from 'vitest';
import { type Fault, judgeCertificate } from './judge-certificate.js';
import type { ChainAssessment } from './trust-store.js';

const whole: ChainAssessment = {
  validFrom: 0,
  validTo: 100,
  isRevoked: false,
  isListed: true,
  listedFrom: 0,
  listedTo: 100,
};
const revoked = { ...whole, isRevoked: true };
const unlisted = { ...whole, isListed: false };
const stale = { ...whole, listedTo: 1 };
const outOfDate = { ...whole, validTo: 1 };

describe('of several chains', () => {
  it.each<{ name: string; chains: readonly ChainAssessment[]; code: Fault }>([
    { name: 'one that holds is enough', chains: [outOfDate, whole], code: undefined },
    {
      name: 'a missing list that is tolerated does not hide a revocation',
      chains: [unlisted, revoked],
      code: 'SAS_CLIENT_CERTIFICATE_REVOKED',
    },
    {
      name: 'a list past its date that is tolerated does not hide one',
      chains: [revoked, stale],
      code: 'SAS_CLIENT_CERTIFICATE_REVOKED',
    },
    {
      name: 'what is tolerated is better than an authority out of date',
      chains: [outOfDate, stale],
      code: 'SAS_REVOCATION_LIST_STALE',
    },
  ])('$name', ({ chains, code }) => {
    const assessment = {
      version: 1,
      fingerprint: undefined,
      validity: undefined,
      subject: undefined,
      chains,
    };
    const isTolerated = (fault: Fault) =>
      fault === 'SAS_REVOCATION_LIST_MISSING' || fault === 'SAS_REVOCATION_LIST_STALE';
    expect(judgeCertificate(assessment, 50, isTolerated)).toBe(code);
    expect(judgeCertificate({ ...assessment, chains: chains.toReversed() }, 50, isTolerated)).toBe(
      code,
    );
  });
});
