// @ts-check
// What judging costs: the whole run on the reference vendor, and an answer of thousands of slots.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulator } from '@sas-sos/simulator';
import { createTestPki } from '@sas-sos/test-pki';
import { findFreePort } from '../conformance/find-free-port.mjs';
import { staffPassword } from '../conformance/to-configuration.mjs';
import { testAssociations, writeTestAgenda } from '../conformance/write-test-agenda.mjs';
import { here, runJson, startServer } from './processes.mjs';
import { summarise } from './statistics.mjs';

const vendorScript = here('../../examples/express/dist/main.js');
const platform = { commonName: 'sas-agregateur', organizationalUnit: '318751275100020' };
const hours = 3_600_000;

/**
 * Measures in processes of their own, each of them new: as on a laptop, and in CI.
 *
 * @param {{ runs: number, answers: number, slots: number }} sizes
 */
export async function measureConformance({ runs, answers, slots }) {
  const folder = mkdtempSync(join(tmpdir(), 'sas-sos-bench-conformance-'));
  try {
    return {
      runs: await measureRuns(folder, runs),
      answer: await measureAnswer(folder, { answers, slots }),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Judges everything, over mutual TLS and with a simulator.
 *
 * @param {string} folder
 * @param {number} count
 */
async function measureRuns(folder, count) {
  const pki = createTestPki({ platform });
  const write = (/** @type {string} */ name, /** @type {string} */ text) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const port = await findFreePort();
  const url = `https://127.0.0.1:${port}`;
  const ca = write('ca.pem', pki.ca);
  const simulator = await startSimulator({
    vendorUrl: `${url}/fhir`,
    port: 0,
    tls: {
      ...{ server: pki.server, client: pki.platform, ca: pki.ca, crl: pki.crl },
      vendor: { commonName: 'vendor-test', organizationalUnit: '300000000000001' },
    },
  });
  const vendor = await startServer(vendorScript, {
    env: {
      PORT: String(port),
      TLS_CERT: write('server.pem', pki.server.cert),
      TLS_KEY: write('server-key.pem', pki.server.key),
      TLS_CA: ca,
      TLS_CRL: write('ca-crl.pem', pki.crl),
      CLIENT_CN: platform.commonName,
      CLIENT_OU: platform.organizationalUnit,
      AGENDA_FILE: writeTestAgenda(folder),
      DATA_DIR: join(folder, 'certified'),
      STAFF_PASSWORD: staffPassword,
      SSO_ISSUER: simulator.sasIssuer,
      SSO_CLIENT_ID: 'agenda-demo',
      SSO_CLIENT_SECRET: 'agenda-demo-secret',
      SSO_CONFIRM_SECONDS: '0',
      PLATFORM_FHIR_URL: simulator.fhirUrl,
      PLATFORM_CERT: write('vendor.pem', pki.vendor.cert),
      PLATFORM_KEY: write('vendor-key.pem', pki.vendor.key),
      PLATFORM_CA: ca,
      NODE_EXTRA_CA_CERTS: ca,
      LOG_LEVEL: 'error',
    },
  });
  try {
    const { commonName, organizationalUnit, revoked } = pki.wrong;
    const scene = write(
      'scene.json',
      JSON.stringify({
        ...{ vendor: url, simulator: simulator.url },
        certificates: {
          ...{ ca: pki.ca, valid: pki.platform, revoked },
          wrongCommonName: commonName,
          wrongOrganizationalUnit: organizationalUnit,
        },
      }),
    );
    const measured = [];
    for (let run = 0; run < count; run += 1) {
      measured.push(await runJson('conformance-run.mjs', [scene]));
    }
    return measured;
  } finally {
    await vendor.stop();
    await simulator.close();
  }
}

/**
 * Judges one answer of many slots.
 *
 * @param {string} folder
 * @param {{ answers: number, slots: number }} sizes
 */
async function measureAnswer(folder, { answers, slots }) {
  const vendor = await startServer(vendorScript, {
    env: {
      PORT: '0',
      // The association has two of the three places.
      AGENDA_FILE: writeTestAgenda(folder, slots / 2),
      DATA_DIR: join(folder, 'large'),
      SSO_METHOD: 'none',
      LOG_LEVEL: 'error',
    },
  });
  const file = join(folder, 'answer.json');
  try {
    const sirets = [`3${testAssociations.twoPlaces}`];
    const from = Date.now();
    const to = from + 72 * hours;
    const url = `${vendor.url}/fhir/Schedule?${[
      '_revinclude=Slot:schedule',
      '_include=Schedule:actor:Location',
      '_include:iterate=Location:organization',
      `_has:Slot:schedule:start=ge${new Date(from).toISOString()}`,
      `_has:Slot:schedule:start=le${new Date(to).toISOString()}`,
      '_has:Slot:schedule:status=free',
      `actor:Location.organization.identifier=urn:oid:1.2.250.1.71.4.2.2%7C${sirets}`,
      '_count=1000',
    ].join('&')}`;
    const response = await fetch(url);
    const body = await response.text();
    const headers = [...response.headers];
    writeFileSync(file, JSON.stringify({ url, headers, body, query: { sirets, from, to } }));
  } finally {
    await vendor.stop();
  }
  const measured = [];
  for (let count = 0; count < answers; count += 1) {
    measured.push(await runJson('conformance-answer.mjs', [file]));
  }
  const [first] = measured;
  if (first.slots !== slots || first.failed.length > 0) {
    throw new Error(`${first.slots} slots, of which rules fail: ${first.failed}`);
  }
  return {
    slots,
    bytes: first.bytes,
    milliseconds: summarise(measured.map(({ milliseconds }) => milliseconds)),
    processor: summarise(measured.map(({ processor }) => processor)),
    again: summarise(measured.map(({ again }) => again)),
  };
}
