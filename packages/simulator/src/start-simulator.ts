import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { createApi } from './api/create-api.js';
import { createExchangeLog } from './exchanges/create-exchange-log.js';
import { createFaultSwitches } from './faults/create-fault-switches.js';
import { createPages } from './pages/create-pages.js';
import { createPlatformServer } from './platform/create-platform-server.js';
import { createPortal } from './portal/create-portal.js';
import { createIdentityProvider } from './provider/create-identity-provider.js';
import { readSimulatorOptions, type SimulatorSettings } from './read-simulator-options.js';
import { createRegulatorDesk } from './regulators/create-regulator-desk.js';
import { demoRegulators } from './regulators/demo-regulators.js';
import { createOriginCheck } from './server/check-origin.js';
import { createServerEnd } from './server/create-server-end.js';
import { listen } from './server/listen.js';
import type { Simulation } from './simulation.js';
import type { Simulator, SimulatorOptions } from './simulator-options.js';
import { type OpenStateStore, openStateStore } from './state/open-state-store.js';
import { createSimulatorTls } from './tls/create-simulator-tls.js';
import { createVendorClient } from './vendor/create-vendor-client.js';

type Tls = ReturnType<typeof createSimulatorTls>;

/**
 * Starts the platform on this machine: its pages, its identity provider, its server of appointments
 * and its API. The vendor need not be there yet.
 *
 * @throws SasError `SAS_OPTION_INVALID` for options that cannot be used, a port that is taken, or a
 *   data file that is damaged or another simulator's; `issues[0].expression` names the option.
 * @example
 * ```ts
 * await using simulator = await startSimulator({
 *   vendorUrl: 'http://127.0.0.1:3000/fhir',
 *   port: 0,
 * });
 * const response = await fetch(`${simulator.url}/api/searches`, {
 *   method: 'POST',
 *   headers: { 'content-type': 'application/json' },
 *   body: '{}',
 * });
 * ```
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const settings = readSimulatorOptions(options);
  const { tls: certificates } = settings;
  const tls = certificates && createSimulatorTls(certificates, settings);
  const state = await openStateStore({ file: settings.dataFile, logger: settings.logger });
  const closers: (() => Promise<void>)[] = [async () => tls?.outbound.close(), state.close];
  let ending: Promise<void> | undefined;
  const close = () => {
    ending ??= closeAll(closers);
    return ending;
  };
  try {
    let serve: Serve | undefined;
    const { server, url } = await listen({ ...settings, tls: tls?.server }, (request, response) => {
      if (serve) serve(request, response).catch(() => response.destroy());
      else response.writeHead(503, { 'retry-after': '1' }).end();
    });
    closers.unshift(createServerEnd(server));
    // Addresses of the platform are made of the port, which had to be known first.
    serve = await createServe(settings, { url, state, tls });
    return {
      url,
      fhirUrl: `${url}/fhir`,
      sasIssuer: `${url}/realms/sas`,
      pscIssuer: `${url}/auth/realms/esante-wallet`,
      close,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close().catch(() => {});
    throw error;
  }
}

type Serve = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Puts the parts together; gives what answers a request. */
async function createServe(
  settings: SimulatorSettings,
  parts: {
    readonly url: string;
    readonly state: OpenStateStore;
    readonly tls: Tls | undefined;
  },
): Promise<Serve> {
  const { vendorUrl, origin, registration, clock, logger } = settings;
  const { url, state, tls } = parts;
  const dispatcher = tls?.outbound.dispatcher;
  const exchanges = createExchangeLog();
  const faults = createFaultSwitches();
  const known = { state, exchanges, faults, clock, logger };
  if (state.read().regulators.length === 0) {
    state.change((before) => ({ ...before, regulators: demoRegulators }));
  }
  const vendor = createVendorClient({ ...known, vendorUrl, dispatcher });
  const desk = createRegulatorDesk({ state, vendor, clock });
  const provider = await createIdentityProvider({ ...known, url, registration, desk, dispatcher });
  const simulation: Simulation = { ...known, url, vendorUrl, origin, vendor, desk, provider };
  const portal = createPortal(simulation);
  const app = new Hono()
    .route('/fhir', createPlatformServer({ ...known, guard: tls?.guard, url: `${url}/fhir` }))
    .route('/api', createApi(simulation))
    .route('/', createPages(simulation, portal));
  const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const checkOrigin = createOriginCheck(url);
  return async (request, response) => {
    const refusal = checkOrigin(request);
    if (refusal) {
      response.writeHead(refusal.status, { 'content-type': 'text/plain; charset=utf-8' });
      response.end(`${refusal.text}\n`);
    } else if (!(await provider.serve(request, response))) {
      await answer(request, response);
    }
  };
}

/** Each, whatever becomes of those before it; the first that fails is told. */
async function closeAll(closers: readonly (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const close of closers) await close().catch((error) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
