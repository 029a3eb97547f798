import { runConformance } from '@sas-sos/conformance';
import type { Clock, Logger } from '@sas-sos/core';
import type { MutualTlsDispatcher } from '@sas-sos/mtls';
import {
  type CertificationDesk,
  createCertificationDesk,
} from './platform/certification/certification-desk.js';
import { demoRegulators } from './platform/regulators/demo-regulators.js';
import { createRegulatorDesk, type RegulatorDesk } from './platform/regulators/regulator-desk.js';
import type { IdentityProvider } from './platform/sign-on/identity-provider.js';
import { createIdentityProvider } from './platform/sign-on/identity-provider.js';
import { createVendorClient, type VendorClient } from './platform/vendor/vendor-client.js';
import type { SimulatorSettings } from './simulator-options.js';
import { createExchangeLog, type ExchangeLog } from './state/exchange-log.js';
import { createFaultSwitches, type FaultSwitches } from './state/fault-switches.js';
import type { StateStore } from './state/state-store.js';

/** Used by the simulator's pages and API. */
export interface Simulation {
  /** Origin of the simulator, such as `http://127.0.0.1:4000`. */
  readonly url: string;
  /** The vendor's FHIR base, such as `http://127.0.0.1:3000/fhir`. */
  readonly vendorUrl: string;
  /** Appended by the platform to agenda URLs, such as `sas-preprod`. */
  readonly origin: string;
  readonly exchanges: ExchangeLog;
  readonly state: StateStore;
  readonly faults: FaultSwitches;
  readonly vendor: VendorClient;
  readonly desk: RegulatorDesk;
  readonly certification: CertificationDesk;
  readonly provider: IdentityProvider;
  /** Address of the documentation that the pages link to. */
  readonly documentationUrl: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Creates and connects the parts; a state without regulators gets those of the demo. */
export async function createSimulation(
  settings: SimulatorSettings,
  parts: {
    readonly url: string;
    readonly state: StateStore;
    /** Presents the platform's certificate; plain http if absent. */
    readonly dispatcher: MutualTlsDispatcher | undefined;
    /** Aborted when the simulator stops. */
    readonly signal: AbortSignal;
  },
): Promise<Simulation> {
  const { vendorUrl, origin, registration, documentationUrl, clock, logger } = settings;
  const { url, state, dispatcher, signal } = parts;
  const exchanges = createExchangeLog();
  const faults = createFaultSwitches({ clock });
  const shared = { state, exchanges, faults, clock, logger };
  if (state.read().regulators.length === 0) {
    state.change((before) => ({ ...before, regulators: demoRegulators }));
  }
  const vendor = createVendorClient({ ...shared, vendorUrl, dispatcher });
  const desk = createRegulatorDesk({ state, vendor, clock });
  const provider = await createIdentityProvider({ ...shared, url, registration, desk, dispatcher });
  const { tls, certification: given } = settings;
  const certification = createCertificationDesk({
    configuration: {
      ...given,
      vendor: vendorUrl,
      simulator: url,
      signOn: { origin, ...given?.signOn },
      certificates: tls ? { ca: tls.ca, valid: tls.client, ...given?.certificates } : undefined,
    },
    signal,
    clock,
    runConformance,
  });
  const addresses = { url, vendorUrl, origin, documentationUrl };
  return { ...shared, ...addresses, vendor, desk, provider, certification };
}
