// @ts-check
// A client in its own process: requests one address repeatedly, and prints its measurements.
//   node load.mjs '{"url":"…","connections":16,"milliseconds":3000}'
import http from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/** @type {{ url: string, connections: number, milliseconds: number, headers?: Record<string, string>, mayRefuse?: boolean, waitsAsTold?: boolean }} */
const {
  url,
  connections,
  milliseconds,
  headers = {},
  mayRefuse = false,
  waitsAsTold = false,
} = JSON.parse(String(process.argv[2]));
const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
const accept = { accept: 'application/json+fhir', ...headers };

/** @returns {Promise<{ bytes: number, retryAfter?: number }>} `retryAfter`: of a refusal, in seconds */
function ask() {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent, headers: accept }, (response) => {
      let bytes = 0;
      response.on('data', (/** @type {Buffer} */ chunk) => {
        bytes += chunk.length;
      });
      response.on('end', () => {
        if (response.statusCode === 200) resolve({ bytes });
        else if (mayRefuse && response.statusCode === 503) {
          resolve({ bytes, retryAfter: Number(response.headers['retry-after']) });
        } else reject(new Error(`HTTP ${response.statusCode}`));
      });
      response.on('error', reject);
    });
    request.on('error', reject);
  });
}

/** @type {number[]} */
const latencies = [];
/** @type {number[]} */
const refusals = [];
let bytes = 0;
const deadline = performance.now() + milliseconds;

async function repeat() {
  while (performance.now() < deadline) {
    const start = performance.now();
    const answer = await ask();
    const taken = performance.now() - start;
    if (answer.retryAfter !== undefined) {
      refusals.push(taken);
      if (waitsAsTold && performance.now() < deadline) await delay(answer.retryAfter * 1000);
      continue;
    }
    bytes = answer.bytes;
    latencies.push(taken);
  }
}

const start = performance.now();
await Promise.all(Array.from({ length: connections }, repeat));
const seconds = (performance.now() - start) / 1000;
agent.destroy();
process.stdout.write(
  JSON.stringify({ latencies, refusals, bytes, perSecond: latencies.length / seconds }),
);
