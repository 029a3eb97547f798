import type { PresentedCertificate } from '../certificate-source.js';

/** Reads a header by its lower-case name; `null` when it is missing. */
export type HeaderReader = (name: string) => string | null;

/** How a kind of proxy passes client certificates on. */
export interface ProxyPreset {
  /** Headers that the proxy writes, in lower case; refused from anywhere else. */
  readonly headers: readonly string[];
  /** Whether the proxy may pass on unverified certificates, so that we must check the chain. */
  readonly leavesChainToUs: boolean;
  /** Whether it passes on only a subject, so that dates and chain cannot be checked. */
  readonly isSubjectOnly: boolean;
  /**
   * Reads the headers that the proxy wrote.
   *
   * @returns `undefined` when the caller presented no certificate
   * @throws SasError `SAS_PROXY_HEADER_MALFORMED`, `SAS_PROXY_HEADER_REPEATED`,
   *   `SAS_PROXY_SUBJECT_LEGACY` or `SAS_PROXY_SUBJECT_MALFORMED`
   */
  read(header: HeaderReader): PresentedCertificate | undefined;
}
