import type { Clock, Logger } from '@sas-sos/core';
import type { ExchangeLog } from './exchanges/exchange.js';
import type { FaultSwitches } from './faults/fault-switches.js';
import type { IdentityProvider } from './provider/identity-provider.js';
import type { RegulatorDesk } from './regulators/regulator-desk.js';
import type { StateStore } from './state/platform-state.js';
import type { VendorClient } from './vendor/vendor-client.js';

/** Everything that the simulator's pages and API stand on. */
export interface Simulation {
  /** Origin of the simulator, such as `http://127.0.0.1:4000`. */
  readonly url: string;
  /** The vendor's FHIR base, such as `http://127.0.0.1:3000/fhir`. */
  readonly vendorUrl: string;
  /** What the platform appends to agenda addresses: `sas-preprod`, say. */
  readonly origin: string;
  readonly exchanges: ExchangeLog;
  readonly state: StateStore;
  readonly faults: FaultSwitches;
  readonly vendor: VendorClient;
  readonly desk: RegulatorDesk;
  readonly provider: IdentityProvider;
  readonly clock: Clock;
  readonly logger: Logger;
}
