// @ts-check
import { createAppointmentReporter } from '@sas-sos/appointments';
import { identifierSystem, readEvent, toMended } from './histories.mjs';

/**
 * Decides on every report that is kept aside, as a person would, according to its history.
 *
 * @param {{
 *   outbox: import('@sas-sos/core').Outbox<any>,
 *   histories: readonly import('./histories.mjs').History[],
 *   platformUrl: string,
 *   dropped: Set<string>,
 * }} run `dropped` collects what the platform will never get: appointment and event.
 */
export async function decideOnAside({ outbox, histories, platformUrl, dropped }) {
  const byId = new Map(histories.map((history) => [history.id, history]));
  const reporter = createAppointmentReporter({ outbox, platformUrl, identifierSystem });
  const decision = { by: 'operator', reason: 'seen' };
  for (const { position, report } of await reporter.list({ state: 'aside', limit: 100_000 })) {
    // One that cannot be read stays too.
    if (!report) continue;
    const event = readEvent(report);
    const change = byId.get(report.id)?.events[event];
    // A report that should not have been refused stays, and is counted as stuck.
    if (!change?.refusal) continue;
    if (change.refusal === 'mend') await reporter.mend(position, toMended(change.report), decision);
    if (change.refusal === 'resend') await reporter.resend(position, decision);
    if (change.refusal === 'drop') {
      dropped.add(`${report.id} ${event}`);
      await reporter.drop(position, decision);
    }
  }
}
