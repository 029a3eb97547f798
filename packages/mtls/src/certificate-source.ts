import type { HandlerContext } from '@sas-sos/core';
import type { DistinguishedName } from './certificate/distinguished-name.js';
import type { TrustStore } from './trust-store.js';

/** A client certificate, as whoever ended TLS tells of it. */
export interface PresentedCertificate {
  /** The whole certificate, DER. */
  readonly raw?: Uint8Array | undefined;
  /** Its subject, where the whole certificate is not passed on. */
  readonly subject?: DistinguishedName | undefined;
  /** SHA-256 of the DER, lower-case hexadecimal, where the whole certificate is not passed on. */
  readonly fingerprint?: string | undefined;
  /** Authorities that came with it, DER. */
  readonly intermediates?: readonly Uint8Array[] | undefined;
  /** Whether whoever ended TLS found its chain valid, or left that to us. */
  readonly verification: 'passed' | 'failed' | 'left-to-us';
  /** Why it was not found valid, as far as that was told. */
  readonly failure?: string | undefined;
}

/**
 * Where callers' certificates are found. What it returns is remembered: it gives the same object
 * for the same certificate, and never changes one.
 */
export interface CertificateSource {
  /** Who vouches for callers; without it, whoever ended TLS is believed. */
  readonly trust?: TrustStore | undefined;
  /**
   * Finds the certificate that came with a request.
   *
   * @returns nothing when none was presented
   * @throws SasError when what is there must not be believed
   */
  read(request: Request, context: HandlerContext): PresentedCertificate | undefined;
}
