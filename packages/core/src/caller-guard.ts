import type { HandlerContext } from './fetch-handler.js';
import type { SasError } from './sas-error.js';

/**
 * Identifies who sends a request, before anything else in it is read. A caller that cannot be
 * identified is refused; so is any caller if the guard returns nothing or throws.
 * `createClientCertificateGuard` of `@sas-sos/mtls` creates such a guard.
 */
export type CallerGuard = (
  request: Request,
  context: HandlerContext,
) => Promise<CallerVerdict> | CallerVerdict;

/** What a guard decides about a request: who is calling, or why the caller is refused. */
type CallerVerdict =
  | {
      /** Who is calling. */
      readonly caller: { /** CN of its certificate. */ readonly commonName: string };
      readonly refusal?: undefined;
      /** SHA-256 of the certificate, DER, in lower-case hexadecimal. */
      readonly fingerprint?: string | undefined;
    }
  | {
      readonly caller?: undefined;
      /** Why it is refused: 401 without a certificate, else 403. */
      readonly refusal: SasError;
      /** SHA-256 of the certificate, if there was one. */
      readonly fingerprint?: string | undefined;
      /** Subject of a certificate that is valid and none of the callers'; never a person's. */
      readonly presentedSubject?: string | undefined;
    };
