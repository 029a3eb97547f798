import type { Logger } from '@sas-sos/core';
import type { RequestHandler } from 'express';
import { sessionOf } from '../session/current-session.js';
import { setKeptAside } from '../session/signed-in.js';
import type { Reporting } from '../store/appointment-book.js';

/** Counts, for the staff header, the reports that wait for a decision of the staff. */
export function countKeptAside({
  reporting,
  logger,
}: {
  readonly reporting: Pick<Reporting, 'reporter'>;
  readonly logger: Logger;
}): RequestHandler {
  return async (_request, response, next) => {
    if (sessionOf(response)?.kind === 'staff') {
      try {
        setKeptAside(response, (await reporting.reporter.status()).aside);
      } catch (err) {
        // The page itself does not depend on it.
        logger.error({ err }, 'Reports kept aside could not be counted');
      }
    }
    next();
  };
}
