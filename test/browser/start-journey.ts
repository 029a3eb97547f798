import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Simulator, startSimulator } from '@sas-sos/simulator';
import { createTestPki } from '@sas-sos/test-pki';
import { createFolder, type RunningVendor, startVendor } from '../reference-vendor/start-vendor.js';
import type { TestStore } from '../reference-vendor/test-stores.js';

/** The vendor and the platform, wired to each other. */
export interface Journey extends AsyncDisposable {
  readonly simulator: Simulator;
  readonly vendor: RunningVendor;
}

/** How the two are wired. */
export interface JourneyOptions {
  readonly store: Pick<TestStore, 'environment'>;
  readonly isMutual: boolean;
  readonly method: 'sas' | 'psc';
  readonly environment?: Readonly<Record<string, string>>;
}

/** CN and OU of the certificates that each side expects. */
const subjects = {
  platform: { commonName: 'sas-platform-test', organizationalUnit: '300000000000000' },
  vendor: { commonName: 'vendor-test', organizationalUnit: '300000000000001' },
};

/** Starts the simulator, then the vendor that it calls. */
export async function startJourney({
  store,
  isMutual,
  method,
  environment = {},
}: JourneyOptions): Promise<Journey> {
  const parts: AsyncDisposable[] = [];
  const use = <Part extends AsyncDisposable>(part: Part): Part => {
    parts.unshift(part);
    return part;
  };
  const dispose = async () => {
    for (const part of parts) await part[Symbol.asyncDispose]();
  };
  try {
    const pki = isMutual ? createTestPki(subjects) : undefined;
    const port = await findFreePort();
    const simulator = use(
      await startSimulator({
        vendorUrl: `${isMutual ? 'https' : 'http'}://127.0.0.1:${port}/fhir`,
        port: 0,
        ...(pki && {
          tls: {
            server: pki.server,
            client: pki.platform,
            ca: pki.ca,
            crl: pki.crl,
            vendor: subjects.vendor,
          },
        }),
      }),
    );
    const folder = use(createFolder());
    const vendor = use(
      await startVendor({
        PORT: String(port),
        SSO_METHOD: method,
        SSO_CLIENT_ID: 'agenda-demo',
        SSO_CLIENT_SECRET: 'agenda-demo-secret',
        SSO_ISSUER: method === 'sas' ? simulator.sasIssuer : simulator.pscIssuer,
        PLATFORM_FHIR_URL: simulator.fhirUrl,
        ...store.environment,
        ...(pki && writeCertificates(folder.path, pki)),
        ...environment,
      }),
    );
    return { simulator, vendor, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/** Finds a free port: each side needs the other's address before it starts. */
async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Writes the PKI files that the vendor needs, and returns their variables. */
function writeCertificates(folder: string, pki: ReturnType<typeof createTestPki>) {
  const write = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const ca = write('ca.pem', pki.ca);
  return {
    TLS_CERT: write('server.pem', pki.server.cert),
    TLS_KEY: write('server-key.pem', pki.server.key),
    TLS_CA: ca,
    TLS_CRL: write('ca-crl.pem', pki.crl),
    CLIENT_CN: subjects.platform.commonName,
    CLIENT_OU: subjects.platform.organizationalUnit,
    PLATFORM_CERT: write('vendor.pem', pki.vendor.cert),
    PLATFORM_KEY: write('vendor-key.pem', pki.vendor.key),
    PLATFORM_CA: ca,
    NODE_EXTRA_CA_CERTS: ca,
  };
}
