import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Agenda, Clock, Logger } from '@sas-sos/core';

const lookAheadMilliseconds = 72 * 3_600_000;

/** What to look at, and where to say it. */
export interface HomeVisitOptions {
  readonly agenda: Agenda;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Aborted when the server stops. */
  readonly signal: AbortSignal;
}

/**
 * Warns once, at the start, of the associations that have home visits within the next three days:
 * the official SOS suite does not accept them. Asks place by place, so that searches get their turn.
 */
export async function warnOfHomeVisits(options: HomeVisitOptions): Promise<void> {
  const { agenda, clock, logger, signal } = options;
  const from = new Date(clock.now());
  const to = new Date(clock.now() + lookAheadMilliseconds);
  const found = new Set<string>();
  try {
    for (const association of await agenda.listAssociations({ signal })) {
      for (const { id } of association.places) {
        if (found.has(association.siret)) break;
        await nextTurn(undefined, { signal });
        const query = { associations: [association], placeIds: [id], from, to, signal };
        for await (const { consultation } of await agenda.findFreeSlots(query)) {
          if (consultation.includes('home-visit')) found.add(association.siret);
        }
      }
    }
  } catch (err) {
    if (!signal.aborted) logger.warn({ err }, 'The agenda could not be checked for home visits');
    return;
  }
  if (found.size === 0) return;
  logger.warn(
    { associations: [...found] },
    'These associations have home visits (HH): right by the guide, refused by the official SOS suite',
  );
}
