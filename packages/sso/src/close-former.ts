import type { Logger, SignOn } from '@sas-sos/core';
import { callSignOn, changeSession } from './call-vendor.js';

/**
 * Creates what closes the session of a regulator in a browser where that person is no longer, and
 * returns the cookies to set. A session of the staff stays. If the vendor's store fails, that is
 * logged, and the sign-on goes on: its end replaces the session.
 */
export function createCloseFormer({
  signOn,
  logger,
}: {
  readonly signOn: SignOn;
  readonly logger: Logger;
}): (request: Request) => Promise<readonly string[]> {
  return async (request) => {
    try {
      const former = await callSignOn(() => signOn.currentSession(request));
      if (!former?.seal) return [];
      const cookies = await changeSession(() => signOn.closeSession(request));
      logger.info({}, 'The session of the former regulator was closed');
      return cookies;
    } catch (err) {
      logger.error({ err }, 'The session of the former regulator could not be closed');
      return [];
    }
  };
}
