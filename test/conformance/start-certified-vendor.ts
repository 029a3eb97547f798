import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Configuration } from '@sas-sos/conformance';
import { type Simulator, startSimulator } from '@sas-sos/simulator';
import { createCertificateFiles, createPki } from '../mutual-tls/certificate-files.js';
import { staffEnvironment } from '../reference-vendor/open-staff-browser.js';
import { type RunningVendor, startVendor } from '../reference-vendor/start-vendor.js';
import { findFreePort } from './find-free-port.mjs';
import { toConfiguration } from './to-configuration.mjs';
import { writeTestAgenda } from './write-test-agenda.mjs';

/** The reference vendor with mutual TLS, the simulator, and the configuration to judge it. */
export interface CertifiedVendor extends AsyncDisposable {
  readonly vendor: RunningVendor;
  readonly simulator: Simulator;
  readonly configuration: Configuration;
}

/** Starts both sides, ready for everything that the official kit asks. */
export async function startCertifiedVendor(slotsOfPlace?: number): Promise<CertifiedVendor> {
  const pki = createPki();
  const files = createCertificateFiles(pki);
  const path = (name: string, text: string) => {
    const file = join(files.folder, name);
    writeFileSync(file, text);
    return file;
  };
  const port = await findFreePort();
  const url = `https://127.0.0.1:${port}`;
  const simulator = await startSimulator({
    vendorUrl: `${url}/fhir`,
    port: 0,
    tls: {
      server: pki.server,
      client: pki.platform,
      ca: pki.ca,
      crl: pki.crl,
      vendor: { commonName: 'vendor-test', organizationalUnit: '300000000000001' },
    },
  });
  const vendor = await startVendor({
    ...files.environment,
    ...staffEnvironment,
    PORT: String(port),
    AGENDA_FILE: writeTestAgenda(files.folder, slotsOfPlace),
    SSO_ISSUER: simulator.sasIssuer,
    SSO_CLIENT_ID: 'agenda-demo',
    SSO_CLIENT_SECRET: 'agenda-demo-secret',
    // Two people at one desk: who is there is asked at every arrival.
    SSO_CONFIRM_SECONDS: '0',
    SSO_COOKIE_SECRET: 'secret des cookies, de trente-deux octets au moins',
    PLATFORM_FHIR_URL: simulator.fhirUrl,
    PLATFORM_CERT: path('vendor.pem', pki.vendor.cert),
    PLATFORM_KEY: path('vendor-key.pem', pki.vendor.key),
    PLATFORM_CA: path('platform-ca.pem', pki.ca),
    NODE_EXTRA_CA_CERTS: path('extra-ca.pem', pki.ca),
    LOG_LEVEL: 'warn',
  });
  const { commonName, organizationalUnit, revoked } = pki.wrong;
  const right = toConfiguration({ vendor: url, simulator: simulator.url });
  return {
    vendor,
    simulator,
    configuration: {
      ...right,
      signOn: { ...right.signOn, confirmSeconds: 0 },
      certificates: {
        ca: pki.ca,
        valid: pki.platform,
        wrongCommonName: commonName,
        wrongOrganizationalUnit: organizationalUnit,
        revoked,
      },
    },
    async [Symbol.asyncDispose]() {
      await vendor[Symbol.asyncDispose]();
      await simulator.close();
      await files[Symbol.asyncDispose]();
    },
  };
}
