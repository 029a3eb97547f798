import type { PresentedCertificate } from '../certificate-source.js';

/** Reads a header by its lower-case name; `null` when it is not there. */
export type HeaderReader = (name: string) => string | null;

/** How a kind of proxy passes client certificates on. */
export interface ProxyPreset {
  /** Headers that the proxy writes, in lower case: what is refused from anywhere else. */
  readonly headers: readonly string[];
  /** Whether the proxy may pass on what it did not verify, so that the chain is left to us. */
  readonly leavesChainToUs: boolean;
  /** Whether it passes on a subject only, of which dates and chain cannot be checked. */
  readonly isSubjectOnly: boolean;
  /**
   * Reads what the proxy wrote.
   *
   * @returns nothing when the caller presented no certificate
   * @throws SasError `SAS_PROXY_HEADER_MALFORMED`, `SAS_PROXY_HEADER_REPEATED`,
   *   `SAS_PROXY_SUBJECT_LEGACY` or `SAS_PROXY_SUBJECT_MALFORMED`
   */
  read(header: HeaderReader): PresentedCertificate | undefined;
}
