import {
  type Clock,
  type Logger,
  type Outbox,
  SasError,
  silentLogger,
  systemClock,
} from '@sas-sos/core';
import { readLimit } from '@sas-sos/fhir-http';
import { checkFhirOptions, type FhirAppointmentOptions } from './to-fhir-appointment.js';

/** What {@link createAppointmentReporter} takes. */
export interface AppointmentReporterOptions<Transaction = never> extends FhirAppointmentOptions {
  /** Where reports are stored until they are delivered. */
  readonly outbox: Outbox<Transaction>;
  /**
   * Base URL of the platform's FHIR server: `https`, or `http` on this machine for tests.
   */
  readonly platformUrl: string;
  /**
   * Sends every request to the platform: a fetch of `@sas-sos/mtls`, which presents your certificate.
   *
   * @defaultValue the global `fetch`, without a certificate: a real platform refuses it
   */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /**
   * Most reports on their way to the platform at once.
   *
   * @defaultValue 8
   */
  readonly concurrency?: number | undefined;
  /** How long to wait for what, in milliseconds. */
  readonly limits?: ReporterLimits | undefined;
  /** @defaultValue the machine's own */
  readonly clock?: Clock | undefined;
  /** @defaultValue says nothing */
  readonly logger?: Logger | undefined;
}

/** How long to wait for what, in milliseconds. */
export interface ReporterLimits {
  /**
   * Longest exchange with the platform. What an instance that died had claimed is sent by another
   * after twice that, and a little more.
   *
   * @defaultValue 15000
   */
  readonly answerMilliseconds?: number | undefined;
  /**
   * About how long after its first failure a report is sent again; twice as long after each further
   * one. How long a platform that is down is left alone follows the same rule, up to a minute.
   *
   * @defaultValue 1000
   */
  readonly firstRetryMilliseconds?: number | undefined;
  /**
   * Longest time between two attempts, but for what the platform asks for.
   *
   * @defaultValue 300000
   */
  readonly longestRetryMilliseconds?: number | undefined;
  /**
   * How often the outbox is asked for due reports without a notice from it: at most so late a report is
   * sent that another instance left.
   *
   * @defaultValue 2000
   */
  readonly pollMilliseconds?: number | undefined;
  /**
   * Age of the oldest waiting report at which an error is logged.
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

/** Consecutive failures after which the platform is left alone. */
export const failuresBeforePause = 5;

/** Checks the options of a reporter, and fills in what is absent. */
export function checkReporterOptions<Transaction>(
  options: AppointmentReporterOptions<Transaction>,
) {
  const { outbox, platformUrl, limits = {} } = options;
  // The global one is looked up at each call, so that a test may replace it.
  const { fetch = (...call) => globalThis.fetch(...call) } = options;
  const { clock = systemClock, logger = silentLogger } = options;
  if (typeof outbox?.append !== 'function' || typeof outbox.claim !== 'function') {
    throw SasError.ofOption('outbox', 'give an Outbox.');
  }
  checkPlatformUrl(platformUrl);
  if (typeof fetch !== 'function') {
    throw SasError.ofOption('fetch', 'give a function that is called as fetch is.');
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
  const url = URL.canParse(platformUrl) ? new URL(platformUrl) : undefined;
  const isLocal = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url?.hostname ?? '');
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal);
  if (!url || !isSafe || url.username || url.password || url.search || url.hash) {
    throw SasError.ofOption(
      'platformUrl',
      'give an absolute https URL without credentials or query.',
    );
  }
}
