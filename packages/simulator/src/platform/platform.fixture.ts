import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { type Clock, silentLogger } from '@sas-sos/core';
import { Hono } from 'hono';
import { createExchangeLog } from '../exchanges/create-exchange-log.js';
import type { Exchange, ExchangeLog } from '../exchanges/exchange.js';
import { createFaultSwitches } from '../faults/create-fault-switches.js';
import type { FaultSwitches } from '../faults/fault-switches.js';
import { demoRegulators } from '../regulators/demo-regulators.js';
import { createServerEnd } from '../server/create-server-end.js';
import { openStateStore } from '../state/open-state-store.js';
import type { StateStore } from '../state/platform-state.js';
import { createPlatformServer } from './create-platform-server.js';

/** The platform's server of appointments, on a real connection. */
export interface ServedPlatform extends AsyncDisposable {
  readonly url: string;
  readonly state: StateStore;
  readonly exchanges: ExchangeLog;
  readonly faults: FaultSwitches;
  /** The exchange that was recorded last. */
  last(): Exchange;
  /** Names of the checks that did not pass in it. */
  failed(): string[];
  send(method: string, path: string, body?: unknown, headers?: HeadersInit): Promise<Response>;
}

const clock: Clock = { now: () => Date.parse('2026-12-01T08:00:00Z') };

export async function servePlatform(): Promise<ServedPlatform> {
  const state = await openStateStore({ file: undefined, logger: silentLogger });
  state.change((before) => ({ ...before, regulators: demoRegulators }));
  const exchanges = createExchangeLog();
  const faults = createFaultSwitches();
  const server = await listenAnywhere();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`;
  const known = { state, exchanges, faults, guard: undefined, url, clock, logger: silentLogger };
  const app = new Hono().route('/fhir', createPlatformServer(known));
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
