import { isIPv4 } from 'node:net';
import type { Configuration } from '@sas-sos/conformance';
import { type Clock, type Logger, SasError, systemClock } from '@sas-sos/core';
import { readLogger, tryParse } from '@sas-sos/fhir-http';
import type { VendorClientRegistration } from './platform/sign-on/identity-provider.js';

/** Options of {@link startSimulator}. */
export interface SimulatorOptions {
  /** The vendor's FHIR base, such as `http://127.0.0.1:3000/fhir`. */
  readonly vendorUrl: string;
  /** @defaultValue `127.0.0.1`; only the loopback is allowed */
  readonly host?: string | undefined;
  /** @defaultValue 4000; 0 chooses a free port */
  readonly port?: number | undefined;
  /**
   * Appended to agenda URLs.
   *
   * @defaultValue `sas-preprod`
   */
  readonly origin?: string | undefined;
  /** How the vendor's software signs regulators on here. */
  readonly client?: SimulatorClient | undefined;
  /**
   * File that stores regulators and appointments.
   *
   * @defaultValue none: they are kept in memory
   */
  readonly dataFile?: string | undefined;
  /**
   * Mutual TLS: everything is served over https, and `/fhir` admits only the vendor.
   *
   * @defaultValue none: plain http
   */
  readonly tls?: SimulatorTls | undefined;
  /**
   * What the page « Certification » judges by: test associations, forms of the booking, certificates
   * of the wrong callers.
   *
   * @defaultValue what the vendor lists; the rest is left out
   */
  readonly certification?: Omit<Configuration, 'vendor' | 'simulator'> | undefined;
  /**
   * Address of the documentation that the pages link to, such as that of a copy of its site, which
   * needs no network.
   *
   * @defaultValue the guide of the simulator in the repository, in French
   */
  readonly documentationUrl?: string | undefined;
  /** @defaultValue the machine's own */
  readonly clock?: Clock | undefined;
  /** @defaultValue logs nothing */
  readonly logger?: Logger | undefined;
}

/** The registration of the vendor's software in both realms. */
export interface SimulatorClient {
  /** @defaultValue `agenda-demo` */
  readonly clientId?: string | undefined;
  /** @defaultValue `agenda-demo-secret` */
  readonly clientSecret?: string | undefined;
  /** @defaultValue the origin of `vendorUrl` and `/sso/callback` */
  readonly redirectUris?: readonly string[] | undefined;
  /** @defaultValue the origin of `vendorUrl` and `/` */
  readonly postLogoutRedirectUris?: readonly string[] | undefined;
  /** @defaultValue the origin of `vendorUrl` and `/sso/backchannel-logout` */
  readonly backchannelLogoutUri?: string | undefined;
  /**
   * Format of Pro Santé Connect's userinfo.
   *
   * @defaultValue `json`
   */
  readonly userinfo?: 'json' | 'jwt' | undefined;
}

/**
 * Certificates of the simulator, PEM; the folder that `sas-sos-pki` writes contains all of them.
 */
export interface SimulatorTls {
  /** Certificate of the server. */
  readonly server: { readonly cert: string; readonly key: string };
  /** Certificate presented to the vendor. */
  readonly client: { readonly cert: string; readonly key: string };
  /** Authorities of both sides. */
  readonly ca: string;
  /** Their revocation lists. */
  readonly crl: string;
  /** CN and OU of the vendor's certificate, which `/fhir` admits. */
  readonly vendor: { readonly commonName: string; readonly organizationalUnit: string };
}

/** The running platform. */
export interface Simulator {
  /** Its origin, such as `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Where the vendor reports appointments. */
  readonly fhirUrl: string;
  /** Issuer of the delegation by SAS. */
  readonly sasIssuer: string;
  /** Issuer that plays Pro Santé Connect. */
  readonly pscIssuer: string;
  /** Finishes requests in flight, writes the file, and stops. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** The guide of the simulator, in the language of its pages. */
const guideUrl = 'https://github.com/sas-sos/sas-sos/blob/main/docs/fr/guides/simulator.md';

/** The validated options, with defaults. */
export interface SimulatorSettings
  extends Pick<SimulatorOptions, 'dataFile' | 'tls' | 'certification'> {
  readonly vendorUrl: string;
  readonly host: string;
  readonly port: number;
  readonly origin: string;
  readonly registration: VendorClientRegistration;
  readonly documentationUrl: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** @throws SasError `SAS_OPTION_INVALID`; `issues[0].expression` names the option. */
export function readSimulatorOptions(options: SimulatorOptions): SimulatorSettings {
  const {
    host = '127.0.0.1',
    port = 4000,
    origin = 'sas-preprod',
    dataFile,
    tls,
    certification,
    documentationUrl = guideUrl,
  } = options;
  const vendorUrl = readVendorUrl(options.vendorUrl, tls !== undefined);
  if (!isLoopback(host)) {
    throw SasError.ofOption('host', 'give a name of this machine: 127.0.0.1, ::1 or localhost.');
  }
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw SasError.ofOption('port', 'give a whole number from 0 to 65535.');
  }
  if (!/^[\w.-]{1,64}$/.test(origin)) {
    throw SasError.ofOption('origin', 'give letters, digits and . _ - such as sas-preprod.');
  }
  if (dataFile === '') throw SasError.ofOption('dataFile', 'give the path of a file.');
  if (!isAddress(documentationUrl)) {
    throw SasError.ofOption('documentationUrl', 'give an absolute http or https URL.');
  }
  const { clock = systemClock } = options;
  const logger = readLogger(options.logger);
  const registration = readClient(options, new URL(vendorUrl).origin);
  return {
    vendorUrl,
    host,
    port,
    origin,
    dataFile,
    tls,
    certification,
    clock,
    logger,
    registration,
    documentationUrl,
  };
}

function readVendorUrl(text: string, isMutual: boolean): string {
  const url = tryParse(() => new URL(text));
  const isRight =
    url !== undefined &&
    /^https?:$/.test(url.protocol) &&
    [url.username, url.password, url.search, url.hash].every((part) => part === '');
  if (!isRight) {
    const rule = 'give the FHIR base of the vendor, such as http://127.0.0.1:3000/fhir.';
    throw SasError.ofOption('vendorUrl', rule);
  }
  if (isMutual && url.protocol !== 'https:') {
    throw SasError.ofOption('vendorUrl', 'give an https URL: mutual TLS is on.');
  }
  return url.href.replace(/\/+$/, '');
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}

function readClient(
  { client = {} }: SimulatorOptions,
  vendorOrigin: string,
): VendorClientRegistration {
  const {
    clientId = 'agenda-demo',
    clientSecret = 'agenda-demo-secret',
    redirectUris = [`${vendorOrigin}/sso/callback`],
    postLogoutRedirectUris = [`${vendorOrigin}/`],
    backchannelLogoutUri = `${vendorOrigin}/sso/backchannel-logout`,
    userinfo = 'json',
  } = client;
  const texts = { clientId, clientSecret };
  for (const [name, text] of Object.entries(texts)) {
    // Characters that HTTP Basic and forms transmit reliably.
    if (!/^[!-~]{1,256}$/.test(text)) {
      throw SasError.ofOption(`client.${name}`, 'give 1 to 256 visible ASCII characters.');
    }
  }
  if (redirectUris.length === 0) {
    throw SasError.ofOption('client.redirectUris', 'give at least one URL.');
  }
  const addresses = { redirectUris, postLogoutRedirectUris, backchannelLogoutUri };
  for (const [name, given] of Object.entries(addresses)) {
    if ([given].flat().some((address) => !isAddress(address))) {
      throw SasError.ofOption(`client.${name}`, 'give absolute http or https URLs.');
    }
  }
  if (userinfo !== 'json' && userinfo !== 'jwt') {
    throw SasError.ofOption('client.userinfo', "give 'json' or 'jwt'.");
  }
  return {
    clientId,
    clientSecret,
    redirectUris,
    postLogoutRedirectUris,
    backchannelLogoutUri,
    userinfo,
  };
}

function isAddress(text: string): boolean {
  const url = tryParse(() => new URL(text));
  return url !== undefined && /^https?:$/.test(url.protocol) && url.hash === '';
}
