import type { HandlerContext } from './fetch-handler.js';
import type { SasError } from './sas-error.js';

/**
 * Tells who sends a request, before anything else of it is looked at. It never rejects: what cannot
 * be told is refused. `createClientCertificateGuard` of `@sas-sos/mtls` makes one.
 */
export type CallerGuard = (
  request: Request,
  context: HandlerContext,
) => Promise<CallerVerdict> | CallerVerdict;

/** What a guard says of a request. */
export interface CallerVerdict {
  /** Why it is refused; absent: it is let in. */
  readonly refusal?: SasError | undefined;
  /** Who is calling. */
  readonly caller?: { /** CN of its certificate. */ readonly commonName: string } | undefined;
  /** SHA-256 of the certificate, DER, in lower-case hexadecimal; also of one that is refused. */
  readonly fingerprint?: string | undefined;
}
