import { renameSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { TestCertificate } from '@sas-sos/test-pki';
import { expect, it, vi } from 'vitest';
import { toSearchUrl } from '../reference-vendor/search-slots.js';
import { startVendor } from '../reference-vendor/start-vendor.js';
import { createCertificateFiles, createPki, fingerprintOf } from './certificate-files.js';
import { sendOverTls } from './send-over-tls.js';

// A short run; the full one is ROTATION_SECONDS=20 ROTATION_RATE=200.
const seconds = Number(process.env['ROTATION_SECONDS'] ?? 5);
const perSecond = Number(process.env['ROTATION_RATE'] ?? 100);
// A machine that cannot keep the rate gets fewer requests, instead of a growing queue.
const mostInFlight = 32;

/** Creates a client like the platform: some keep-alive connections, one certificate at a time. */
function createClient(certificate: TestCertificate, seen: Set<unknown>) {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const inFlight = new Set<Promise<void>>();
  return {
    certificate,
    inFlight,
    /** Sends a request and adds its result; every eighth uses a new connection. */
    send(call: { url: string; path: string; ca: string }, index: number, statuses: unknown[]) {
      const isAlone = index % 8 === 0;
      const sent = sendOverTls({ ...call, ...certificate, ...(isAlone ? {} : { agent }) })
        .then(
          ({ status, serverFingerprint }) => {
            statuses.push(status);
            seen.add(serverFingerprint);
          },
          (error: unknown) => void statuses.push(error),
        )
        .finally(() => inFlight.delete(sent));
      inFlight.add(sent);
    },
    /** Waits for the answers, then closes the connections. */
    async end() {
      await Promise.all(inFlight);
      agent.destroy();
    },
  };
}

it(`No request fails while certificates and revocation lists change (${perSecond} a second, ${seconds} s)`, {
  timeout: seconds * 10_000 + 60_000,
}, async () => {
  const pki = createPki();
  await using files = createCertificateFiles(pki);
  await using vendor = await startVendor(files.environment);
  const path = toSearchUrl('', ['334173748400020']);
  const call = { url: vendor.url, path, ca: pki.ca };
  const until = performance.now() + seconds * 1000;
  const statuses: unknown[] = [];
  const seen = new Set<unknown>();
  let client = createClient(pki.platform, seen);
  let server = pki.server;
  const left: TestCertificate[] = [];
  let rotations = 0;

  /** Replaces a file atomically, as a careful script does. */
  function replace(name: string, text: string): void {
    const target = join(files.folder, name);
    writeFileSync(`${target}.new`, text);
    renameSync(`${target}.new`, target);
  }

  /** Overwrites a file in two halves, as a careless script does, with a reload after each. */
  async function overwrite(name: string, text: string): Promise<void> {
    const half = Math.floor(text.length / 2);
    const target = join(files.folder, name);
    writeFileSync(target, text.slice(0, half));
    vendor.process.kill('SIGHUP');
    await delay(20);
    writeFileSync(target, text.slice(half), { flag: 'a' });
    vendor.process.kill('SIGHUP');
  }

  async function rotate(): Promise<void> {
    while (performance.now() < until) {
      server = pki.issueServer();
      const before = client;
      client = createClient(pki.issueClient(), seen);
      await before.end();
      left.push(before.certificate);
      const lists = pki.issueCrl({ revoked: left });
      rotations += 1;
      const write = rotations % 2 === 0 ? overwrite : replace;
      await write('server.pem', server.cert);
      await write('server-key.pem', server.key);
      await write('ca-crl.pem', lists);
      vendor.process.kill('SIGHUP');
      await delay(400);
    }
  }

  async function keepAsking(): Promise<void> {
    const startedAt = performance.now();
    for (let index = 0; performance.now() < until; index += 1) {
      while (client.inFlight.size >= mostInFlight) await Promise.race(client.inFlight);
      client.send(call, index, statuses);
      const due = startedAt + ((index + 1) * 1000) / perSecond;
      if (due > performance.now()) await delay(due - performance.now());
    }
  }

  await Promise.all([rotate(), keepAsking()]);
  await client.end();

  expect(statuses.filter((status) => status !== 200)).toEqual([]);
  expect(statuses.length).toBeGreaterThan(0);
  expect(rotations).toBeGreaterThan(1);
  // In the end everything was loaded: our certificate, and the lists.
  await vi.waitFor(
    async () => {
      const current = await sendOverTls({ ...call, ...client.certificate });
      expect(current.status).toBe(200);
      expect(current.serverFingerprint?.replaceAll(':', '').toLowerCase()).toBe(
        fingerprintOf(server),
      );
      for (const certificate of left) {
        expect((await sendOverTls({ ...call, ...certificate })).status).toBe(403);
      }
    },
    { timeout: 30_000, interval: 250 },
  );
  expect(vendor.log().filter(({ status }) => Number(status) >= 500)).toEqual([]);
  console.log(
    `${statuses.length} requests answered 200 over ${rotations} rotations, ${seen.size} certificates of the server seen`,
  );
});
