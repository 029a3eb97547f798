import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { createAppointmentServer } from './platform/appointments/appointment-server.js';
import { createApi } from './portal/api/create-api.js';
import { createPages } from './portal/pages/create-pages.js';
import { createPortalSignIn } from './portal/portal-sign-in.js';
import { answerStarting } from './server/answer-starting.js';
import { createOriginCheck } from './server/check-origin.js';
import { createServerEnd, listen } from './server/listen.js';
import { createSimulatorTls } from './server/simulator-tls.js';
import { createSimulation } from './simulation.js';
import {
  readSimulatorOptions,
  type Simulator,
  type SimulatorOptions,
  type SimulatorSettings,
} from './simulator-options.js';
import { type OpenStateStore, openStateStore } from './state/state-store.js';

type Tls = ReturnType<typeof createSimulatorTls>;

/**
 * Starts the platform on this machine: its pages, its identity provider, its server of appointments
 * and its API. The vendor need not be running yet.
 *
 * @throws SasError `SAS_OPTION_INVALID` for invalid options, a port that is in use, or a data file
 *   that is damaged or used by another simulator; `issues[0].expression` names the option.
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
  const closing = new AbortController();
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
      else answerStarting(request, response);
    });
    closers.unshift(async () => closing.abort(), createServerEnd(server));
    // The URLs of the platform contain the port, which had to be known first.
    serve = await createServe(settings, { url, state, tls, signal: closing.signal });
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

/** Creates the simulation; returns the handler of requests. */
async function createServe(
  settings: SimulatorSettings,
  parts: {
    readonly url: string;
    readonly state: OpenStateStore;
    readonly tls: Tls | undefined;
    readonly signal: AbortSignal;
  },
): Promise<Serve> {
  const { url, state, tls, signal } = parts;
  const dispatcher = tls?.outbound.dispatcher;
  const simulation = await createSimulation(settings, { url, state, dispatcher, signal });
  const appointmentServer = createAppointmentServer({
    ...simulation,
    guard: tls?.guard,
    url: `${url}/fhir`,
  });
  const app = new Hono()
    .route('/fhir', appointmentServer)
    .route('/api', createApi(simulation))
    .route('/', createPages(simulation, createPortalSignIn(simulation)));
  const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const checkOrigin = createOriginCheck(url);
  return async (request, response) => {
    const refusal = checkOrigin(request);
    if (refusal) {
      response.writeHead(refusal.status, { 'content-type': 'text/plain; charset=utf-8' });
      response.end(`${refusal.text}\n`);
    } else if (!(await simulation.provider.serve(request, response))) {
      await answer(request, response);
    }
  };
}

/** Closes all of them, even if one fails; throws the first failure. */
async function closeAll(closers: readonly (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const close of closers) await close().catch((error) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
