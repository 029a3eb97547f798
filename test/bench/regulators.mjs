// @ts-check
// Regulator accounts: synchronisation of all of them, and updates that change nothing.
import http from 'node:http';
import { DatabaseSync } from '@photostructure/sqlite';
import pg from 'pg';
import { summarise } from './statistics.mjs';

const accounts = 5000;
const connections = 8;

/**
 * @typedef {{
 *   method: string, path: string, body?: string, expected: number
 * }} Call
 */

/**
 * Synchronises every account, then again without changes, then with one change each.
 *
 * @param {{ url: string, store: string, database: string, runs: number }} vendor
 */
export async function measureRegulators({ url, store, database, runs }) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const writes = createWriteCounter(store, database);

  /** @param {Call} call @returns {Promise<number>} milliseconds */
  function send({ method, path, body, expected }) {
    const start = performance.now();
    return new Promise((resolve, reject) => {
      const request = http.request(
        `${url}/fhir/${path}`,
        { agent, method, headers: { 'content-type': 'application/json', accept: '*/*' } },
        (response) => {
          response.resume();
          response.on('end', () => {
            if (response.statusCode === expected) resolve(performance.now() - start);
            else reject(new Error(`${method} was answered ${response.statusCode}`));
          });
        },
      );
      request.on('error', reject);
      request.end(body);
    });
  }

  /** @param {(index: number) => Call} toCall */
  async function synchronise(toCall) {
    const before = await writes.count();
    const start = performance.now();
    let next = 0;
    const work = async () => {
      while (next < accounts) await send(toCall(next++));
    };
    await Promise.all(Array.from({ length: connections }, work));
    const seconds = (performance.now() - start) / 1000;
    return { seconds, perSecond: accounts / seconds, writes: (await writes.count()) - before };
  }

  /**
   * Makes calls in turns, so that a change in the machine's speed meets them all.
   *
   * @param {readonly Call[]} calls
   */
  async function repeat(calls) {
    const values = calls.map(() => /** @type {number[]} */ ([]));
    for (let run = -runs / 10; run < runs; run += 1) {
      for (const [index, call] of calls.entries()) {
        const time = await send(call);
        if (run >= 0) values[index]?.push(time);
      }
    }
    return values;
  }

  try {
    const created = await synchronise((index) => toUpdate(index, 'a', 201));
    const unchanged = await synchronise((index) => toUpdate(index, 'a', 200));
    const changed = await synchronise((index) => toUpdate(index, 'b', 200));
    const { path } = toUpdate(7, 'b', 200);
    const before = await writes.count();
    const calls = [{ method: 'GET', path, expected: 200 }, toUpdate(7, 'b', 200)];
    const [searches = [], updates = []] = await repeat(calls);
    const [search, update] = [summarise(searches), summarise(updates)];
    return {
      accounts,
      connections,
      created,
      unchanged,
      changed,
      search,
      update,
      writesOfUpdate: (await writes.count()) - before,
      updateToSearch: update.median / search.median,
    };
  } finally {
    agent.destroy();
    await writes.close();
  }
}

/**
 * @param {number} index
 * @param {string} email
 * @param {number} expected
 * @returns {Call}
 */
function toUpdate(index, email, expected) {
  const value = `8990${String(index).padStart(8, '0')}`;
  const system = 'urn:oid:1.2.250.1.71.4.2.1';
  const type = {
    coding: [{ system: 'http://interopsante.org/fhir/CodeSystem/fr-v2-0203', code: 'IDNPS' }],
  };
  return {
    method: 'PUT',
    path: `Practitioner?identifier=${system}%7C${value}`,
    expected,
    body: JSON.stringify({
      resourceType: 'Practitioner',
      meta: { source: 'urn:oid:1.2.250.1.213.3.6' },
      identifier: [{ type, system, value }],
      active: true,
      name: [{ family: `Nom ${index}`, given: ['Prénom'] }],
      telecom: [{ system: 'email', value: `${email}${index}@bench.example` }],
    }),
  };
}

/**
 * Counts the writes to the accounts, in the vendor's database.
 *
 * @param {string} store
 * @param {string} database
 * @returns {{ count(): Promise<number>, close(): Promise<void> }}
 */
function createWriteCounter(store, database) {
  if (store === 'sqlite') {
    const file = new DatabaseSync(database);
    // Each write of an account increments its version.
    const versions = file.prepare('SELECT coalesce(sum(version), 0) AS n FROM regulator_account');
    return { count: async () => Number(versions.get()?.n), close: async () => file.close() };
  }
  const client = new pg.Client(database);
  const connected = client.connect();
  return {
    async count() {
      await connected;
      const { rows } = await client.query(
        'SELECT coalesce(sum(version), 0) AS n FROM regulator_account',
      );
      return Number(rows[0].n);
    },
    close: () => client.end(),
  };
}
