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

/** Finds the active switch for an endpoint. */
export function toActiveFault(switches: FaultSwitches, endpoint: RealmEndpoint): Fault | null {
  const fault = switches.read()['sign-on'];
  return fault && faultedEndpoints[fault]?.includes(endpoint) ? fault : null;
}

/** Converts the switches to the current misbehaviour of a realm. */
export function toRealmFaults(switches: FaultSwitches): RealmFaults {
  const { 'sign-on': fault, slowMilliseconds } = switches.read();
  const endpoints = (fault && faultedEndpoints[fault]) ?? [];
  const kinds: Partial<Record<Fault, unknown>> = {
    slow: { delay: slowMilliseconds },
    down: 'cut',
    refuse: 'refuse',
    unavailable: { status: 503 },
    cut: 'cut',
  };
  return Object.fromEntries(endpoints.map((endpoint) => [endpoint, fault && kinds[fault]]));
}
