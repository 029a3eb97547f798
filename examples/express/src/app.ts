import type { CallerGuard, Clock, Logger } from '@sas-sos/core';
import { createGateway } from '@sas-sos/gateway';
import { toNodeHandler } from '@sas-sos/node';
import { createRegulatorHandler } from '@sas-sos/regulators';
import { createSlotHandler } from '@sas-sos/slots';
import express, { type Express } from 'express';
import { withAudit } from './audit/audited-sessions.js';
import type { Audit } from './audit/create-audit.js';
import { createHealthHandler } from './health.js';
import { requireOwnName } from './own-names.js';
import { createPages } from './pages/pages.js';
import type { ClientAddress } from './session/client-address.js';
import { createSessions } from './session/sessions.js';
import { createVendorSignOn } from './sign-on/create-vendor-sign-on.js';
import type { SignOnConfig } from './sign-on/sign-on-config.js';
import type { Reporting } from './store/appointment-book.js';
import type { Store } from './store/store.js';
import { requireHttps } from './strict-transport.js';
import { version } from './version.js';

export interface AppOptions {
  readonly store: Store;
  /** Appointments and their reports to the platform. */
  readonly reporting: Reporting;
  /** Who did what. */
  readonly audit: Audit;
  /** Origin of the vendor's site. */
  readonly publicUrl: string;
  /** `identifier.system` of the places' own ids. */
  readonly idSystem: string;
  /** Password of the staff account. */
  readonly staffPassword: string;
  /** Reads where a sign-in of the staff comes from; default: from the other end of the connection. */
  readonly addressOf?: ClientAddress | undefined;
  /** How regulators sign on; without it they cannot. */
  readonly signOn?: SignOnConfig | undefined;
  /** Admits only the platform on `/fhir`; without it everyone is admitted. */
  readonly guard?: CallerGuard | undefined;
  readonly logger: Logger;
  readonly clock: Clock;
}

/** Creates the vendor's application: its own pages, with the SDK mounted next to them. */
export function createApp(options: AppOptions): Express {
  const { store, reporting, publicUrl, idSystem, staffPassword, guard, logger, clock } = options;
  const { addressOf, audit } = options;
  // All the wiring of the SDK: an adapter and a handler per flow, a gateway, a mount.
  const gateway = createGateway({
    parts: [
      createSlotHandler({
        agenda: store.createAgenda({ publicUrl }),
        placeIdSystem: idSystem,
        logger,
        clock,
      }),
      createRegulatorHandler({ accounts: store.createRegulatorAccounts(), logger }),
    ],
    baseUrl: `${publicUrl}/fhir`,
    guard,
    // Both parts together have fewer than the pool has connections: pages find one as well.
    limits: { concurrency: 4 },
    audit: audit.trail,
    software: { name: 'Agenda SOS (exemple)', version },
    logger,
    clock,
  });

  const isSecure = publicUrl.startsWith('https:');
  const { regulators } = store;
  const sessions = withAudit(
    createSessions({ table: store.sessions, regulators, clock, isSecure }),
    { audit, regulators },
  );
  const signOn =
    options.signOn &&
    createVendorSignOn({ config: options.signOn, store, sessions, publicUrl, logger, clock });

  const app = express();
  app.disable('x-powered-by');
  app.use(requireHttps(publicUrl));
  app.use(requireOwnName(publicUrl));
  app.use('/fhir', toNodeHandler(gateway));
  app.get('/healthz', toNodeHandler(createHealthHandler({ store, gateway, logger })));
  app.use(
    createPages({
      ...{ store, reporting, audit, sessions, signOn, staffPassword, addressOf },
      ...{ isSecure, clock, logger },
    }),
  );
  return app;
}
