// @ts-check
// Cost of the guard and of connections: one search of one association over mutual TLS.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestPki } from '@sas-sos/test-pki';
import { epoch, toQuery } from './agenda.mjs';
import { here, startServer } from './processes.mjs';
import { summarise } from './statistics.mjs';

/** As many as in the other measurements for one association. */
const slots = 432;

const guardedFirst = /** @type {const} */ (['guarded', 'open']);
const openFirst = /** @type {const} */ (['open', 'guarded']);

/**
 * Compares guarded and open searches, alternating over one connection; then measures guarded
 * searches over new connections, new ones that resume a session, and a connection kept alive.
 *
 * @param {{ rounds: number, requests: number, connections: number }} sizes
 */
export async function measureMutualTls({ rounds, requests, connections }) {
  const pki = createTestPki();
  const folder = mkdtempSync(join(tmpdir(), 'sas-sos-bench-tls-'));
  for (const [name, text] of Object.entries({
    'server.pem': pki.server.cert,
    'server-key.pem': pki.server.key,
    'ca.pem': pki.ca,
    'ca-crl.pem': pki.crl,
  })) {
    writeFileSync(join(folder, name), text);
  }
  const server = await startServer(here('mutual-tls-server.mjs'), {
    args: [folder, String(slots), String(epoch)],
  });
  const agent = new https.Agent({ keepAlive: true, maxSockets: 1 });
  const identity = { ...pki.platform, ca: pki.ca };

  /**
   * @param {'guarded' | 'open'} endpoint
   * @param {https.RequestOptions & { session?: Buffer | undefined }} options
   */
  function search(endpoint, options) {
    const start = performance.now();
    return new Promise((resolve, reject) => {
      /** @type {Buffer | undefined} */
      let session;
      const request = https.get(
        `${server.url}/${endpoint}/fhir/Schedule?${toQuery(1)}`,
        { ...identity, ...options },
        (response) => {
          const socket = /** @type {import('node:tls').TLSSocket} */ (response.socket);
          const isResumed = socket.isSessionReused();
          let bytes = 0;
          response.on('data', (/** @type {Buffer} */ chunk) => {
            bytes += chunk.length;
          });
          response.on('error', reject).on('end', () => {
            const milliseconds = performance.now() - start;
            if (response.statusCode === 200) resolve({ milliseconds, bytes, session, isResumed });
            else reject(new Error(`The search was answered ${response.statusCode}`));
          });
        },
      );
      if (options.agent === false) {
        request.once('socket', (socket) => {
          socket.on('session', (/** @type {Buffer} */ ticket) => {
            session = ticket;
          });
        });
      }
      request.on('error', reject);
    });
  }

  try {
    const ratios = [];
    /** @type {{ guarded: number[], open: number[] }} */
    const kept = { guarded: [], open: [] };
    let bytes = 0;
    // The first rounds are a warm-up, and do not count.
    for (let round = -2; round < rounds; round += 1) {
      /** @type {{ guarded: number[], open: number[] }} */
      const times = { guarded: [], open: [] };
      for (let index = 0; index < requests; index += 1) {
        // The second request has warmer caches: alternate which endpoint comes second.
        for (const endpoint of index % 2 === 0 ? guardedFirst : openFirst) {
          const answer = await search(endpoint, { agent });
          times[endpoint].push(answer.milliseconds);
          bytes = answer.bytes;
        }
      }
      if (round < 0) continue;
      kept.guarded.push(...times.guarded);
      kept.open.push(...times.open);
      ratios.push(summarise(times.guarded).median / summarise(times.open).median);
    }

    /** @type {{ full: number[], resumed: number[] }} */
    const handshakes = { full: [], resumed: [] };
    for (let index = 0; index < connections; index += 1) {
      const full = await search('guarded', { agent: false });
      const resumed = await search('guarded', { agent: false, session: full.session });
      if (full.isResumed || !resumed.isResumed) throw new Error('Sessions are not as measured');
      handshakes.full.push(full.milliseconds);
      handshakes.resumed.push(resumed.milliseconds);
    }
    return {
      slots,
      bytes,
      guarded: summarise(kept.guarded),
      open: summarise(kept.open),
      /** Ratio of the medians of each round. */
      guardedToOpen: summarise(ratios),
      pooledGuardedToOpen: summarise(kept.guarded).median / summarise(kept.open).median,
      fullHandshake: summarise(handshakes.full),
      resumedHandshake: summarise(handshakes.resumed),
    };
  } finally {
    agent.destroy();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
