import type { Logger } from '@sas-sos/core';
import type { RequestHandler } from 'express';
import { sessionOf } from '../session/current-session.js';
import { tellKeptAside } from '../session/signed-in.js';
import type { Reporting } from '../store/appointment-book.js';

/** Counts, for the header of the staff, the reports that wait for one of them. */
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
        tellKeptAside(response, (await reporting.reporter.status()).aside);
      } catch (err) {
        // The page itself does not depend on it.
        logger.error({ err }, 'Reports kept aside could not be counted');
      }
    }
    next();
  };
}
