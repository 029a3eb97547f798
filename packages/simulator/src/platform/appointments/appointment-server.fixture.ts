import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { type Clock, silentLogger } from '@sas-sos/core';
import { Hono } from 'hono';
import { createServerEnd } from '../../server/listen.js';
import type { Exchange } from '../../state/exchange.js';
import { createExchangeLog, type ExchangeLog } from '../../state/exchange-log.js';
import { createFaultSwitches, type FaultSwitches } from '../../state/fault-switches.js';
import { openStateStore, type StateStore } from '../../state/state-store.js';
import { demoRegulators } from '../regulators/demo-regulators.js';
import { createAppointmentServer } from './appointment-server.js';

/** The platform's server of appointments, on a real connection. */
export interface ServedPlatform extends AsyncDisposable {
  readonly url: string;
  readonly state: StateStore;
  readonly exchanges: ExchangeLog;
  readonly faults: FaultSwitches;
  /** The last exchange that was recorded. */
  last(): Exchange;
  /** Names of its checks that failed. */
  failed(): string[];
  send(
    method: string,
    path: string,
    body?: unknown,
    headers?: RequestInit['headers'],
  ): Promise<Response>;
}

const clock: Clock = { now: () => Date.parse('2026-12-01T08:00:00Z') };

export async function servePlatform(): Promise<ServedPlatform> {
  const state = await openStateStore({ file: undefined, logger: silentLogger });
  state.change((before) => ({ ...before, regulators: demoRegulators }));
  const exchanges = createExchangeLog();
  const faults = createFaultSwitches();
  const server = await listenAnywhere();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`;
  const dependencies = {
    state,
    exchanges,
    faults,
    guard: undefined,
    url,
    clock,
    logger: silentLogger,
  };
  const app = new Hono().route('/fhir', createAppointmentServer(dependencies));
  server.on('request', getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  const end = createServerEnd(server);

  function last(): Exchange {
    const exchange = exchanges.find(exchanges.list({ limit: 1 })[0]?.number ?? 0);
    if (!exchange) throw new Error('Nothing was recorded.');
    return exchange;
  }

  return {
    url,
    state,
    exchanges,
    faults,
    last,
    failed: () =>
      last()
        .checks.filter(({ passed }) => !passed)
        .map(({ rule }) => rule.replace('appointments.', '')),
    send: (method, path, body, headers = { 'content-type': 'application/fhir+json' }) =>
      fetch(`${url}${path}`, {
        method,
        headers,
        ...(body === undefined
          ? {}
          : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    [Symbol.asyncDispose]: end,
  };
}

async function listenAnywhere(): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
