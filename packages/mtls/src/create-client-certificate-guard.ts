import {
  type Clock,
  type HandlerContext,
  isSasError,
  type Logger,
  SasError,
  systemClock,
} from '@sas-sos/core';
import { readLogger } from '@sas-sos/fhir-http';
import {
  assessPresented,
  fingerprintOfPresented,
  type PresentedAssessment,
} from './assess-presented.js';
import { createCallerMatcher } from './caller.js';
import type { CallerSubject } from './certificate/distinguished-name.js';
import type { CertificateSource, PresentedCertificate } from './certificate-source.js';
import { type Fault, judgeCertificate } from './judge-certificate.js';
import { createKnownCallers } from './known-callers.js';

/** A caller that is admitted. */
export interface ClientCaller extends CallerSubject {
  /** SHA-256 of its certificate, lower-case hexadecimal; absent if only a subject is passed on. */
  readonly fingerprint: string | undefined;
}

/** What a guard decides about a request: who is calling, or why the caller is refused. */
export type GuardDecision =
  | {
      /** Who is calling. */
      readonly caller: ClientCaller;
      readonly refusal?: undefined;
      /** SHA-256 of the certificate, lower-case hexadecimal, for the audit record. */
      readonly fingerprint: string | undefined;
    }
  | {
      readonly caller?: undefined;
      /** Why it is refused: 401 when there is no certificate, 403 otherwise. */
      readonly refusal: SasError;
      /** SHA-256 of the certificate, if there was one. */
      readonly fingerprint: string | undefined;
      /**
       * CN, O and OU of a valid certificate that is none of the callers', such as
       * `CN=sas,OU=318751275100020`; absent before the chain is verified, and for a person's.
       */
      readonly presentedSubject?: string | undefined;
    };

/**
 * Identifies the sender of a request by its client certificate. The promise never rejects: a
 * caller that cannot be identified is refused.
 */
export type ClientCertificateGuard = (
  request: Request,
  context?: HandlerContext,
) => Promise<GuardDecision>;

/** What to do when revocation cannot be checked. */
export interface RevocationPolicy {
  /**
   * When an authority of the chain has no revocation list.
   *
   * @defaultValue `'refuse'`
   */
  readonly missing?: 'refuse' | 'warn' | undefined;
  /**
   * When a revocation list is past its date.
   *
   * @defaultValue `'refuse'`
   */
  readonly stale?: 'refuse' | 'warn' | undefined;
}

/** Which callers to admit, and how to identify them. */
export interface ClientCertificateGuardOptions {
  /** CN and OU of the callers admitted, compared byte for byte; several during a transition. */
  readonly callers: readonly CallerSubject[];
  /** Where their certificates are found: `fromSocket` or `fromProxyHeader`. */
  readonly source: CertificateSource;
  /** What to do when revocation cannot be checked. */
  readonly revocation?: RevocationPolicy | undefined;
  /** @defaultValue the system clock */
  readonly clock?: Clock | undefined;
  /** @defaultValue logs nothing */
  readonly logger?: Logger | undefined;
}

/** Certificates of strangers that were logged and are not logged again. */
const mostStrangers = 64;

// prelude: import { createTrustStore, fromSocket } from '@sas-sos/mtls';
// prelude: declare const ca: string, crl: string;
// prelude: declare const request: Request;
// prelude: declare const context: import('@sas-sos/core').HandlerContext;
/**
 * Creates a guard that admits only the given callers.
 *
 * Dates and revocation are checked on every request, against the current time and the current
 * lists: a certificate that is revoked is refused from then on, also on connections and sessions
 * opened earlier. A subject with several CN or several OU is always refused.
 *
 * @throws SasError `SAS_OPTION_INVALID` when `callers` is empty or holds an empty string.
 * @example
 * ```ts
 * const guard = createClientCertificateGuard({
 *   callers: [{ commonName: 'sas-agregateur', organizationalUnit: '3…' }],
 *   source: fromSocket({ trust: createTrustStore({ ca, crl }) }),
 * });
 * const { caller, refusal } = await guard(request, context);
 * ```
 */
export function createClientCertificateGuard(
  options: ClientCertificateGuardOptions,
): ClientCertificateGuard {
  const { source, clock = systemClock } = options;
  const logger = readLogger(options.logger);
  if (typeof source?.read !== 'function') {
    throw SasError.ofOption('source', 'give fromSocket(…) or fromProxyHeader(…).');
  }
  const isAdmitted = createCallerMatcher(options.callers);
  const isTolerated = readRevocationPolicy(options.revocation);
  const assessments = new WeakMap<PresentedCertificate, PresentedAssessment>();
  const callers = createKnownCallers();
  let warnedVersion: number | undefined;

  /** Assesses once what cannot change until the authorities or the lists are replaced. */
  function assess(presented: PresentedCertificate): PresentedAssessment {
    const version = source.trust?.version;
    const last = assessments.get(presented);
    if (last && last.version === version) return last;
    const assessment = callers.find(presented, version) ?? assessAnew(presented);
    assessments.set(presented, assessment);
    return assessment;
  }

  function assessAnew(presented: PresentedCertificate): PresentedAssessment {
    const assessment = assessPresented(presented, source.trust, isAdmitted);
    callers.keep(presented, assessment);
    return assessment;
  }

  function judge(presented: PresentedCertificate, assessment: PresentedAssessment): Fault {
    const { verification } = presented;
    const fault = judgeCertificate(assessment, clock.now(), isTolerated);
    if (!isTolerated(fault)) return fault;
    const isOurs = verification === 'left-to-us' || source.trust !== undefined;
    if (verification === 'failed' || (isOurs && !assessment.chains)) {
      return 'SAS_CLIENT_CERTIFICATE_UNTRUSTED';
    }
    if (!assessment.subject) return 'SAS_CALLER_NOT_ADMITTED';
    if (fault !== undefined) warn(fault);
    return undefined;
  }

  /** Warns once for each set of lists, not on every request. */
  function warn(code: string): void {
    if (warnedVersion === source.trust?.version) return;
    warnedVersion = source.trust?.version;
    logger.warn({ code }, 'A caller was admitted although its revocation could not be checked');
  }

  const strangers = new Set<string>();

  /** Logs whom the first of such requests came from: what `callers` may have to be. */
  function warnOfStranger({ fingerprint, stranger }: PresentedAssessment): void {
    const key = fingerprint ?? stranger ?? '';
    if (strangers.has(key)) return;
    if (strangers.size >= mostStrangers) strangers.clear();
    strangers.add(key);
    logger.warn(
      { code: 'SAS_CALLER_NOT_ADMITTED', presentedSubject: stranger, fingerprint },
      'A caller has a valid certificate, and is none of the callers',
    );
  }

  function decide(request: Request, context: HandlerContext): GuardDecision {
    let presented: PresentedCertificate | undefined;
    let presentedSubject: string | undefined;
    try {
      presented = source.read(request, context);
      if (!presented) throw new SasError('SAS_CLIENT_CERTIFICATE_MISSING');
      const assessment = assess(presented);
      const { subject, fingerprint } = assessment;
      const fault = judge(presented, assessment);
      if (fault === 'SAS_CALLER_NOT_ADMITTED') {
        presentedSubject = assessment.stranger;
        warnOfStranger(assessment);
      }
      if (fault) throw new SasError(fault, toCause(presented.failure));
      return { caller: { ...(subject as CallerSubject), fingerprint }, fingerprint };
    } catch (error) {
      if (!isSasError(error)) logger.error({ err: error }, 'A certificate could not be checked');
      return {
        refusal: isSasError(error)
          ? error
          : new SasError('SAS_CLIENT_CERTIFICATE_UNREADABLE', { cause: error }),
        fingerprint: presented && fingerprintOfPresented(presented),
        ...(presentedSubject === undefined ? {} : { presentedSubject }),
      };
    }
  }

  return async (request, context = {}) => decide(request, context);
}

/** Converts the policy to a predicate of the faults to tolerate; no fault is tolerated too. */
function readRevocationPolicy(policy: RevocationPolicy = {}): (fault: Fault) => boolean {
  for (const name of ['missing', 'stale'] as const) {
    const value = policy[name];
    if (value !== undefined && value !== 'refuse' && value !== 'warn') {
      throw SasError.ofOption(`revocation.${name}`, "give 'refuse' or 'warn'.");
    }
  }
  return (fault) =>
    fault === undefined ||
    (fault === 'SAS_REVOCATION_LIST_MISSING' && policy.missing === 'warn') ||
    (fault === 'SAS_REVOCATION_LIST_STALE' && policy.stale === 'warn');
}

function toCause(failure: string | undefined): { readonly cause?: Error } {
  return failure === undefined ? {} : { cause: new Error(failure) };
}
