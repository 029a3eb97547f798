import { setTimeout as delay } from 'node:timers/promises';
import type { FetchHandler, Logger } from '@sas-sos/core';
import type { Gateway } from '@sas-sos/gateway';
import type { Store } from './store/store.js';

const limitMilliseconds = 2000;

/** Answers the health probe: 200 if the store answers and the SDK can serve, otherwise 503. */
export function createHealthHandler(options: {
  readonly store: Store;
  readonly gateway: Gateway;
  readonly logger: Logger;
}): FetchHandler {
  const { store, gateway, logger } = options;

  return async (request, context) => {
    try {
      await Promise.race([store.check(), rejectLate()]);
    } catch (err) {
      logger.error({ err }, 'The store does not answer');
      return Response.json({ status: 'fail' }, { status: 503 });
    }
    return gateway.health(request, context);
  };
}

async function rejectLate(): Promise<never> {
  await delay(limitMilliseconds, undefined, { ref: false });
  throw new Error('The store did not answer in time');
}
