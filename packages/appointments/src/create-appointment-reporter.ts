import { type OutboxCount, type OutboxFailure, type OutboxState, SasError } from '@sas-sos/core';
import type { AppointmentReport } from './appointment-report.js';
import { toPrecedingStatuses } from './appointment-transitions.js';
import { askOutbox } from './ask-outbox.js';
import type { BreakerState } from './delivery/circuit-breaker.js';
import { publishDelivery as publish } from './delivery/delivery-event.js';
import { type Dispatcher, startDispatcher } from './delivery/dispatcher.js';
import { type Housekeeping, startHousekeeping } from './delivery/housekeeping.js';
import { createOutboxCalls } from './delivery/outbox-calls.js';
import { createAppointmentSender } from './delivery/send-appointment.js';
import { createDeliveryTelemetry } from './delivery/telemetry.js';
import { amendReport, listReports, type StoredAppointmentReport } from './kept-aside.js';
import { parseAppointmentReport } from './parse-appointment-report.js';
import {
  type AppointmentReporterOptions,
  checkReporterOptions,
  failuresBeforePause,
} from './reporter-options.js';
import { throwIssues } from './throw-issues.js';
import { writeAppointment } from './to-fhir-appointment.js';

/** Reports a vendor's appointments to the platform. */
export interface AppointmentReporter<Transaction = never> {
  /**
   * Checks the report of an appointment and stores it. Once this resolves, the report will be
   * delivered, after every earlier report of the same appointment, even if this process ends. With
   * a `transaction` it is committed or rolled back with everything else in it.
   *
   * @throws SasError `SAS_APPOINTMENT_INVALID`, `SAS_APPOINTMENT_EFFECTOR_MISSING`,
   *   `SAS_APPOINTMENT_TRANSITION`: nothing was stored; `issues` has everything that is wrong with
   *   the report, `SAS_TIME_ZONE_UNKNOWN` among it. `SAS_OUTBOX_UNAVAILABLE`, after ten seconds at
   *   most: report again; the same report twice does no harm. `SAS_OUTBOX_SCHEMA`
   */
  report(
    report: AppointmentReport,
    options?: {
      /** The vendor's own transaction, on an outbox that can join one. */
      readonly transaction?: Transaction | undefined;
    },
  ): Promise<{
    /** Its position in the outbox. */
    readonly position: number;
  }>;
  /** Starts delivery; several instances may deliver from a shared outbox. */
  start(): void;
  /**
   * Stops delivery: exchanges in progress finish, within their time limit, and are settled. Unsent
   * reports are left to another instance, or to the next start.
   *
   * Ends whatever the outbox and the platform do: after the time limit of an exchange
   * (`limits.answerMilliseconds`), or ten seconds if that is shorter, and five seconds more; 20
   * seconds by default. What could not be settled by then is sent again.
   */
  stop(): Promise<void>;
  /** Returns the state of delivery. */
  status(): Promise<DeliveryStatus>;
  /** Finds reports, earliest first, for example those of an appointment, or those kept aside. */
  list(query?: ReportQuery): Promise<readonly StoredAppointmentReport[]>;
  /**
   * Replaces a report that is kept aside, and sends it again. The appointment and its status cannot
   * change: another status is another report.
   *
   * @throws SasError `SAS_REPORT_NOT_KEPT_ASIDE`, `SAS_APPOINTMENT_INVALID`,
   *   `SAS_APPOINTMENT_EFFECTOR_MISSING`, `SAS_TIME_ZONE_UNKNOWN`, `SAS_OUTBOX_UNAVAILABLE`
   */
  mend(position: number, report: AppointmentReport, decision: PersonalDecision): Promise<void>;
  /**
   * Sends a report that is kept aside again, unchanged.
   *
   * @throws SasError `SAS_REPORT_NOT_KEPT_ASIDE`, `SAS_APPOINTMENT_INVALID`,
   *   `SAS_OUTBOX_UNAVAILABLE`
   */
  resend(position: number, decision: PersonalDecision): Promise<void>;
  /**
   * Drops a report that is kept aside: the platform never gets it, and later reports are sent.
   *
   * @throws SasError `SAS_REPORT_NOT_KEPT_ASIDE`, `SAS_APPOINTMENT_INVALID`,
   *   `SAS_OUTBOX_UNAVAILABLE`
   */
  drop(position: number, decision: PersonalDecision): Promise<void>;
}

/** Who decided on a report, and why; both are stored with it. */
export interface PersonalDecision {
  /** Who, as the vendor names its users; 1 to 1000 characters. */
  readonly by: string;
  /** Why; 1 to 1000 characters. */
  readonly reason: string;
}

/** A filter of reports. */
export interface ReportQuery {
  /** Only reports of this appointment, by the vendor's id. */
  readonly appointment?: string | undefined;
  /** Only reports in this state, such as `aside`. */
  readonly state?: OutboxState | undefined;
  /** Only reports after this position: the last one of the previous page. */
  readonly after?: number | undefined;
  /**
   * Maximum number of reports.
   *
   * @defaultValue 100
   */
  readonly limit?: number | undefined;
}

/** The state of delivery. */
export interface DeliveryStatus extends OutboxCount {
  /** Whether this instance delivers. */
  readonly isRunning: boolean;
  /** Whether the oldest report that waits is older than `limits.alarmMilliseconds`. */
  readonly isLate: boolean;
  /** Whether the platform is called: as usual (`closed`), not (`open`), or once as a probe. */
  readonly breaker: BreakerState;
  /** Reports that this instance delivered since it was created. */
  readonly delivered: number;
  /** Last failure to deliver a report in this instance, and when; null if none failed. */
  readonly lastFailure: (OutboxFailure & { readonly at: string }) | null;
}

// prelude: declare const files: import('@sas-sos/mtls').OutboundFiles;
/**
 * Creates a reporter of appointments to the platform (INT_R03): `report` stores, and once started
 * it delivers, in order within an appointment, in parallel across appointments, until the platform
 * has every report.
 *
 * @throws SasError `SAS_OPTION_INVALID`, `SAS_TIME_ZONE_UNKNOWN`
 * @example
 * ```ts
 * import { watchMutualTlsFetch } from '@sas-sos/mtls';
 * import { openSqliteOutbox } from '@sas-sos/outbox-sqlite';
 *
 * const reporter = createAppointmentReporter({
 *   outbox: await openSqliteOutbox({ file: 'outbox.sqlite' }),
 *   platformUrl: 'https://sas.example/fhir',
 *   identifierSystem: 'urn:oid:1.2.250.1.999.1',
 *   fetch: await watchMutualTlsFetch({ files }),
 * });
 * reporter.start();
 * ```
 * @see `docs/guides/appointments.md`
 */
export function createAppointmentReporter<Transaction = never>(
  options: AppointmentReporterOptions<Transaction>,
): AppointmentReporter<Transaction> {
  const checked = checkReporterOptions(options);
  const { outbox, identifierSystem, zones, clock, logger, answerMilliseconds } = checked;
  const send = createAppointmentSender({ ...checked, now: () => clock.now() });
  let running: { readonly dispatcher: Dispatcher; readonly housekeeping: Housekeeping } | undefined;
  let delivered = 0;
  let lastFailure: DeliveryStatus['lastFailure'] = null;

  function start(): void {
    if (running) return;
    const telemetry = createDeliveryTelemetry(() => askOutbox(() => outbox.count()));
    const calls = createOutboxCalls(outbox, logger);
    const dispatcher = startDispatcher({
      ...{ outbox: calls, logger, publish, answerMilliseconds },
      concurrency: checked.concurrency,
      pollMilliseconds: checked.pollMilliseconds,
      failures: failuresBeforePause,
      delays: {
        firstMilliseconds: checked.firstRetryMilliseconds,
        longestMilliseconds: checked.longestRetryMilliseconds,
      },
      prepare({ content, isFirst, attempt }) {
        const appointment = writeAppointment(JSON.parse(content), identifierSystem);
        const interaction = isFirst && attempt === 1 ? 'create' : 'update';
        return async () => {
          const sent = await telemetry.measure(interaction, () => send(appointment, interaction));
          if (sent.outcome === 'delivered') delivered += 1;
          return sent;
        };
      },
      onFailure(failure) {
        lastFailure = { ...failure, at: new Date(clock.now()).toISOString() };
      },
    });
    const housekeeping = startHousekeeping({ ...checked, outbox: calls, publish });
    running = {
      dispatcher,
      housekeeping: {
        async stop() {
          await housekeeping.stop();
          telemetry.stop();
        },
      },
    };
  }

  return {
    async report(report, { transaction } = {}) {
      const parsed = parseAppointmentReport(report, zones);
      const { id: appointment, status } = parsed;
      const stored = await askOutbox(() =>
        outbox.append(
          {
            ...{ appointment, status, follows: toPrecedingStatuses(status) },
            content: JSON.stringify(parsed),
          },
          { transaction },
        ),
      );
      if (stored.outcome === 'refused') {
        throw new SasError('SAS_APPOINTMENT_TRANSITION', { expression: 'status' });
      }
      const { position } = stored;
      publish('stored', { position, appointment });
      return { position };
    },

    start,

    async stop() {
      const stopped = running;
      running = undefined;
      await Promise.all([stopped?.dispatcher.stop(), stopped?.housekeeping.stop()]);
    },

    async status() {
      const count = await askOutbox(() => outbox.count());
      return {
        ...count,
        isRunning: running !== undefined,
        isLate: count.oldestWaitingMilliseconds > checked.alarmMilliseconds,
        breaker: running?.dispatcher.breaker ?? 'closed',
        delivered,
        lastFailure,
      };
    },

    list: ({ limit = 100, ...query } = {}) => listReports(outbox, { ...query, limit }),

    async mend(position, report, { by, reason }) {
      const parsed = parseAppointmentReport(report, zones);
      const [before] = await listReports(outbox, { position, limit: 1 });
      if (before?.state !== 'aside') throw new SasError('SAS_REPORT_NOT_KEPT_ASIDE');
      const changed = (['id', 'status'] as const).filter(
        (member) => before.report?.[member] !== parsed[member],
      );
      throwIssues(changed.map((expression) => ({ code: 'SAS_APPOINTMENT_INVALID', expression })));
      const content = JSON.stringify(parsed);
      await amendReport(outbox, position, { action: 'mend', content, by, reason });
      publish('amended', { position, action: 'mend' });
    },

    async resend(position, { by, reason }) {
      await amendReport(outbox, position, { action: 'resend', by, reason });
      publish('amended', { position, action: 'resend' });
    },

    async drop(position, { by, reason }) {
      await amendReport(outbox, position, { action: 'drop', by, reason });
      publish('amended', { position, action: 'drop' });
    },
  };
}
