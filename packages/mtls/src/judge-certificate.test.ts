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

const early = { ...whole, listedFrom: 51 };

/** Judges the chains at the instant 50. */
function judge(chains: readonly ChainAssessment[], isTolerated = (_: Fault) => false): Fault {
  const assessment = {
    version: 1,
    fingerprint: undefined,
    validity: undefined,
    subject: undefined,
    stranger: undefined,
  };
  return judgeCertificate({ ...assessment, chains }, 50, isTolerated);
}

describe('of one chain', () => {
  it.each<{ name: string; chain: ChainAssessment; code: Fault }>([
    { name: 'everything is valid', chain: whole, code: undefined },
    { name: 'a certificate is revoked', chain: revoked, code: 'SAS_CLIENT_CERTIFICATE_REVOKED' },
    { name: 'a list is missing', chain: unlisted, code: 'SAS_REVOCATION_LIST_MISSING' },
    { name: 'a list is past its date', chain: stale, code: 'SAS_REVOCATION_LIST_STALE' },
    { name: 'a list is not yet in force', chain: early, code: 'SAS_REVOCATION_LIST_STALE' },
    { name: 'a list comes into force now', chain: { ...whole, listedFrom: 50 }, code: undefined },
    { name: 'a list ends now', chain: { ...whole, listedTo: 50 }, code: undefined },
    {
      name: 'an authority is out of date',
      chain: outOfDate,
      code: 'SAS_CLIENT_CERTIFICATE_UNTRUSTED',
    },
    {
      name: 'an authority is not yet valid',
      chain: { ...whole, validFrom: 51 },
      code: 'SAS_CLIENT_CERTIFICATE_UNTRUSTED',
    },
  ])('$name', ({ chain, code }) => {
    expect(judge([chain])).toBe(code);
  });
});

describe('of several chains', () => {
  it.each<{ name: string; chains: readonly ChainAssessment[]; code: Fault }>([
    { name: 'one valid chain is enough', chains: [outOfDate, whole], code: undefined },
    {
      name: 'a tolerated missing list does not hide a revocation',
      chains: [unlisted, revoked],
      code: 'SAS_CLIENT_CERTIFICATE_REVOKED',
    },
    {
      name: 'a tolerated list past its date does not hide a revocation',
      chains: [revoked, stale],
      code: 'SAS_CLIENT_CERTIFICATE_REVOKED',
    },
    {
      name: 'a tolerated fault is better than an authority out of date',
      chains: [outOfDate, stale],
      code: 'SAS_REVOCATION_LIST_STALE',
    },
  ])('$name', ({ chains, code }) => {
    const isTolerated = (fault: Fault) =>
      fault === 'SAS_REVOCATION_LIST_MISSING' || fault === 'SAS_REVOCATION_LIST_STALE';
    expect(judge(chains, isTolerated)).toBe(code);
    expect(judge(chains.toReversed(), isTolerated)).toBe(code);
  });
});
