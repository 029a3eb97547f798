import { type OutboxCount, type OutboxFailure, type OutboxState, SasError } from '@sas-sos/core';
import type { AppointmentReport } from './appointment-report.js';
import { toPrecedingStatuses } from './appointment-transitions.js';
import type { BreakerState } from './delivery/circuit-breaker.js';
import { publishDelivery as publish } from './delivery/delivery-event.js';
import { type Dispatcher, startDispatcher } from './delivery/dispatcher.js';
import { type Housekeeping, startHousekeeping } from './delivery/housekeeping.js';
import { createAppointmentSender } from './delivery/send-appointment.js';
import { createDeliveryTelemetry } from './delivery/telemetry.js';
import { amendReport, askOutbox, listReports, type StoredAppointmentReport } from './kept-aside.js';
import { parseAppointmentReport } from './parse-appointment-report.js';
import {
  type AppointmentReporterOptions,
  checkReporterOptions,
  failuresBeforePause,
} from './reporter-options.js';
import { writeAppointment } from './to-fhir-appointment.js';

/** Reports a vendor's appointments to the platform. */
export interface AppointmentReporter<Transaction = never> {
  /**
   * Checks the report of an appointment and stores it: once this resolves, it will be delivered, after
   * every earlier report of the same appointment, whatever happens to this process. With a
   * `transaction` it is stored, and undone, with everything else in it.
   *
   * @throws SasError `SAS_APPOINTMENT_INVALID`, `SAS_APPOINTMENT_EFFECTOR_MISSING`,
   *   `SAS_APPOINTMENT_TRANSITION`: nothing was stored. `SAS_OUTBOX_UNAVAILABLE`: report again; the
   *   same report twice does no harm. `SAS_OUTBOX_SCHEMA`
   */
  report(
    report: AppointmentReport,
    options?: {
      /** The vendor's own transaction, on an outbox that can join one. */
      readonly transaction?: Transaction | undefined;
    },
  ): Promise<{
    /** Its place in the outbox. */
    readonly position: number;
  }>;
  /** Starts to deliver; several instances may, on an outbox that they share. */
  start(): void;
  /**
   * Stops to deliver: exchanges under way end, within their time limit, and are settled. What was
   * not sent is left to another instance, or to the next start.
   */
  stop(): Promise<void>;
  /** Tells how delivery goes. */
  status(): Promise<DeliveryStatus>;
  /** Finds reports, earliest first: those of an appointment, or those kept aside, say. */
  list(query?: ReportQuery): Promise<readonly StoredAppointmentReport[]>;
  /**
   * Replaces a report that is kept aside, and sends it again. The appointment and its status stay:
   * another status is another report.
   *
   * @throws SasError `SAS_REPORT_NOT_KEPT_ASIDE`, `SAS_APPOINTMENT_INVALID`,
   *   `SAS_APPOINTMENT_EFFECTOR_MISSING`, `SAS_OUTBOX_UNAVAILABLE`
   */
  mend(position: number, report: AppointmentReport, decision: PersonalDecision): Promise<void>;
  /**
   * Sends a report that is kept aside again, as it is.
   *
   * @throws SasError `SAS_REPORT_NOT_KEPT_ASIDE`, `SAS_APPOINTMENT_INVALID`,
   *   `SAS_OUTBOX_UNAVAILABLE`
   */
  resend(position: number, decision: PersonalDecision): Promise<void>;
  /**
   * Gives a report up that is kept aside: the platform never has it, and what follows it is sent.
   *
   * @throws SasError `SAS_REPORT_NOT_KEPT_ASIDE`, `SAS_APPOINTMENT_INVALID`,
   *   `SAS_OUTBOX_UNAVAILABLE`
   */
  drop(position: number, decision: PersonalDecision): Promise<void>;
}

/** Who decided on a report, and why: both stay with it. */
export interface PersonalDecision {
  /** Who, as the vendor names its users; 1 to 1000 characters. */
  readonly by: string;
  /** Why; 1 to 1000 characters. */
  readonly reason: string;
}

/** Which reports are looked for. */
export interface ReportQuery {
  /** Of this appointment only, by the vendor's id. */
  readonly appointment?: string | undefined;
  /** In this state only: `aside`, say. */
  readonly state?: OutboxState | undefined;
  /** Behind this position only: the last one of the page before. */
  readonly after?: number | undefined;
  /**
   * Most reports.
   *
   * @defaultValue 100
   */
  readonly limit?: number | undefined;
}

/** How delivery goes. */
export interface DeliveryStatus extends OutboxCount {
  /** Whether this instance delivers. */
  readonly isRunning: boolean;
  /** Whether the oldest report that waits is older than `limits.alarmMilliseconds`. */
  readonly isLate: boolean;
  /** Whether the platform is called: as usual (`closed`), not at all (`open`), once to see. */
  readonly breaker: BreakerState;
  /** Reports that this instance delivered since it was created. */
  readonly delivered: number;
  /** Why a report of this instance was last not delivered, and when; null: none failed. */
  readonly lastFailure: (OutboxFailure & { readonly at: string }) | null;
}

// prelude: declare const files: import('@sas-sos/mtls').OutboundFiles;
/**
 * Creates what reports appointments to the platform (INT_R03): `report` stores, and what was started
 * delivers, in order within an appointment, in parallel across appointments, until the platform has
 * it.
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
  const { outbox, identifierSystem, zone, clock, logger, answerMilliseconds } = checked;
  const send = createAppointmentSender({ ...checked, now: () => clock.now() });
  let running: { readonly dispatcher: Dispatcher; readonly housekeeping: Housekeeping } | undefined;
  let delivered = 0;
  let lastFailure: DeliveryStatus['lastFailure'] = null;

  function start(): void {
    if (running) return;
    const loading = createDeliveryTelemetry(() => outbox.count());
    const dispatcher = startDispatcher({
      ...{ outbox, logger, publish, answerMilliseconds },
      concurrency: checked.concurrency,
      pollMilliseconds: checked.pollMilliseconds,
      failures: failuresBeforePause,
      delays: {
        firstMilliseconds: checked.firstRetryMilliseconds,
        longestMilliseconds: checked.longestRetryMilliseconds,
      },
      async send({ content, isFirst, attempt }) {
        const telemetry = await loading;
        const interaction = isFirst && attempt === 1 ? 'create' : 'update';
        const appointment = writeAppointment(JSON.parse(content), identifierSystem);
        const sent = await telemetry.measure(interaction, () => send(appointment, interaction));
        if (sent.outcome === 'delivered') delivered += 1;
        return sent;
      },
      onFailure(failure) {
        lastFailure = { ...failure, at: new Date(clock.now()).toISOString() };
      },
    });
    const housekeeping = startHousekeeping({ ...checked, publish });
    running = {
      dispatcher,
      housekeeping: {
        async stop() {
          await housekeeping.stop();
          (await loading).stop();
        },
      },
    };
  }

  return {
    async report(report, { transaction } = {}) {
      const parsed = parseAppointmentReport(report, zone);
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
      await stopped?.dispatcher.stop();
      await stopped?.housekeeping.stop();
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
      const parsed = parseAppointmentReport(report, zone);
      const [before] = await listReports(outbox, { position, limit: 1 });
      if (before?.state !== 'aside') throw new SasError('SAS_REPORT_NOT_KEPT_ASIDE');
      for (const member of ['id', 'status'] as const) {
        if (before.report[member] === parsed[member]) continue;
        throw new SasError('SAS_APPOINTMENT_INVALID', { expression: member });
      }
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
