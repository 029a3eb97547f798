import type { SasErrorCode } from '@sas-sos/core';
import type { PresentedAssessment } from './assess-presented.js';
import type { ChainAssessment } from './trust-store.js';

/** What is wrong with a certificate at an instant; nothing when it is as it should be. */
export type Fault = SasErrorCode | undefined;

/** Tells what is wrong with a certificate itself and its chains; the caller is another matter. */
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
  // One chain that holds is enough: an authority that was renewed has an older one beside.
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
  // What is tolerated is not to know, and never to know better.
  if ([left, right].includes('SAS_CLIENT_CERTIFICATE_REVOKED')) {
    return 'SAS_CLIENT_CERTIFICATE_REVOKED';
  }
  if (isTolerated(left) !== isTolerated(right)) return isTolerated(left) ? left : right;
  return left === 'SAS_CLIENT_CERTIFICATE_UNTRUSTED' ? right : left;
}
