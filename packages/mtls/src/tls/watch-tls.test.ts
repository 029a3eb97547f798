import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'node:tls';
import { type Logger, silentLogger } from '@sas-sos/core';
import { createTestPki, type TestCertificate } from '@sas-sos/test-pki';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createClientCertificateGuard } from '../create-client-certificate-guard.js';
import { fromSocket } from '../from-socket.js';
import { callServer, serveGuarded } from '../guarded-server.fixture.js';
import { type TlsFiles, type WatchTlsOptions, watchTls } from './watch-tls.js';

const platform = { commonName: 'sas-agregateur', organizationalUnit: '318751275100020' };
const pki = createTestPki({ platform });
const day = 86_400_000;

let folder: string;
let files: TlsFiles & { readonly crl: string; readonly ca: string };
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sas-sos-tls-'));
  const path = (name: string) => join(folder, name);
  files = { cert: path('cert'), key: path('key'), ca: path('ca'), crl: path('crl') };
  await writePair(pki.server);
  await writeFile(files.ca, pki.ca);
  await writeFile(files.crl, pki.crl);
});
afterEach(() => rm(folder, { recursive: true }));

async function writePair({ cert, key }: TestCertificate): Promise<void> {
  await writeFile(files.cert, cert);
  await writeFile(files.key, key);
}

const createLogger = () => ({
  ...silentLogger,
  info: vi.fn<Logger['info']>(),
  warn: vi.fn<Logger['warn']>(),
  error: vi.fn<Logger['error']>(),
});

/** A long interval, so that the files are checked only when a test asks for it. */
const seldom = { intervalMilliseconds: day };

async function serve(options: Partial<WatchTlsOptions> = {}) {
  const logger = createLogger();
  const tls = await watchTls({ files, logger, ...seldom, ...options });
  const source = fromSocket({ trust: tls.trust });
  const guard = createClientCertificateGuard({ callers: [platform], source });
  const host = await serveGuarded(tls.options, guard);
  tls.attach(host.server);
  return {
    tls,
    logger,
    host,
    async [Symbol.asyncDispose]() {
      tls.close();
      await host[Symbol.asyncDispose]();
    },
  };
}

/** Returns the fingerprint of the certificate that new connections get. */
async function presentedBy(port: number): Promise<string | undefined> {
  const socket = connect({ port, host: '127.0.0.1', ca: pki.ca });
  await once(socket, 'secureConnect');
  const fingerprint = socket.getPeerX509Certificate()?.fingerprint256;
  socket.destroy();
  return fingerprint;
}

const fingerprintOf = ({ cert }: TestCertificate) => new X509Certificate(cert).fingerprint256;
const client = { ...pki.platform, ca: pki.ca };

describe('files that change', () => {
  it('give new connections the new certificate', async () => {
    await using running = await serve();
    const renewed = pki.issueServer();
    await writePair(renewed);
    expect(await presentedBy(running.host.port)).toBe(fingerprintOf(pki.server));
    await running.tls.reload();
    expect(await presentedBy(running.host.port)).toBe(fingerprintOf(renewed));
    expect(running.tls.certificate.fingerprint).toBe(
      fingerprintOf(renewed).replaceAll(':', '').toLowerCase(),
    );
  });

  it('are not put to use again without a change', async () => {
    await using running = await serve();
    const { options } = running.tls;
    await running.tls.reload();
    expect(running.tls.options).toBe(options);
  });

  it('are checked regularly', async () => {
    await using running = await serve({ intervalMilliseconds: 20 });
    const renewed = pki.issueServer();
    await writePair(renewed);
    await vi.waitFor(
      async () => expect(await presentedBy(running.host.port)).toBe(fingerprintOf(renewed)),
      { timeout: 10_000 },
    );
  });

  it('revoke a certificate on open connections', async () => {
    await using running = await serve();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const options = { port: running.host.port, agent, ...client };
    const before = await callServer(options);
    await writeFile(files.crl, pki.issueCrl({ revoked: [pki.platform] }));
    await running.tls.reload();
    const after = await callServer(options);
    agent.destroy();
    expect(before.status).toBe(200);
    expect(after).toMatchObject({ status: 403, code: 'SAS_CLIENT_CERTIFICATE_REVOKED' });
    expect(after.localPort).toBe(before.localPort);
  });

  it.each([
    { name: 'a half-written certificate', cert: pki.issueServer().cert.slice(0, 300) },
    { name: 'a certificate whose key is not there yet', cert: pki.issueServer().cert },
    { name: 'an empty certificate', cert: '' },
  ])('are not taken: $name', async ({ cert }) => {
    await using running = await serve();
    await writeFile(files.cert, cert);
    await running.tls.reload();
    await running.tls.reload();
    expect(await presentedBy(running.host.port)).toBe(fingerprintOf(pki.server));
    expect(running.logger.error).toHaveBeenCalledTimes(1);
    const renewed = pki.issueServer();
    await writePair(renewed);
    await running.tls.reload();
    expect(await presentedBy(running.host.port)).toBe(fingerprintOf(renewed));
  });

  it('are not taken when they are missing, and are taken when they are back', async () => {
    await using running = await serve();
    await rm(files.key);
    await running.tls.reload();
    await running.tls.reload();
    expect(await presentedBy(running.host.port)).toBe(fingerprintOf(pki.server));
    expect(running.logger.error).toHaveBeenCalledTimes(1);
    const renewed = pki.issueServer();
    await writePair(renewed);
    await running.tls.reload();
    expect(await presentedBy(running.host.port)).toBe(fingerprintOf(renewed));
  });

  it('are taken separately: a broken list does not hold back a certificate', async () => {
    await using running = await serve();
    const renewed = pki.issueServer();
    await writePair(renewed);
    await writeFile(files.crl, pki.crl.slice(0, 100));
    await running.tls.reload();
    expect(await presentedBy(running.host.port)).toBe(fingerprintOf(renewed));
    expect(await callServer({ port: running.host.port, ...client })).toMatchObject({ status: 200 });
    expect(running.logger.error).toHaveBeenCalledTimes(1);
  });

  it.each([
    { name: 'within a list', cut: (text: string) => text.length - 200 },
    { name: 'between two lists', cut: (text: string) => text.lastIndexOf('-----BEGIN') },
  ])('are taken only when complete: lists written in two steps, $name', async ({ cut }) => {
    await using running = await serve();
    const lists = pki.issueCrl();
    const at = cut(lists);
    // However slow the machine, the written file must not look old yet.
    const now = vi.spyOn(Date, 'now').mockReturnValue(Date.now() - 1000);
    await writeFile(files.crl, lists.slice(0, at));
    const reloaded = running.tls.reload();
    await sleep(50);
    appendFileSync(files.crl, lists.slice(at));
    await reloaded;
    now.mockRestore();
    expect(running.tls.trust.revocationLists).toHaveLength(3);
    expect(running.tls.trust.crl).toHaveLength(lists.split('-----BEGIN').length - 1);
    expect(running.logger.error).not.toHaveBeenCalled();
    expect(running.logger.info).toHaveBeenCalledTimes(1);
  });

  it('are not taken when the last list is incomplete', async () => {
    await using running = await serve();
    await writeFile(files.crl, pki.issueCrl().slice(0, -200));
    await running.tls.reload();
    expect(running.tls.trust.version).toBe(1);
    expect(running.logger.error).toHaveBeenCalledTimes(1);
  });

  it('put none of their content into the log', async () => {
    await using running = await serve();
    await writeFile(files.key, pki.vendor.key);
    await running.tls.reload();
    const lines = JSON.stringify(running.logger.error.mock.calls, (_, value) =>
      value instanceof Error ? [value.message, value.stack, value.cause] : value,
    );
    for (const line of `${pki.vendor.key}${pki.server.key}`.split('\n')) {
      if (line.length > 20 && !line.startsWith('-')) expect(lines).not.toContain(line);
    }
    expect(running.logger.error).toHaveBeenCalledTimes(1);
  });

  it('lose no request while they change (10 clients)', async () => {
    await using running = await serve({ intervalMilliseconds: 20 });
    const { port } = running.host;
    const until = performance.now() + 1200;
    const seen = new Set<string | undefined>();
    // However slow the machine, the certificate changes twice.
    const isOver = () => performance.now() >= until && seen.size > 1;
    let current = client;
    let answers = 0;

    async function rotate(): Promise<void> {
      while (!isOver()) {
        await writePair(pki.issueServer());
        current = { ...pki.issueClient(), ca: pki.ca };
        const { size } = seen;
        // Files that keep changing are never taken.
        while (seen.size === size) {
          await sleep(50);
          seen.add(await presentedBy(port));
        }
      }
    }
    async function keepCalling(isKeptAlive: boolean): Promise<void> {
      const agent = new Agent({ keepAlive: isKeptAlive, maxSockets: 1 });
      while (!isOver()) {
        const { status } = await callServer({ port, agent, ...current });
        expect(status).toBe(200);
        answers += 1;
      }
      agent.destroy();
    }

    const clients = Array.from({ length: 10 }, (_, index) => keepCalling(index % 2 === 0));
    await Promise.all([rotate(), ...clients]);
    expect(seen.size).toBeGreaterThan(1);
    expect(answers).toBeGreaterThan(10);
  });
});

describe('dates', () => {
  const { notAfter } = { notAfter: Date.parse(new X509Certificate(pki.server.cert).validTo) };

  it('of our own certificate are logged from 30 days before, once a day', async () => {
    let now = notAfter - 31 * day;
    await using running = await serve({ clock: { now: () => now }, files: { ...files, crl: [] } });
    const { warn, error } = running.logger;
    const logCountsAt = async (at: number) => {
      now = at;
      await running.tls.reload();
      return [warn.mock.calls.length, error.mock.calls.length];
    };
    expect(warn).not.toHaveBeenCalled();
    expect(await logCountsAt(notAfter - 29.5 * day)).toEqual([1, 0]);
    expect(await logCountsAt(notAfter - 29 * day)).toEqual([1, 0]);
    expect(await logCountsAt(notAfter - 28.5 * day)).toEqual([2, 0]);
    expect(await logCountsAt(notAfter + day)).toEqual([2, 1]);
    expect(warn.mock.calls[0]?.[0]).toMatchObject({ daysLeft: 29 });
  });

  it('of revocation lists are logged when they are past, once a day', async () => {
    await writeFile(files.crl, pki.staleCrl);
    await using running = await serve();
    await running.tls.reload();
    expect(running.logger.warn).toHaveBeenCalledTimes(3);
  });
});

describe('files that cannot be used at the start', () => {
  it.each([
    { name: 'no certificate', file: 'cert' as const, content: undefined, option: 'files.cert' },
    { name: 'the key of another', file: 'key' as const, content: pki.vendor.key, option: 'key' },
    { name: 'no authority', file: 'ca' as const, content: '', option: 'ca' },
    { name: 'no list of ca', file: 'crl' as const, content: undefined, option: 'files.ca' },
  ])('are refused: $name', async ({ file, content, option }) => {
    if (content === undefined) await rm(files[file]);
    else await writeFile(files[file], content);
    await expect(watchTls({ files })).rejects.toMatchObject({
      code: 'SAS_OPTION_INVALID',
      issues: [{ expression: option }],
    });
  });

  it('are refused with an interval of 0', async () => {
    await expect(watchTls({ files, intervalMilliseconds: 0 })).rejects.toMatchObject({
      code: 'SAS_OPTION_INVALID',
      issues: [{ expression: 'intervalMilliseconds' }],
    });
  });
});
