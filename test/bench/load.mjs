// @ts-check
// A client in its own process: requests one address repeatedly, and prints its measurements.
//   node load.mjs '{"url":"…","connections":16,"milliseconds":3000}'
import http from 'node:http';

/** @type {{ url: string, connections: number, milliseconds: number, headers?: Record<string, string>, mayRefuse?: boolean }} */
const {
  url,
  connections,
  milliseconds,
  headers = {},
  mayRefuse = false,
} = JSON.parse(String(process.argv[2]));
const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
const accept = { accept: 'application/json+fhir', ...headers };

/** @returns {Promise<number>} bytes of the answer; -1 for a refusal */
function ask() {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent, headers: accept }, (response) => {
      let bytes = 0;
      response.on('data', (/** @type {Buffer} */ chunk) => {
        bytes += chunk.length;
      });
      response.on('end', () => {
        if (response.statusCode === 200) resolve(bytes);
        else if (mayRefuse && response.statusCode === 503) resolve(-1);
        else reject(new Error(`HTTP ${response.statusCode}`));
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
    const received = await ask();
    const taken = performance.now() - start;
    if (received < 0) {
      refusals.push(taken);
      continue;
    }
    bytes = received;
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
