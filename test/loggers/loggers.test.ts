import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { createAppointmentReporter } from '@sas-sos/appointments';
import type { Logger, Outbox, RegulatorAccounts } from '@sas-sos/core';
import { createGateway } from '@sas-sos/gateway';
import {
  createClientCertificateGuard,
  watchMutualTlsFetch,
  watchTls,
  watchTrust,
} from '@sas-sos/mtls';
import { toNodeHandler } from '@sas-sos/node';
import { openSqliteOutbox } from '@sas-sos/outbox-sqlite';
import { createRegulatorHandler } from '@sas-sos/regulators';
import { createSlotHandler } from '@sas-sos/slots';
import { createSignOn, sasDelegation } from '@sas-sos/sso';
import { createTestPki } from '@sas-sos/test-pki';
import { createMemoryOutbox, createMemoryRegulatorAccounts } from '@sas-sos/testing';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import winston from 'winston';

// Loggers of vendors, as they are: what is logged keeps its level, its sentence and its fields.

interface Line {
  readonly level: unknown;
  readonly sentence: unknown;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Collects lines of JSON. */
function createSink(lines: Line[]): Writable {
  return new Writable({
    write(chunk, _encoding, done) {
      for (const text of String(chunk).trim().split('\n')) {
        const { level, message, msg, ...fields } = JSON.parse(text);
        const name = typeof level === 'number' ? pino.levels.labels[level] : level;
        lines.push({ level: name, sentence: message ?? msg, fields });
      }
      done();
    },
  });
}

const loggers = [
  {
    name: 'winston',
    create: (lines: Line[]): Logger =>
      winston.createLogger({
        level: 'debug',
        transports: [new winston.transports.Stream({ stream: createSink(lines) })],
      }) as unknown as Logger,
  },
  {
    name: 'pino',
    create: (lines: Line[]): Logger => pino({ level: 'debug' }, createSink(lines)),
  },
];

const pki = createTestPki();
const folder = { path: '' };
const fileOf = (name: string) => join(folder.path, name);
beforeAll(async () => {
  folder.path = await mkdtemp(join(tmpdir(), 'sas-sos-loggers-'));
});
afterAll(() => rm(folder.path, { recursive: true }));

const fail = () => Promise.reject(new Error('the database is away'));
const failing: RegulatorAccounts = { find: fail, save: fail };
const site = 'https://agenda.example';

async function serveOnNode(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    [Symbol.asyncDispose]: async () => void server.close(),
  };
}

/** Writes certificate files, watches them, and makes one of them unreadable. */
async function spoilAfter(
  logger: Logger,
  watch: (files: { cert: string; key: string; ca: string; crl: string }) => Promise<{
    reload(): Promise<void>;
    close(): unknown;
  }>,
  spoiled: 'cert.pem' | 'ca.pem',
) {
  const files = { cert: 'cert.pem', key: 'key.pem', ca: 'ca.pem', crl: 'crl.pem' };
  await writeFile(fileOf(files.cert), pki.server.cert);
  await writeFile(fileOf(files.key), pki.server.key);
  await writeFile(fileOf(files.ca), pki.ca);
  await writeFile(fileOf(files.crl), pki.crl);
  const watched = await watch({
    ...{ cert: fileOf(files.cert), key: fileOf(files.key) },
    ...{ ca: fileOf(files.ca), crl: fileOf(files.crl) },
  });
  await writeFile(fileOf(spoiled), 'nothing that is a certificate');
  await watched.reload();
  await watched.close();
  return logger;
}

const seldom = { intervalMilliseconds: 600_000 };
const changed = 'Certificate files changed but could not be used';

describe.each(loggers)('$name, as logger of', ({ create }) => {
  it.each<{
    readonly name: string;
    run(logger: Logger): Promise<unknown>;
    readonly level: string;
    readonly sentence: string;
    readonly field: string;
  }>([
    {
      name: 'the slot search',
      run: (logger) =>
        createSlotHandler({
          agenda: { listAssociations: fail, findFreeSlots: () => [] },
          placeIdSystem: `${site}/ids`,
          logger,
        })(new Request(`${site}/Organization`)),
      ...{ level: 'error', sentence: 'a search could not be answered', field: 'err' },
    },
    {
      name: 'the accounts of regulators',
      run: (logger) =>
        createRegulatorHandler({ accounts: failing, logger })(
          new Request(`${site}/Practitioner/a`),
        ),
      ...{ level: 'error', sentence: 'a call could not be answered', field: 'err' },
    },
    {
      name: 'the gateway',
      run: (logger) =>
        createGateway({
          parts: [createRegulatorHandler({ accounts: createMemoryRegulatorAccounts() })],
          logger,
        })(new Request(`${site}/metadata`)),
      ...{ level: 'info', sentence: 'An exchange with the platform', field: 'status' },
    },
    {
      name: 'sign-on',
      run: (logger) =>
        createSignOn({
          method: sasDelegation({
            ...{ issuer: 'https://provider.example', clientId: 'agenda' },
            clientAuthentication: { method: 'client_secret_basic', clientSecret: 'secret' },
          }),
          origins: ['sas'],
          accounts: failing,
          signOn: { openSession: fail, currentSession: fail, closeSession: fail },
          cookieSecret: 'a secret of these tests, 32 bytes or more',
          publicUrl: site,
          logger,
        }).logout(new Request(`${site}/sso/logout`)),
      ...{ level: 'error', sentence: 'A sign-on failed', field: 'code' },
    },
    {
      name: 'the host on node:http',
      run: async (logger) => {
        await using host = await serveOnNode(toNodeHandler(fail, { logger }));
        await fetch(host.url);
      },
      ...{ level: 'error', sentence: 'A handler rejected instead of answering', field: 'err' },
    },
    {
      name: 'the reports of appointments',
      run: async (logger) => {
        const outbox: Outbox = { ...createMemoryOutbox(), claim: fail };
        const reporter = createAppointmentReporter({
          ...{ outbox, logger, platformUrl: 'https://platform.example/fhir' },
          identifierSystem: `${site}/ids`,
        });
        reporter.start();
        await delay(100);
        await reporter.stop();
      },
      ...{ level: 'error', sentence: 'the outbox fails', field: 'call' },
    },
    {
      name: 'the guard of client certificates',
      run: async (logger) =>
        createClientCertificateGuard({
          callers: [{ commonName: 'sas', organizationalUnit: '300000000000000' }],
          source: {
            read() {
              throw new Error('not a certificate');
            },
          },
          logger,
        })(new Request(site), {}),
      ...{ level: 'error', sentence: 'A certificate could not be checked', field: 'err' },
    },
    {
      name: 'the TLS of a server',
      run: (logger) =>
        spoilAfter(logger, (files) => watchTls({ files, logger, ...seldom }), 'cert.pem'),
      ...{ level: 'error', sentence: changed, field: 'option' },
    },
    {
      name: 'the authorities behind a proxy',
      run: (logger) =>
        spoilAfter(logger, (files) => watchTrust({ files, logger, ...seldom }), 'ca.pem'),
      ...{ level: 'error', sentence: changed, field: 'option' },
    },
    {
      name: 'the fetch that presents our certificate',
      run: (logger) =>
        spoilAfter(
          logger,
          ({ cert, key, ca }) =>
            watchMutualTlsFetch({ files: { cert, key, ca }, logger, ...seldom }),
          'cert.pem',
        ),
      ...{ level: 'error', sentence: changed, field: 'option' },
    },
    {
      name: 'the outbox in a file',
      run: async (logger) => {
        const file = fileOf('outbox.sqlite');
        await writeFile(file, '');
        await chmod(file, 0o644);
        const outbox = await openSqliteOutbox({ file, logger });
        await outbox.close();
        await rm(file);
      },
      ...{ level: 'warn', sentence: 'the reports in this file hold', field: 'mode' },
    },
  ])('$name: level, sentence and fields are kept', async ({ run, level, sentence, field }) => {
    const lines: Line[] = [];
    await run(create(lines));
    await expect.poll(() => lines.length).toBeGreaterThan(0);
    expect(lines[0]).toMatchObject({ level, sentence: expect.stringContaining(sentence) });
    expect(lines[0]?.fields).toHaveProperty(field);
    expect(JSON.stringify(lines[0])).not.toContain('"err":{}');
  });
});
