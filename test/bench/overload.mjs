// @ts-check
// How a server behaves as connections grow: answers a second, how long they take, what is refused.

import { readFileSync } from 'node:fs';
import { putLoad } from './processes.mjs';
import { readProcessorTime } from './processor-time.mjs';
import { summarise } from './statistics.mjs';

/**
 * Puts more and more connections on a server, which ask again at once whatever they get; where some
 * are refused, once more with connections that wait as they are told.
 *
 * @param {{ url: string, pid: number | undefined }} server
 * @param {{ url: string, connections: readonly number[], milliseconds: number }} load
 */
export async function measureOverload({ pid }, { url, connections: counts, milliseconds }) {
  const rows = [];
  for (const connections of counts) {
    const load = { url, connections, milliseconds, mayRefuse: true };
    const row = await measureLoad(pid, { ...load, waitsAsTold: false });
    rows.push(row);
    if (row.refused > 0) rows.push(await measureLoad(pid, { ...load, waitsAsTold: true }));
  }
  return rows;
}

/**
 * @param {number | undefined} pid
 * @param {Parameters<typeof putLoad>[0] & { waitsAsTold: boolean }} load
 */
async function measureLoad(pid, load) {
  const before = readProcessorTime(pid) ?? Number.NaN;
  const { latencies, refusals, perSecond } = await putLoad(load);
  const after = readProcessorTime(pid) ?? Number.NaN;
  return {
    connections: load.connections,
    waitsAsTold: load.waitsAsTold,
    answers: latencies.length,
    perSecond,
    latency: summarise(latencies),
    slowest: Math.max(...latencies),
    refused: refusals.length,
    refusal: refusals.length > 0 ? summarise(refusals) : undefined,
    processor: (after - before) / latencies.length,
    residentMegabytes: readResidentMegabytes(pid),
  };
}

/**
 * What 500 connections that wait as they are told get a second, as a multiple of what 16 get.
 *
 * @param {Awaited<ReturnType<typeof measureOverload>>} rows
 */
export function throughputWhenOverloaded(rows) {
  const few = rows.find(({ connections }) => connections === 16);
  const many = rows.findLast(({ connections }) => connections === 500);
  return Number(many?.perSecond) / Number(few?.perSecond);
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
  say('  overload, 1 SIRET, on node:http');
  for (const row of rows) {
    const { connections, perSecond, latency, slowest, refused, refusal, residentMegabytes } = row;
    const way = row.waitsAsTold ? 'wait as told' : '';
    say(
      `    ${String(connections).padStart(4)}  ${perSecond.toFixed(0).padStart(5)}/s  p50 ${latency.median.toFixed(0)} ms, p90 ${latency.p90.toFixed(0)} ms, slowest ${slowest.toFixed(0)} ms  ${refused} refused${refusal ? ` in ${refusal.median.toFixed(0)} ms` : ''}  ${residentMegabytes.toFixed(0)} MB  ${way}`,
    );
  }
}
