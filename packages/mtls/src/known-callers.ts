import { fingerprintOfPresented, type PresentedAssessment } from './assess-presented.js';
import type { PresentedCertificate } from './certificate-source.js';

/** A cache of callers that open new connections, by their certificate. */
export interface KnownCallers {
  /** Returns the assessment of a certificate if it was made with that version of the store. */
  find(
    presented: PresentedCertificate,
    version: number | undefined,
  ): PresentedAssessment | undefined;
  /** Keeps an assessment if it is of one of the callers, so that strangers evict nobody. */
  keep(presented: PresentedCertificate, assessment: PresentedAssessment): void;
}

const mostKept = 16;

/** Caches the few certificates that callers use, so that a new connection costs only a hash. */
export function createKnownCallers(): KnownCallers {
  const kept = new Map<string, PresentedAssessment>();
  return {
    find(presented, version) {
      // Authorities sent with it may make other chains, and are not part of the fingerprint.
      if (!presented.raw || presented.intermediates?.length) return undefined;
      const assessment = kept.get(fingerprintOfPresented(presented) ?? '');
      return assessment?.version === version ? assessment : undefined;
    },
    keep({ raw, intermediates }, assessment) {
      const { fingerprint, subject, chains } = assessment;
      if (!raw || intermediates?.length || !subject || chains?.length === 0) return;
      if (fingerprint === undefined) return;
      const [oldest] = kept.keys();
      if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest);
      kept.set(fingerprint, assessment);
    },
  };
}
