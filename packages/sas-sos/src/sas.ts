import type { AppointmentReporter } from '@sas-sos/appointments';
import type { FetchHandler, Outbox } from '@sas-sos/core';
import type { TlsWatcher } from '@sas-sos/mtls';
import type { RegulatorSignOn } from '@sas-sos/sso';
import type { SasOptions } from './sas-options.js';

/** What every result of {@link createSas} has. */
export interface SasLifetime {
  /** Starts the delivery of reports; call it once the server listens. */
  start(): void;
  /**
   * Stops the delivery of reports, as `AppointmentReporter.stop`, and stops following files. The
   * outbox stays open: close it afterwards.
   */
  stop(): Promise<void>;
}

/** The FHIR endpoint, with `agenda` or `accounts`. */
export interface SasEndpoint {
  /** Answers under `fhirPath`, whether or not the host removes that path. */
  readonly handler: FetchHandler;
  /** Answers a health probe: 200 when the endpoint can serve, else 503. */
  readonly health: FetchHandler;
}

/** The guard of agenda pages, and what else a sign-on mounts, with `signOn`. */
export interface SasAgendaPages extends RegulatorSignOn {}

/** Reports of appointments, with `outbox`. */
export interface SasReports<Transaction> {
  /** Stores the reports, and delivers them between `start` and `stop`. */
  readonly reporter: AppointmentReporter<Transaction>;
}

/** The server's certificates, with `tls`. */
export interface SasTls {
  /** Options for `https.createServer`, which `tls.attach(server)` then keeps up to date. */
  readonly tls: TlsWatcher;
}

/** The members that a part brings: all with the part, none without, else perhaps. */
type With<Part, Members> = [Part] extends [undefined]
  ? unknown
  : undefined extends Part
    ? Partial<Members>
    : Members;

/** Either of two parts is enough: `undefined` alone if neither is given. */
type Either<First, Second> = undefined extends First
  ? undefined extends Second
    ? First | Second
    : Second
  : First;

type TransactionOf<GivenOutbox> =
  NonNullable<GivenOutbox> extends Outbox<infer Transaction> ? Transaction : never;

/** What was given for an option: `undefined` if nothing was. */
type Given<Options, Name extends keyof SasOptions> = Name extends keyof Options
  ? Options[Name]
  : undefined;

/** What a vendor mounts and calls: the members of the parts that were given. */
export type Sas<Options extends SasOptions> = SasLifetime &
  With<Either<Given<Options, 'agenda'>, Given<Options, 'accounts'>>, SasEndpoint> &
  With<Given<Options, 'signOn'>, SasAgendaPages> &
  With<Given<Options, 'outbox'>, SasReports<TransactionOf<Given<Options, 'outbox'>>>> &
  With<Given<Options, 'tls'>, SasTls>;
