// @ts-check
// How a server behaves as connections grow: answers a second, how long they take, what is refused.

import { readFileSync } from 'node:fs';
import { putLoad } from './processes.mjs';
import { readProcessorTime } from './processor-time.mjs';
import { summarise } from './statistics.mjs';

/**
 * Puts more and more connections on a server, which ask again at once whatever they get.
 *
 * @param {{ url: string, pid: number | undefined }} server
 * @param {{ url: string, connections: readonly number[], milliseconds: number }} load
 */
export async function measureOverload({ pid }, { url, connections, milliseconds }) {
  const rows = [];
  for (const count of connections) {
    const before = readProcessorTime(pid) ?? Number.NaN;
    const result = await putLoad({ url, connections: count, milliseconds, mayRefuse: true });
    const after = readProcessorTime(pid) ?? Number.NaN;
    const { latencies, refusals } = result;
    rows.push({
      connections: count,
      answers: latencies.length,
      perSecond: result.perSecond,
      latency: summarise(latencies),
      slowest: Math.max(...latencies),
      refused: refusals.length,
      refusal: refusals.length > 0 ? summarise(refusals) : undefined,
      processor: (after - before) / latencies.length,
      residentMegabytes: readResidentMegabytes(pid),
    });
  }
  return rows;
}

/** @param {number | undefined} pid */
function readResidentMegabytes(pid) {
  try {
    const [, kilobytes] =
      /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) / 1000;
  } catch {
    return Number.NaN;
  }
}

/** @param {Awaited<ReturnType<typeof measureOverload>>} rows @param {(line: string) => void} say */
export function reportOverload(rows, say) {
  say('  overload, 1 SIRET: connections that ask again at once, on node:http');
  for (const row of rows) {
    const { connections, perSecond, latency, slowest, refused, refusal, residentMegabytes } = row;
    say(
      `    ${String(connections).padStart(4)}  ${perSecond.toFixed(0).padStart(5)}/s  p50 ${latency.median.toFixed(0)} ms, p90 ${latency.p90.toFixed(0)} ms, slowest ${slowest.toFixed(0)} ms  ${refused} refused${refusal ? ` in ${refusal.median.toFixed(0)} ms` : ''}  ${residentMegabytes.toFixed(0)} MB`,
    );
  }
}
