import { AsyncLocalStorage } from 'node:async_hooks';
import { type RealmEndpoint, type RealmFaults, realmEndpoints } from '@sas-sos/test-provider';
import type { Fault, FaultSwitches } from '../../state/fault-switches.js';

/** The endpoints that each fault affects. */
const faultedEndpoints: Partial<Record<Fault, readonly RealmEndpoint[]>> = {
  slow: realmEndpoints,
  down: realmEndpoints,
  refuse: ['authorization'],
  unavailable: ['discovery', 'token'],
  cut: ['token', 'userinfo', 'keys'],
};

/** Which fault affects each request of the realms. */
export interface SignOnFaults {
  /** Runs the answer to one request. */
  run<Result>(answer: () => Promise<Result>): Promise<Result>;
  /** Decides for the current request, once; `null` if no fault affects it. */
  take(endpoint: RealmEndpoint): Fault | null;
  /** How a realm misbehaves towards the current request. */
  read(): RealmFaults;
}

/**
 * Creates the faults of both realms. A realm asks several times while it answers one request, and a
 * limit counts requests: the decision is kept as long as the answer lasts.
 */
export function createSignOnFaults(switches: FaultSwitches): SignOnFaults {
  const requests = new AsyncLocalStorage<{ faults: RealmFaults }>();
  return {
    run: (answer) => requests.run({ faults: {} }, answer),
    take(endpoint) {
      const { slowMilliseconds } = switches.read();
      const fault = switches.take('sign-on', (active) => isAffected(active, endpoint));
      const request = requests.getStore();
      if (request && fault) request.faults = toRealmFaults(fault, endpoint, slowMilliseconds);
      return fault;
    },
    read: () => requests.getStore()?.faults ?? {},
  };
}

const isAffected = (fault: Fault, endpoint: RealmEndpoint): boolean =>
  faultedEndpoints[fault]?.includes(endpoint) === true;

function toRealmFaults(fault: Fault, endpoint: RealmEndpoint, delay: number): RealmFaults {
  const kinds: Partial<Record<Fault, unknown>> = {
    slow: { delay },
    down: 'cut',
    refuse: 'refuse',
    unavailable: { status: 503 },
    cut: 'cut',
  };
  return { [endpoint]: kinds[fault] };
}
