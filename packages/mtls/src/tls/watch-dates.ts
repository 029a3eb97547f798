import type { Clock, Logger } from '@sas-sos/core';
import type { RevocationListState } from '../trust-store.js';
import type { OwnCertificate } from './identity.js';

const day = 86_400_000;
const noticeDays = 30;

/**
 * Creates checks that log, once a day, that our certificate expires within 30 days, or that a
 * revocation list is past its date.
 */
export function createDateWatch({ clock, logger }: { clock: Clock; logger: Logger }) {
  const loggedAt = new Map<string, number>();

  /** Whether nothing was logged about the subject within the last day. */
  function isDue(subject: string, now: number): boolean {
    const last = loggedAt.get(subject);
    if (last !== undefined && now - last < day) return false;
    loggedAt.set(subject, now);
    return true;
  }

  return {
    checkCertificate({ fingerprint, notAfter }: OwnCertificate): void {
      const now = clock.now();
      if (notAfter - now > noticeDays * day || !isDue(fingerprint, now)) return;
      const fields = {
        fingerprint,
        notAfter: new Date(notAfter).toISOString(),
        daysLeft: Math.max(0, Math.floor((notAfter - now) / day)),
      };
      if (now > notAfter) logger.error(fields, 'Our own certificate has expired');
      else logger.warn(fields, 'Our own certificate expires soon');
    },
    checkLists(lists: readonly RevocationListState[]): void {
      const now = clock.now();
      for (const { authority, nextUpdate } of lists) {
        if (now <= nextUpdate || !isDue(`list ${authority}`, now)) continue;
        logger.warn({ authority }, 'A revocation list is past its date; fetch a new one');
      }
    },
  };
}
