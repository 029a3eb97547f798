import type { AppointmentReporter } from '@sas-sos/appointments';
import type { FetchHandler, Outbox } from '@sas-sos/core';
import type { TlsWatcher } from '@sas-sos/mtls';
import type { RegulatorSignOn } from '@sas-sos/sso';

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

/** What a vendor mounts and calls: the members of the parts that were given. */
export type Sas<GivenAgenda, GivenAccounts, GivenSignOn, GivenOutbox, GivenTls> = SasLifetime &
  With<Either<GivenAgenda, GivenAccounts>, SasEndpoint> &
  With<GivenSignOn, SasAgendaPages> &
  With<GivenOutbox, SasReports<TransactionOf<GivenOutbox>>> &
  With<GivenTls, SasTls>;
