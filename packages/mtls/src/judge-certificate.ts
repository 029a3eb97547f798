import type { SasErrorCode } from '@sas-sos/core';
import type { PresentedAssessment } from './assess-presented.js';
import type { ChainAssessment } from './trust-store.js';

/** What is wrong with a certificate at an instant; `undefined` when it is valid. */
export type Fault = SasErrorCode | undefined;

/** Finds what is wrong with a certificate and its chains; does not check who the caller is. */
export function judgeCertificate(
  { validity, chains }: PresentedAssessment,
  now: number,
  isTolerated: (fault: Fault) => boolean,
): Fault {
  if (chains?.length === 0) return 'SAS_CLIENT_CERTIFICATE_UNTRUSTED';
  if (validity && now < validity.notBefore) return 'SAS_CLIENT_CERTIFICATE_EARLY';
  if (validity && now > validity.notAfter) return 'SAS_CLIENT_CERTIFICATE_EXPIRED';
  if (!chains) return undefined;
  const [first, ...others] = chains.map((chain) => judgeChain(chain, now));
  // One valid chain is enough: a renewed authority has an older certificate too.
  return others.reduce((best, fault) => toBetter(best, fault, isTolerated), first);
}

function judgeChain(chain: ChainAssessment, now: number): Fault {
  if (now < chain.validFrom || now > chain.validTo) return 'SAS_CLIENT_CERTIFICATE_UNTRUSTED';
  if (chain.isRevoked) return 'SAS_CLIENT_CERTIFICATE_REVOKED';
  if (!chain.isListed) return 'SAS_REVOCATION_LIST_MISSING';
  if (now < chain.listedFrom || now > chain.listedTo) return 'SAS_REVOCATION_LIST_STALE';
  return undefined;
}

function toBetter(left: Fault, right: Fault, isTolerated: (fault: Fault) => boolean): Fault {
  if (left === undefined || right === undefined) return undefined;
  // Tolerating a missing or stale list must never hide a revocation that another chain reports.
  if ([left, right].includes('SAS_CLIENT_CERTIFICATE_REVOKED')) {
    return 'SAS_CLIENT_CERTIFICATE_REVOKED';
  }
  if (isTolerated(left) !== isTolerated(right)) return isTolerated(left) ? left : right;
  return left === 'SAS_CLIENT_CERTIFICATE_UNTRUSTED' ? right : left;
}
