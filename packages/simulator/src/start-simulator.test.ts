import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { createMutualTlsFetch } from '@sas-sos/mtls';
import { createTestPki } from '@sas-sos/test-pki';
import { describe, expect, it } from 'vitest';
import { toAppointment } from './platform/appointments/report.fixture.js';
import type { SimulatorOptions } from './simulator-options.js';
import { startSimulator } from './start-simulator.js';

// Nothing listens there: a vendor that does not run yet.
const vendorUrl = 'http://127.0.0.1:9/fhir';
const options: SimulatorOptions = { vendorUrl, port: 0 };

const vendorSubject = { commonName: 'agenda', organizationalUnit: '312345678900012' };
const pki = createTestPki({ vendor: vendorSubject });
const tls = {
  server: pki.server,
  client: pki.platform,
  ca: pki.ca,
  crl: pki.crl,
  vendor: vendorSubject,
};

describe('the simulator', () => {
  it('serves its pages, its API, both realms and its server of appointments', async () => {
    await using simulator = await startSimulator(options);
    const { url, fhirUrl, sasIssuer, pscIssuer } = simulator;
    expect(fhirUrl).toBe(`${url}/fhir`);
    for (const [address, type] of [
      [`${url}/`, 'text/html'],
      [`${url}/exchanges`, 'text/html'],
      [`${url}/api/state`, 'application/json'],
      [`${fhirUrl}/metadata`, 'application/fhir+json'],
      [`${sasIssuer}/.well-known/openid-configuration`, 'application/json'],
      [`${pscIssuer}/.well-known/wallet-openid-configuration`, 'application/json'],
    ] as const) {
      const response = await fetch(address);
      expect([address, response.status]).toEqual([address, 200]);
      expect(response.headers.get('content-type')).toContain(type);
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      await response.text();
    }
    for (const [path, method] of [
      ['/api/nothing', 'GET'],
      ['/api', 'GET'],
      ['/api/state', 'POST'],
    ] as const) {
      const response = await fetch(`${url}${path}`, { method });
      expect([path, response.status]).toEqual([path, 404]);
      expect(await response.json()).toMatchObject({ error: { mistakes: [] } });
    }
  });

  it('shows a report to its API and its pages', async () => {
    await using simulator = await startSimulator(options);
    const created = await fetch(`${simulator.fhirUrl}/Appointment`, {
      method: 'POST',
      headers: { 'content-type': 'application/fhir+json' },
      body: JSON.stringify(toAppointment()),
    });
    const { id } = (await created.json()) as { id: string };
    for (const path of ['/api/appointments', '/appointments']) {
      expect(await (await fetch(`${simulator.url}${path}`)).text()).toContain(id);
    }
  });

  it.each([
    { name: 'a page', path: '/' },
    { name: 'the API', path: '/api/state' },
    { name: 'a realm', path: '/realms/sas/.well-known/openid-configuration' },
    { name: 'the platform', path: '/fhir/metadata' },
  ])('does not answer under another host name: $name', async ({ path }) => {
    await using simulator = await startSimulator(options);
    const { port } = new URL(simulator.url);
    expect(await statusAt({ port, path, host: `rebound.example:${port}` })).toBe(421);
    expect(await statusAt({ port, path, host: `127.0.0.1:${port}` })).toBe(200);
  });

  it.each([
    { name: 'a form of unknown length', path: '/regulators', bytes: 10, status: 422 },
    { name: 'a long form', path: '/regulators', bytes: 70_000, status: 413 },
    { name: 'no form', path: '/sign-out', bytes: 0, status: 303 },
  ])('accepts from a client that is not a browser: $name', async ({ path, bytes, status }) => {
    await using simulator = await startSimulator(options);
    const body = new Blob(['a'.repeat(bytes)]).stream();
    const response = await fetch(simulator.url + path, {
      method: 'POST',
      headers: {
        origin: simulator.url,
        'content-type': 'application/x-www-form-urlencoded',
      },
      redirect: 'manual',
      body,
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(status);
  });

  it('makes each realm use its issuer, whatever host name the request had', async () => {
    await using simulator = await startSimulator(options);
    const path = new URL(`${simulator.sasIssuer}/.well-known/openid-configuration`).pathname;
    const address = `http://localhost:${new URL(simulator.url).port}${path}`;
    expect(await (await fetch(address)).json()).toMatchObject({
      issuer: simulator.sasIssuer,
      token_endpoint: `${simulator.sasIssuer}/protocol/openid-connect/token`,
    });
  });

  it('stores its state in a file, for the next start', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sas-sos-simulator-'));
    try {
      const dataFile = join(folder, 'platform.json');
      const first = await startSimulator({ ...options, dataFile });
      await expect(startSimulator({ ...options, dataFile })).rejects.toMatchObject({
        issues: [{ code: 'SAS_OPTION_INVALID', expression: 'dataFile' }],
      });
      await first.close();
      expect(await readFile(dataFile, 'utf8')).toContain('camille.delaunay');
      await (await startSimulator({ ...options, dataFile })).close();
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('ends, including event streams', async () => {
    const simulator = await startSimulator(options);
    const response = await fetch(`${simulator.url}/api/exchanges/stream`);
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const read = response.text().catch(() => 'cut');
    const startedAt = performance.now();
    await simulator.close();
    await read;
    expect(performance.now() - startedAt).toBeLessThan(3000);
    await simulator.close();
    await expect(fetch(simulator.url)).rejects.toThrow(TypeError);
  });

  it.each<{ option: string; given: Partial<SimulatorOptions> }>([
    { option: 'vendorUrl', given: { vendorUrl: '127.0.0.1:3000' } },
    { option: 'vendorUrl', given: { vendorUrl: 'http://me:secret@127.0.0.1/fhir' } },
    { option: 'vendorUrl', given: { tls } },
    { option: 'host', given: { host: '0.0.0.0' } },
    { option: 'host', given: { host: 'agenda.example' } },
    { option: 'port', given: { port: 65_536 } },
    { option: 'origin', given: { origin: 'a b' } },
    { option: 'dataFile', given: { dataFile: '' } },
    { option: 'client.clientId', given: { client: { clientId: '' } } },
    { option: 'client.redirectUris', given: { client: { redirectUris: [] } } },
    { option: 'client.redirectUris', given: { client: { redirectUris: ['/callback'] } } },
    { option: 'client.backchannelLogoutUri', given: { client: { backchannelLogoutUri: 'x' } } },
    { option: 'client.userinfo', given: { client: { userinfo: 'xml' as 'jwt' } } },
    {
      option: 'key',
      given: { vendorUrl: 'https://a/fhir', tls: { ...tls, server: { ...pki.server, key: '' } } },
    },
  ])('refuses to start with an invalid $option', async ({ option, given }) => {
    await expect(startSimulator({ ...options, ...given })).rejects.toMatchObject({
      issues: [{ code: 'SAS_OPTION_INVALID', expression: option }],
    });
  });

  it('refuses a port that is in use', async () => {
    await using simulator = await startSimulator(options);
    const port = Number(new URL(simulator.url).port);
    await expect(startSimulator({ ...options, port })).rejects.toMatchObject({
      issues: [{ code: 'SAS_OPTION_INVALID', expression: 'port' }],
    });
  });
});

describe('the simulator with mutual TLS', () => {
  const start = (url = 'https://127.0.0.1:9/fhir') =>
    startSimulator({ vendorUrl: url, port: 0, tls });

  it('accepts reports of the vendor', async () => {
    await using simulator = await start();
    expect(simulator.url).toMatch(/^https:/);
    const fetch = createMutualTlsFetch({ ...pki.vendor, ca: pki.ca });
    const response = await fetch(`${simulator.fhirUrl}/Appointment`, {
      method: 'POST',
      headers: { 'content-type': 'application/fhir+json' },
      body: JSON.stringify(toAppointment()),
    });
    expect(response.status).toBe(201);
    await fetch.close();
  });

  it.each([
    { name: 'no certificate', certificate: undefined, status: 401 },
    { name: 'the platform’s own', certificate: pki.platform, status: 403 },
    { name: 'an unknown authority', certificate: pki.wrong.unknownAuthority, status: 403 },
    {
      name: 'a revoked one',
      certificate: pki.wrong.revoked,
      status: 403,
    },
  ])('refuses on /fhir $name: $status', async ({ certificate, status }) => {
    await using simulator = await start();
    const { port } = new URL(simulator.url);
    const given = { port, ca: pki.ca, ...certificate };
    expect(await securely({ ...given, path: '/fhir/metadata' })).toBe(status);
    expect(await securely({ ...given, path: '/' })).toBe(200);
    const path = '/realms/sas/.well-known/openid-configuration';
    expect(await securely({ ...given, path })).toBe(200);
  });

  it('requires TLS 1.2 at least', async () => {
    await using simulator = await start();
    const port = Number(new URL(simulator.url).port);
    const agreed = (maxVersion: 'TLSv1.1' | 'TLSv1.2') =>
      new Promise<string | null>((resolve) => {
        const socket = connect(
          { port, ca: pki.ca, minVersion: 'TLSv1', maxVersion, ciphers: 'DEFAULT@SECLEVEL=0' },
          () => {
            resolve(socket.getProtocol());
            socket.destroy();
          },
        );
        socket.once('error', () => resolve(null));
      });
    expect(await agreed('TLSv1.1')).toBeNull();
    expect(await agreed('TLSv1.2')).toBe('TLSv1.2');
  });

  it('presents the platform’s certificate to the vendor', async () => {
    const seen: unknown[] = [];
    const vendor = createServer(
      { ...pki.server, ca: pki.ca, requestCert: true, rejectUnauthorized: true },
      ({ socket }, response) => {
        seen.push((socket as import('node:tls').TLSSocket).getPeerCertificate().subject.CN);
        response.writeHead(404).end();
      },
    );
    await new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = vendor.address() as AddressInfo;
      await using simulator = await start(`https://127.0.0.1:${port}/fhir`);
      await securely({
        port: new URL(simulator.url).port,
        ca: pki.ca,
        path: '/api/associations',
      });
      expect(seen).toContain('sas-platform-test');
    } finally {
      vendor.close();
      vendor.closeAllConnections();
    }
  });
});

interface SecureCall {
  readonly port: string;
  readonly path: string;
  readonly ca: string;
  readonly cert?: string;
  readonly key?: string;
}

function securely(call: SecureCall): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', agent: false, ...call }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode));
    })
      .once('error', reject)
      .end();
  });
}

async function statusAt(call: {
  readonly port: string;
  readonly path: string;
  readonly host: string;
}): Promise<number | undefined> {
  const { request: plainly } = await import('node:http');
  const { port, path, host } = call;
  return new Promise((resolve, reject) => {
    plainly({ hostname: '127.0.0.1', port, path, headers: { host } }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode));
    })
      .once('error', reject)
      .end();
  });
}
