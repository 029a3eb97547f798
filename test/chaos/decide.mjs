// @ts-check
import { createAppointmentReporter } from '@sas-sos/appointments';
import { identifierSystem, readEvent, toMended } from './histories.mjs';

/**
 * Decides on every report that is kept aside, as its history says: what a person would do.
 *
 * @param {{
 *   outbox: import('@sas-sos/core').Outbox<any>,
 *   histories: readonly import('./histories.mjs').History[],
 *   platformUrl: string,
 *   dropped: Set<string>,
 * }} run `dropped` is told what the platform will never have: appointment and event.
 */
export async function decideOnAside({ outbox, histories, platformUrl, dropped }) {
  const byId = new Map(histories.map((history) => [history.id, history]));
  const reporter = createAppointmentReporter({ outbox, platformUrl, identifierSystem });
  const decision = { by: 'operator', reason: 'seen' };
  for (const { position, report } of await reporter.list({ state: 'aside', limit: 100_000 })) {
    const event = readEvent(report);
    const one = byId.get(report.id)?.events[event];
    // One that nobody meant to be refused stays, and is found stuck.
    if (!one?.refusal) continue;
    if (one.refusal === 'mend') await reporter.mend(position, toMended(one.report), decision);
    if (one.refusal === 'resend') await reporter.resend(position, decision);
    if (one.refusal === 'drop') {
      dropped.add(`${report.id} ${event}`);
      await reporter.drop(position, decision);
    }
  }
}
