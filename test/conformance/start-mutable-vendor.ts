import type { Configuration } from '@sas-sos/conformance';
import { type Simulator, startSimulator } from '@sas-sos/simulator';
import { staffEnvironment } from '../reference-vendor/open-staff-browser.js';
import { createFolder, startVendor } from '../reference-vendor/start-vendor.js';
import { createMutatingProxy, type MutatingProxy } from './mutating-proxy.js';
import { toConfiguration } from './to-configuration.mjs';
import { writeTestAgenda } from './write-test-agenda.mjs';

/** The reference vendor and the simulator, each behind a proxy that makes it wrong. */
export interface MutableVendor extends AsyncDisposable {
  /** In front of the vendor. */
  readonly front: MutatingProxy;
  /** In front of the platform, where the vendor reports. */
  readonly reports: MutatingProxy;
  readonly simulator: Simulator;
  readonly configuration: Configuration;
}

/** Starts both sides in HTTP, for everything but transport. */
export async function startMutableVendor(
  environment: Readonly<Record<string, string>> = {},
): Promise<MutableVendor> {
  const folder = createFolder();
  const front = await createMutatingProxy();
  // The simulator answers to its own name alone.
  const reports = await createMutatingProxy({ namesTarget: true });
  const simulator = await startSimulator({ vendorUrl: `${front.url}/fhir`, port: 0 });
  reports.lead(simulator.fhirUrl);
  const vendor = await startVendor({
    ...staffEnvironment,
    PUBLIC_URL: front.url,
    AGENDA_FILE: writeTestAgenda(folder.path, 40),
    SSO_ISSUER: simulator.sasIssuer,
    SSO_CLIENT_ID: 'agenda-demo',
    SSO_CLIENT_SECRET: 'agenda-demo-secret',
    SSO_COOKIE_SECRET: 'secret des cookies, de trente-deux octets au moins',
    PLATFORM_FHIR_URL: `${reports.url}${new URL(simulator.fhirUrl).pathname}`,
    LOG_LEVEL: 'warn',
    ...environment,
  });
  front.lead(vendor.url);
  return {
    front,
    reports,
    simulator,
    configuration: toConfiguration({ vendor: front.url, simulator: simulator.url }),
    async [Symbol.asyncDispose]() {
      await vendor[Symbol.asyncDispose]();
      await simulator.close();
      await front[Symbol.asyncDispose]();
      await reports[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}
