import type { HandlerContext } from './fetch-handler.js';
import type { SasError } from './sas-error.js';

/**
 * Tells who sends a request, before anything else of it is looked at. What cannot be told is
 * refused; so is a caller of whom the guard says nothing, or at whom it fails. `createClientCertificateGuard` of `@sas-sos/mtls` makes one.
 */
export type CallerGuard = (
  request: Request,
  context: HandlerContext,
) => Promise<CallerVerdict> | CallerVerdict;

/** What a guard says of a request: who is calling, or why the caller is refused. */
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
    };
