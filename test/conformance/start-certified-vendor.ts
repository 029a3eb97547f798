import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { toFhirAppointment } from '@sas-sos/appointments';
import type { Browser, BrowserPage, Configuration } from '@sas-sos/conformance';
import { type Simulator, startSimulator } from '@sas-sos/simulator';
import { createCertificateFiles, createPki } from '../mutual-tls/certificate-files.js';
import { staffEnvironment } from '../reference-vendor/open-staff-browser.js';
import { type RunningVendor, startVendor } from '../reference-vendor/start-vendor.js';
import { testAssociations, writeTestAgenda } from './write-test-agenda.js';

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
    SSO_COOKIE_SECRET: 'secret des cookies, de trente-deux octets au moins',
    PLATFORM_FHIR_URL: simulator.fhirUrl,
    PLATFORM_CERT: path('vendor.pem', pki.vendor.cert),
    PLATFORM_KEY: path('vendor-key.pem', pki.vendor.key),
    PLATFORM_CA: path('platform-ca.pem', pki.ca),
    NODE_EXTRA_CA_CERTS: path('extra-ca.pem', pki.ca),
    LOG_LEVEL: 'warn',
  });
  const { commonName, organizationalUnit, revoked } = pki.wrong;
  return {
    vendor,
    simulator,
    configuration: {
      vendor: `${url}/fhir`,
      simulator: simulator.url,
      associations: testAssociations,
      slotTypes: ['PUBLIC', 'SNP'],
      consultations: ['AMB', 'VR'],
      certificates: {
        ca: pki.ca,
        valid: pki.platform,
        wrongCommonName: commonName,
        wrongOrganizationalUnit: organizationalUnit,
        revoked,
      },
      signOn: { regulatorPage: 'Réservation au nom du SAS', accept: { decision: 'accept' } },
      booking: {
        book: { form: '/appointments' },
        cancel: { form: '/status', fields: { status: 'cancelled' } },
        fulfil,
      },
      appointments: [toFulfilledReport()],
      declarations: {
        rppsUsed: true,
        rppsAlwaysThere: true,
        structureIdentifier: 'SIRET',
        healthDataHosting: true,
        twoFactor: true,
        lockOut: true,
      },
    },
    async [Symbol.asyncDispose]() {
      await vendor[Symbol.asyncDispose]();
      await simulator.close();
      await files[Symbol.asyncDispose]();
    },
  };
}

/** What the staff does: only they declare an appointment honoured. */
async function fulfil(browser: Browser, { url }: BrowserPage): Promise<BrowserPage> {
  const staff = browser.another();
  const login = await staff.open(`${new URL(url).origin}/login?next=/`);
  const password = staffEnvironment.STAFF_PASSWORD;
  await staff.submit(login, { user: 'secretariat', password });
  return staff.submit(await staff.open(url), { status: 'fulfilled' }, { form: '/status' });
}

/** What a vendor pastes into the official kit. */
function toFulfilledReport() {
  return toFhirAppointment(
    {
      id: 'b6e39355-5b3c-4b4e-9d9f-5e0d4c0c1c11',
      start: '2026-12-01T09:00:00+01:00',
      end: '2026-12-01T09:15:00+01:00',
      takenAt: '2026-11-30T18:00:00+01:00',
      status: 'fulfilled',
      regulator: { nationalId: '3456780581/11242343' },
      effector: '810100050075',
    },
    { identifierSystem: 'https://editeur.example/ids' },
  );
}

/** A port that nobody listens on: both sides have to know each other's before they start. */
async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
