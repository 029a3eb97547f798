import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Fault, FaultSwitches } from '../state/fault-switches.js';
import type { RealmEndpoint } from './realm/realm-layout.js';

/** Which endpoints each fault acts on. */
const faultedEndpoints: Partial<Record<Fault, readonly RealmEndpoint[] | 'all'>> = {
  slow: 'all',
  down: 'all',
  refuse: ['authorization'],
  unavailable: ['discovery', 'token'],
  cut: ['token', 'userinfo', 'keys'],
};

/** The switch that acts on an endpoint now. */
export function toActiveFault(faults: FaultSwitches, endpoint: RealmEndpoint): Fault | null {
  const fault = faults.read()['sign-on'];
  const endpoints = fault ? faultedEndpoints[fault] : undefined;
  return endpoints === 'all' || endpoints?.includes(endpoint) ? fault : null;
}

/** Answers in place of the realm, or makes it late; `true`: nothing is left to do. */
export async function misbehave(
  fault: Fault | null,
  response: ServerResponse,
  slowMilliseconds: number,
): Promise<boolean> {
  switch (fault) {
    case 'slow':
      // Nobody's stop waits for it.
      await delay(slowMilliseconds, undefined, { ref: false });
      return response.destroyed;
    case 'cut':
    case 'down':
      response.destroy();
      return true;
    case 'unavailable':
      response.writeHead(503, { 'content-type': 'application/json', 'cache-control': 'no-store' });
      response.end('{"error":"temporarily_unavailable"}');
      return true;
    default:
      return false;
  }
}
