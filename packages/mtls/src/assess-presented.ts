import { SasError } from '@sas-sos/core';
import type { CallerMatcher } from './caller.js';
import {
  type CallerSubject,
  type DistinguishedName,
  toCallerSubject,
} from './certificate/distinguished-name.js';
import { fingerprintOf, readCertificate } from './certificate/read-certificate.js';
import { toSubjectText } from './certificate/subject-text.js';
import type { PresentedCertificate } from './certificate-source.js';
import type { ChainAssessment, TrustStore } from './trust-store.js';

/** What holds for a certificate until the authorities or the lists are replaced. */
export interface PresentedAssessment {
  /** Version of the trust store that it was assessed against. */
  readonly version: number | undefined;
  readonly fingerprint: string | undefined;
  /** Dates of the certificate itself; absent when only its subject was passed on. */
  readonly validity: { readonly notBefore: number; readonly notAfter: number } | undefined;
  /** Chains to a trusted root; absent without a store, or without the whole certificate. */
  readonly chains: readonly ChainAssessment[] | undefined;
  /** Its subject, if that is one of the callers. */
  readonly subject: CallerSubject | undefined;
  /** The subject of any other caller, for logs; absent for a person's. */
  readonly stranger: string | undefined;
}

/**
 * Assesses the certificate that a source found, apart from its dates.
 *
 * @throws SasError `SAS_CLIENT_CERTIFICATE_UNREADABLE`.
 */
export function assessPresented(
  presented: PresentedCertificate,
  trust: TrustStore | undefined,
  isAdmitted: CallerMatcher,
): PresentedAssessment {
  const { raw, intermediates } = presented;
  const version = trust?.version;
  if (!raw) {
    const { fingerprint, subject = [] } = presented;
    const caller = toCaller(subject, isAdmitted);
    return { version, fingerprint, validity: undefined, chains: undefined, ...caller };
  }
  try {
    const certificate = readCertificate(raw);
    return {
      version,
      fingerprint: certificate.fingerprint,
      validity: certificate,
      chains: trust?.assess(raw, intermediates),
      ...toCaller(certificate.subject, isAdmitted),
    };
  } catch (cause) {
    throw new SasError('SAS_CLIENT_CERTIFICATE_UNREADABLE', { cause });
  }
}

/** SHA-256 of what was presented, readable or not. */
export function fingerprintOfPresented({
  raw,
  fingerprint,
}: PresentedCertificate): string | undefined {
  return raw ? fingerprintOf(raw) : fingerprint;
}

function toCaller(
  name: DistinguishedName,
  isAdmitted: CallerMatcher,
): Pick<PresentedAssessment, 'subject' | 'stranger'> {
  const subject = toCallerSubject(name);
  return subject && isAdmitted(subject)
    ? { subject, stranger: undefined }
    : { subject: undefined, stranger: toSubjectText(name) };
}
