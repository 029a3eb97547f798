import type { AppointmentReporterOptions } from '@sas-sos/appointments';
import type { Agenda, Outbox, RegulatorAccounts, SignOn } from '@sas-sos/core';
import type { GatewayOptions } from '@sas-sos/gateway';
import type {
  ClientCertificateGuardOptions,
  OutboundFiles,
  WatchMutualTlsFetchOptions,
  WatchTlsOptions,
} from '@sas-sos/mtls';
import type { SlotHandlerOptions } from '@sas-sos/slots';
import type { SignOnOptions } from '@sas-sos/sso';

/**
 * Options of {@link createSas}: the vendor's adapters and addresses. Every part is optional; what is
 * not given is not in the result.
 */
export interface SasOptions
  extends Pick<
    GatewayOptions,
    'audit' | 'clock' | 'compression' | 'guard' | 'limits' | 'logger' | 'software'
  > {
  /** Origin of the vendor's site, https: `https://agenda.example`. http only on this machine. */
  readonly publicUrl: string;
  /**
   * Path of the FHIR endpoint; appended to `publicUrl`, it is the address to declare.
   *
   * @defaultValue `/fhir`
   */
  readonly fhirPath?: string | undefined;
  /**
   * System of the vendor's own ids, of places and of appointments: an OID, or a URL such as
   * `https://editeur.example/ids`.
   */
  readonly idSystem: string;
  /** The vendor's agenda: search of free slots, and the list of associations. */
  readonly agenda?: Agenda | undefined;
  /** Further options of the search. */
  readonly search?: SasSearchOptions | undefined;
  /** The vendor's accounts of regulators. */
  readonly accounts?: RegulatorAccounts | undefined;
  /** Sign-on of regulators; needs `accounts`. */
  readonly signOn?: SasSignOnOptions | undefined;
  /** Where reports of appointments are stored until they are delivered; needs `platform`. */
  readonly outbox?: Outbox<never> | undefined;
  /** Where reports are sent, and the certificate that they present. */
  readonly platform?: SasPlatformOptions | undefined;
  /**
   * Certificates of a Node server that the platform calls directly: admits only `callers`. Behind a
   * proxy use `guard`.
   */
  readonly tls?: SasTlsOptions | undefined;
}

/** Further options of the search. */
export type SasSearchOptions = Omit<
  SlotHandlerOptions,
  'agenda' | 'clock' | 'logger' | 'placeIdSystem'
>;

/** Options of the sign-on. */
export interface SasSignOnOptions
  extends Omit<SignOnOptions, 'accounts' | 'clock' | 'logger' | 'publicUrl' | 'signOn'> {
  /** The vendor's sessions. */
  readonly sessions: SignOn;
}

/** Where reports are sent, and how. */
export interface SasPlatformOptions
  extends Omit<
      AppointmentReporterOptions,
      'clock' | 'identifierSystem' | 'logger' | 'outbox' | 'platformUrl'
    >,
    Pick<WatchMutualTlsFetchOptions, 'passphrase'> {
  /** Base URL of the platform's FHIR server: `https`, or `http` on this machine for tests. */
  readonly url: string;
  /**
   * Files of the certificate to present, followed as they change; or give `fetch`.
   *
   * @defaultValue no certificate: a real platform refuses the reports
   */
  readonly files?: OutboundFiles | undefined;
}

/** Certificates of the server, and who may call it. */
export interface SasTlsOptions
  extends Omit<WatchTlsOptions, 'clock' | 'logger'>,
    Pick<ClientCertificateGuardOptions, 'callers' | 'revocation'> {}
