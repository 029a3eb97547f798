import { fingerprintOfPresented, type PresentedAssessment } from './assess-presented.js';
import type { PresentedCertificate } from './certificate-source.js';

/** Callers that come back over new connections, by their certificate. */
export interface KnownCallers {
  /** What was found of a certificate, as long as the store is at that version. */
  find(
    presented: PresentedCertificate,
    version: number | undefined,
  ): PresentedAssessment | undefined;
  /** Keeps what was found, if it is of one of the callers: strangers push nobody out. */
  keep(presented: PresentedCertificate, assessment: PresentedAssessment): void;
}

const mostKept = 16;

/** Remembers the few certificates that callers have, so that a new connection costs a hash. */
export function createKnownCallers(): KnownCallers {
  const kept = new Map<string, PresentedAssessment>();
  return {
    find(presented, version) {
      // What came along with it may make another chain, and is not part of the fingerprint.
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
