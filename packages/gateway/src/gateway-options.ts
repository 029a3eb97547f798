import {
  type AuditTrail,
  type CallerGuard,
  type Clock,
  type Logger,
  SasError,
  systemClock,
} from '@sas-sos/core';
import { type FhirHandler, readLimit, readLogger, tryParse } from '@sas-sos/fhir-http';

/** Options of a gateway. */
export interface GatewayOptions {
  /** The parts that answer, each on its own resource types; at least one. */
  readonly parts: readonly FhirHandler[];
  /**
   * Public address of the FHIR base, absolute `http` or `https`, such as
   * `https://agenda.example/fhir`. Set it whenever there is a proxy in front.
   *
   * @defaultValue the origin of each request followed by the mount path
   */
  readonly baseUrl?: string | undefined;
  /** The vendor's software, as `/metadata` shows it. */
  readonly software?: { readonly name: string; readonly version: string } | undefined;
  /**
   * Admits only the platform: `createClientCertificateGuard` of `@sas-sos/mtls`. Called for every
   * request, `/metadata` included, before anything in it is read.
   *
   * @defaultValue every caller is admitted: another component in front must check them
   */
  readonly guard?: CallerGuard | undefined;
  /** Bounds of one request. */
  readonly limits?: GatewayLimits | undefined;
  /**
   * Whether to compress large answers for callers who ask for it.
   *
   * @defaultValue true
   */
  readonly compression?: boolean | undefined;
  /**
   * Receives one event per exchange.
   *
   * @defaultValue one `info` line of the logger per exchange
   */
  readonly audit?: AuditTrail | undefined;
  /** @defaultValue logs nothing */
  readonly logger?: Logger | undefined;
  /** @defaultValue the machine's own */
  readonly clock?: Clock | undefined;
}

/** Bounds of one request. */
export interface GatewayLimits {
  /**
   * Longest URL, in bytes; a longer one is answered 414. A search by POST whose equivalent URL is
   * longer is answered 413.
   *
   * @defaultValue 8192
   */
  readonly urlLength?: number | undefined;
  /**
   * Largest body of a request, in bytes; a larger one is answered 413.
   *
   * @defaultValue 1048576
   */
  readonly bodyBytes?: number | undefined;
  /**
   * Maximum wait for an answer, in milliseconds, below the 7,000 after which the platform leaves;
   * then the caller gets a 503.
   *
   * @defaultValue 6000
   */
  readonly milliseconds?: number | undefined;
  /**
   * Most requests that the parts work on, or that wait for them; one more is answered 503 with
   * `Retry-After` at once. While 32 or more wait, so is any that could not be answered within
   * `milliseconds` at the rate of the latest answers. The guard's refusals and `/metadata` do not
   * count.
   *
   * @defaultValue 256
   */
  readonly requests?: number | undefined;
  /**
   * Most requests that each part works on at once; others wait here for their turn, in the order of
   * their arrival. Set it so that all parts together stay below the number of connections to your
   * database: your own pages keep some, and waiting here costs less than in the pool. A turn ends
   * with the signal of its request: what goes on in the database after that is not counted.
   *
   * @defaultValue the same as `requests`
   */
  readonly concurrency?: number | undefined;
}

/** The options, with all defaults. */
export interface GatewaySettings {
  readonly parts: readonly FhirHandler[];
  readonly baseUrl: string | undefined;
  readonly software: { readonly name: string; readonly version: string } | undefined;
  readonly guard: CallerGuard | undefined;
  readonly limits: { readonly [Key in keyof GatewayLimits]-?: number };
  readonly compression: boolean;
  readonly audit: AuditTrail | undefined;
  readonly logger: Logger;
  readonly clock: Clock;
}

/** Checks the options, and adds the defaults. */
export function readGatewayOptions(options: GatewayOptions): GatewaySettings {
  checkParts(options.parts);
  checkSoftware(options.software);
  if (options.guard !== undefined && typeof options.guard !== 'function') {
    throw SasError.ofOption(
      'guard',
      'give a function, such as one from createClientCertificateGuard.',
    );
  }
  const { limits = {} } = options;
  const logger = readLogger(options.logger);
  const requests = readLimit('limits.requests', limits.requests, { defaultValue: 256 });
  return {
    parts: options.parts,
    baseUrl: readBaseUrl(options.baseUrl),
    software: options.software,
    guard: options.guard,
    limits: {
      urlLength: readLimit('limits.urlLength', limits.urlLength, {
        defaultValue: 8192,
        most: 1_048_576,
      }),
      bodyBytes: readLimit('limits.bodyBytes', limits.bodyBytes, {
        defaultValue: 1_048_576,
        most: 1_073_741_824,
      }),
      milliseconds: readLimit('limits.milliseconds', limits.milliseconds, {
        defaultValue: 6000,
        most: 6999,
      }),
      requests,
      concurrency: readLimit('limits.concurrency', limits.concurrency, { defaultValue: requests }),
    },
    compression: options.compression ?? true,
    audit:
      options.audit ??
      (options.logger && {
        record(event) {
          logger.info(event, 'An exchange with the platform');
        },
      }),
    logger,
    clock: options.clock ?? systemClock,
  };
}

const resourceType = /^[A-Z][A-Za-z]{0,63}$/;

function checkParts(parts: readonly FhirHandler[]): void {
  if (!Array.isArray(parts) || parts.length === 0)
    throw SasError.ofOption('parts', 'give at least one part.');
  const seen = new Set<string>();
  for (const part of parts) {
    if (typeof part !== 'function' || !Array.isArray(part.resources)) {
      throw SasError.ofOption('parts', 'every part is a FhirHandler, a function with `resources`.');
    }
    for (const { type } of part.resources) {
      if (!resourceType.test(type))
        throw SasError.ofOption('parts', `"${type}" is not a resource type.`);
      if (seen.has(type)) throw SasError.ofOption('parts', `${type} is served twice.`);
      seen.add(type);
    }
  }
}

function checkSoftware(software: GatewayOptions['software']): void {
  if (software && !(software.name?.trim() && software.version?.trim())) {
    throw SasError.ofOption('software', 'name and version must be texts that are not empty.');
  }
}

function readBaseUrl(baseUrl: string | undefined): string | undefined {
  if (baseUrl === undefined) return undefined;
  const url = tryParse(() => new URL(baseUrl));
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username) {
    throw SasError.ofOption(
      'baseUrl',
      'give an absolute http or https URL, without query or fragment.',
    );
  }
  // As a URL is sent: a name beyond ASCII could not be in a header.
  return url.href.replace(/\/+$/, '');
}
