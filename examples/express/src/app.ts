import type { Clock, Logger } from '@sas-sos/core';
import { createGateway } from '@sas-sos/gateway';
import { toNodeHandler } from '@sas-sos/node';
import { createSlotHandler } from '@sas-sos/slots';
import express, { type Express } from 'express';
import { createHealthHandler } from './health.js';
import { createPages } from './pages/pages.js';
import type { Store } from './store/store.js';
import { version } from './version.js';

export interface AppOptions {
  readonly store: Store;
  /** Origin of the vendor's site. */
  readonly publicUrl: string;
  /** `identifier.system` of the places' own ids. */
  readonly idSystem: string;
  readonly logger: Logger;
  readonly clock: Clock;
}

/** The vendor's application: its own pages, and the SDK mounted beside them. */
export function createApp({ store, publicUrl, idSystem, logger, clock }: AppOptions): Express {
  // The wiring of the SDK: an adapter over the agenda, a handler, a gateway, a mount.
  const gateway = createGateway({
    parts: [
      createSlotHandler({
        agenda: store.createAgenda({ publicUrl }),
        placeIdSystem: idSystem,
        logger,
        clock,
      }),
    ],
    baseUrl: `${publicUrl}/fhir`,
    software: { name: 'Agenda SOS (exemple)', version },
    logger,
    clock,
  });

  const app = express();
  app.disable('x-powered-by');
  app.use('/fhir', toNodeHandler(gateway));
  app.get('/healthz', toNodeHandler(createHealthHandler({ store, gateway, logger })));
  app.use(createPages({ store, clock, logger }));
  return app;
}
