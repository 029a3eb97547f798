import type { HandlerContext } from '@sas-sos/core';
import type { DistinguishedName } from './certificate/distinguished-name.js';
import type { TrustStore } from './trust-store.js';

/** A client certificate, as reported by the TLS endpoint: Node itself, or a proxy. */
export interface PresentedCertificate {
  /** The whole certificate, DER. */
  readonly raw?: Uint8Array | undefined;
  /** Its subject, if the whole certificate is not passed on. */
  readonly subject?: DistinguishedName | undefined;
  /** SHA-256 of the DER, lower-case hexadecimal, if the whole certificate is not passed on. */
  readonly fingerprint?: string | undefined;
  /** Authority certificates sent with it, DER. */
  readonly intermediates?: readonly Uint8Array[] | undefined;
  /** Whether the TLS endpoint found the chain valid, or left the check to us. */
  readonly verification: 'passed' | 'failed' | 'left-to-us';
  /** Why it was not found valid, if the TLS endpoint gave a reason. */
  readonly failure?: string | undefined;
}

/**
 * Where callers' certificates are found. Assessments are cached by the object that `read` returns,
 * so a source returns the same object for the same certificate and never modifies it.
 */
export interface CertificateSource {
  /** Authorities that vouch for callers; without it, the TLS endpoint's verdict is trusted. */
  readonly trust?: TrustStore | undefined;
  /**
   * Finds the certificate that came with a request.
   *
   * @returns `undefined` when no certificate was presented
   * @throws SasError when the certificate presented must not be trusted
   */
  read(request: Request, context: HandlerContext): PresentedCertificate | undefined;
}
