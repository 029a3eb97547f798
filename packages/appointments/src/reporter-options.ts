import { type Clock, type Logger, type Outbox, SasError, systemClock } from '@sas-sos/core';
import { readLimit, readLogger, tryParse } from '@sas-sos/fhir-http';
import { checkFhirOptions, type FhirAppointmentOptions } from './to-fhir-appointment.js';

/** Options of {@link createAppointmentReporter}. */
export interface AppointmentReporterOptions<Transaction = never> extends FhirAppointmentOptions {
  /** Where reports are stored until they are delivered. */
  readonly outbox: Outbox<Transaction>;
  /**
   * Base URL of the platform's FHIR server: `https`, or `http` on this machine for tests.
   */
  readonly platformUrl: string;
  /**
   * Sends every request to the platform: a fetch of `@sas-sos/mtls`, which presents your
   * certificate.
   *
   * @defaultValue the global `fetch`, without a certificate: a real platform refuses it
   */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /**
   * Maximum number of reports sent to the platform concurrently.
   *
   * @defaultValue 8
   */
  readonly concurrency?: number | undefined;
  /** Time limits and intervals, in milliseconds. */
  readonly limits?: ReporterLimits | undefined;
  /** @defaultValue the system clock */
  readonly clock?: Clock | undefined;
  /** @defaultValue no logging */
  readonly logger?: Logger | undefined;
}

/** Time limits and intervals, in milliseconds. */
export interface ReporterLimits {
  /**
   * Time limit of an exchange with the platform. Reports claimed by an instance that died are sent
   * by another one after slightly more than twice this time.
   *
   * @defaultValue 15000
   */
  readonly answerMilliseconds?: number | undefined;
  /**
   * Approximate delay before a report is sent again after its first failure; it doubles with each
   * further failure. Pauses of calls to a platform that is down follow the same rule, up to a
   * minute.
   *
   * @defaultValue 1000
   */
  readonly firstRetryMilliseconds?: number | undefined;
  /**
   * Longest time between two attempts, unless the platform asks for a longer one.
   *
   * @defaultValue 300000
   */
  readonly longestRetryMilliseconds?: number | undefined;
  /**
   * Interval at which the outbox is polled for due reports, in addition to its notifications: the
   * longest delay of a report left by another instance.
   *
   * @defaultValue 2000
   */
  readonly pollMilliseconds?: number | undefined;
  /**
   * Age of the oldest waiting report at which an error is logged; also how long the outbox may go
   * without an answer before that is.
   *
   * @defaultValue 900000
   */
  readonly alarmMilliseconds?: number | undefined;
  /**
   * How long finished reports are kept; they are purged once an hour.
   *
   * @defaultValue 7776000000, 90 days
   */
  readonly keepFinishedMilliseconds?: number | undefined;
}

/** Consecutive failures after which calls to the platform are paused. */
export const failuresBeforePause = 5;

/** Checks the options of a reporter, and fills in the defaults. */
export function checkReporterOptions<Transaction>(
  options: AppointmentReporterOptions<Transaction>,
) {
  const { outbox, platformUrl, limits = {} } = options;
  // The global fetch is looked up at each call, so that tests can replace it.
  const { fetch = (...call) => globalThis.fetch(...call) } = options;
  const { clock = systemClock } = options;
  const logger = readLogger(options.logger);
  if (typeof outbox?.append !== 'function' || typeof outbox.claim !== 'function') {
    throw SasError.ofOption('outbox', 'give an Outbox.');
  }
  checkPlatformUrl(platformUrl);
  if (typeof fetch !== 'function') {
    throw SasError.ofOption('fetch', 'give a function with the signature of fetch.');
  }
  const limitOf = (name: keyof ReporterLimits, defaultValue: number, most: number) =>
    readLimit(`limits.${name}`, limits[name], { defaultValue, most });
  return {
    ...{ outbox, platformUrl, fetch, clock, logger },
    concurrency: readLimit('concurrency', options.concurrency, { defaultValue: 8, most: 256 }),
    ...checkFhirOptions(options),
    answerMilliseconds: limitOf('answerMilliseconds', 15_000, 600_000),
    firstRetryMilliseconds: limitOf('firstRetryMilliseconds', 1000, 3_600_000),
    longestRetryMilliseconds: limitOf('longestRetryMilliseconds', 300_000, 3_600_000),
    pollMilliseconds: limitOf('pollMilliseconds', 2000, 3_600_000),
    alarmMilliseconds: limitOf('alarmMilliseconds', 900_000, 31_536_000_000),
    keepFinishedMilliseconds: limitOf('keepFinishedMilliseconds', 90 * 86_400_000, 315_360_000_000),
  };
}

function checkPlatformUrl(platformUrl: string): void {
  const url = tryParse(() => new URL(platformUrl));
  const isLocal = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url?.hostname ?? '');
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal);
  if (!url || !isSafe || url.username || url.password || url.search || url.hash) {
    throw SasError.ofOption(
      'platformUrl',
      'give an absolute https URL without credentials or query.',
    );
  }
}
