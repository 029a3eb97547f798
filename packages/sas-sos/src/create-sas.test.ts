import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestPki } from '@sas-sos/test-pki';
import {
  createMemoryAgenda,
  createMemoryOutbox,
  createMemoryRegulatorAccounts,
  createMemorySignOn,
} from '@sas-sos/testing';
import { afterAll, describe, expect, expectTypeOf, it } from 'vitest';
import {
  type AppointmentReporter,
  createSas,
  type FetchHandler,
  type SasOptions,
  sasDelegation,
  toNodeHandler,
} from './index.js';

const publicUrl = 'https://agenda.example';
const idSystem = 'https://editeur.example/ids';
const agenda = createMemoryAgenda({ associations: [], slots: [] });
const accounts = createMemoryRegulatorAccounts();
const signOn = {
  sessions: createMemorySignOn(),
  method: sasDelegation({
    environment: 'preproduction',
    clientId: 'agenda',
    clientAuthentication: { method: 'client_secret_basic', clientSecret: 'secret' },
  }),
  cookieSecret: 'a'.repeat(32),
} as const;
const platform = { url: 'https://sas.example/fhir' };
const always = ['start', 'stop'];

describe('createSas', () => {
  it('knows the types of adapters that are written where they are given', async () => {
    const sas = await createSas({
      ...{ publicUrl, idSystem },
      agenda: {
        listAssociations: () => [],
        findFreeSlots: ({ placeIds, from }) =>
          placeIds.map((placeId) => ({
            ...{ id: `${placeId}-1`, placeId, start: from, end: +from + 900_000 },
            ...{ audience: ['sas'], consultation: ['on-site'], booking: 'appointment' },
          })),
      },
    });
    expectTypeOf(sas.handler).toEqualTypeOf<FetchHandler>();
    expect(sas.handler).toBeTypeOf('function');
  });

  it('refuses an option that does not exist, also when it is compiled', async () => {
    await expect(
      // @ts-expect-error: it is `agenda`.
      createSas({ publicUrl, idSystem, agendas: agenda }),
    ).rejects.toMatchObject({ code: 'SAS_OPTION_INVALID' });
  });

  it.each([
    { name: 'agenda', options: { agenda }, members: ['handler', 'health'] },
    { name: 'accounts', options: { accounts }, members: ['handler', 'health'] },
    {
      name: 'accounts and signOn',
      options: { accounts, signOn },
      members: [
        ...['backchannelLogout', 'callback', 'currentRight', 'guard', 'handler', 'health'],
        ...['isRight', 'logout', 'toSignOnPath'],
      ],
    },
    {
      name: 'outbox and platform',
      options: { outbox: createMemoryOutbox(), platform },
      members: ['reporter'],
    },
  ])('returns what $name needs, and nothing else', async ({ options, members }) => {
    const sas = await createSas({ publicUrl, idSystem, ...(options as Partial<SasOptions>) });
    expect(Object.keys(sas).sort()).toEqual([...members, ...always].sort());
    sas.start();
    await sas.stop();
  });

  it('has in its type what was given', async () => {
    const search = await createSas({ publicUrl, idSystem, agenda });
    expectTypeOf(search.handler).toEqualTypeOf<FetchHandler>();
    expectTypeOf(search).not.toHaveProperty('guard');
    expectTypeOf(search).not.toHaveProperty('reporter');
    expectTypeOf(search).not.toHaveProperty('tls');
    const reports = await createSas({
      publicUrl,
      idSystem,
      outbox: createMemoryOutbox(),
      platform,
    });
    expectTypeOf(reports.reporter).toExtend<AppointmentReporter<never>>();
    expectTypeOf(reports).not.toHaveProperty('handler');
    const given: typeof signOn | undefined = Math.random() < 2 ? signOn : undefined;
    const perhaps = await createSas({ publicUrl, idSystem, accounts, signOn: given });
    expectTypeOf(perhaps.handler).toEqualTypeOf<FetchHandler>();
    expectTypeOf<undefined>().toExtend<typeof perhaps.callback>();
    expect(perhaps.callback).toBeTypeOf('function');
  });

  it('serves the agenda under its path and at its root', async () => {
    const { handler, health } = await createSas({
      publicUrl,
      idSystem,
      agenda,
      fhirPath: '/sas/r4',
    });
    for (const path of ['/sas/r4/metadata', '/metadata']) {
      const response = await handler(new Request(publicUrl + path));
      expect(response.status).toBe(200);
      expect(JSON.stringify(await response.json())).toContain(`${publicUrl}/sas/r4`);
    }
    expect((await health(new Request(publicUrl))).status).toBe(200);
  });

  it('redirects an arrival of the platform, back to its own site', async () => {
    const sas = await createSas({
      ...{ publicUrl, idSystem, accounts },
      signOn: { ...signOn, method: { ...signOn.method, discoveryUrl: 'http://127.0.0.1:1/none' } },
    });
    expect(sas.toSignOnPath('/agenda/1')).toBe('/agenda/1?origin=sas-preprod');
    const visit = await sas.guard(new Request(`${publicUrl}/agenda/1`));
    expect(visit).toEqual({ kind: 'pass' });
  });

  it.each([
    { name: 'nothing', options: {}, option: 'agenda' },
    { name: 'a misspelt part', options: { agenda, acounts: accounts }, option: 'acounts' },
    { name: 'signOn alone', options: { signOn }, option: 'accounts' },
    { name: 'outbox alone', options: { outbox: createMemoryOutbox() }, option: 'platform' },
    { name: 'platform alone', options: { agenda, platform }, option: 'outbox' },
    {
      name: 'files and a fetch',
      options: {
        outbox: createMemoryOutbox(),
        platform: { ...platform, files: { pfx: 'a' }, fetch },
      },
      option: 'platform.fetch',
    },
    {
      name: 'two guards',
      options: { agenda, guard: () => {}, tls: { files: {}, callers: [] } },
      option: 'guard',
    },
    {
      name: 'a guard of nothing',
      options: {
        accounts: undefined,
        signOn: undefined,
        outbox: createMemoryOutbox(),
        platform,
        guard: () => {},
      },
      option: 'guard',
    },
    { name: 'a path without slash', options: { agenda, fhirPath: 'fhir' }, option: 'fhirPath' },
    { name: 'an invalid part', options: { agenda: {} }, option: 'agenda' },
    { name: 'an invalid address', options: { agenda, publicUrl: 'agenda' }, option: 'baseUrl' },
    {
      name: 'files that are missing',
      options: { agenda, tls: { files: { cert: 'a', key: 'b', ca: 'c' }, callers: [] } },
      option: 'files.cert',
    },
  ])('refuses $name', async ({ options, option }) => {
    const given = { publicUrl, idSystem, ...options } as SasOptions;
    await expect(createSas(given)).rejects.toMatchObject({
      code: 'SAS_OPTION_INVALID',
      issues: [{ expression: option }],
    });
  });
});

describe('createSas with certificates', () => {
  const caller = { commonName: 'sas-agregateur', organizationalUnit: '318751275100020' };
  const pki = createTestPki({ platform: caller });
  const folder = mkdtempSync(join(tmpdir(), 'sas-sos-front-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const write = (name: string, content: string) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const ca = write('ca', pki.ca);

  it('admits only the platform, and reports with its own certificate', async () => {
    const received: string[] = [];
    const server = { cert: pki.server.cert, key: pki.server.key, ca: pki.ca };
    const inbox = createServer({ ...server, requestCert: true }, (call, response) => {
      const { subject } = (call.socket as import('node:tls').TLSSocket).getPeerCertificate();
      received.push(`${call.method} ${subject.CN}`);
      response.writeHead(201, { 'content-type': 'application/fhir+json' }).end('{}');
    });
    await using platformHost = await listen(inbox);
    const sas = await createSas({
      ...{ publicUrl, idSystem, agenda },
      outbox: createMemoryOutbox(),
      platform: {
        url: `${platformHost.url}/fhir`,
        files: {
          cert: write('vendor', pki.vendor.cert),
          key: write('vendor-key', pki.vendor.key),
          ca,
        },
      },
      tls: {
        files: {
          cert: write('server', pki.server.cert),
          key: write('server-key', pki.server.key),
          crl: write('crl', pki.crl),
          ca,
        },
        callers: [caller],
      },
    });
    const host = createServer(sas.tls.options, toNodeHandler(sas.handler));
    sas.tls.attach(host);
    await using vendor = await listen(host);
    const statusOf = async (identity: object) => {
      const call = request(`${vendor.url}/fhir/metadata`, { ca: pki.ca, ...identity }).end();
      const [response] = await once(call, 'response');
      response.resume();
      return response.statusCode;
    };
    expect(await statusOf({})).toBe(401);
    expect(await statusOf({ cert: pki.platform.cert, key: pki.platform.key })).toBe(200);

    sas.start();
    await sas.reporter.report({
      id: '1',
      status: 'booked',
      start: '2026-12-01T09:00:00+01:00',
      end: '2026-12-01T09:15:00+01:00',
      takenAt: '2026-11-30T18:00:00+01:00',
      regulator: { nationalId: '3456780581/11242343' },
    });
    await expect.poll(() => received.length).toBe(1);
    await sas.stop();
    expect(received[0]).toMatch(/^POST ./);
    expect((await sas.reporter.status()).isRunning).toBe(false);
  });
});

/** Listens on a free port; `await using` closes it and all its connections. */
async function listen(server: ReturnType<typeof createServer>) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
