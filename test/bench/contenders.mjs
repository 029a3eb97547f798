// @ts-check
// The contenders of a search, one after the other, again and again.
import { epoch } from './agenda.mjs';
import { loadServer } from './processes.mjs';
import { kilobytes, ms, say } from './say.mjs';
import { summarise, time } from './statistics.mjs';

/** @typedef {{ latencies: number[], medians: number[], perSecond: number[], processor: number[], bytes: number }} Rounds */
/** @typedef {{ name: string, server: { pid: number | undefined }, url(associations: number, hours?: number): string }} Contender */
/** @typedef {{ associations: number, connections: number }} Load */

/**
 * What a load showed so far: the medians of the rows in a loop, and the rounds of each contender.
 *
 * @typedef {{ rowTimes: number[], measured: Record<string, Rounds> }} Comparison
 */

/** Those that answer with the SDK. */
const ours = ['sdk', 'express', 'node'];

/** @returns {Comparison} */
export const createComparison = () => ({ rowTimes: [], measured: {} });

/**
 * Adds rounds to a comparison. The contenders are measured alternately, so that a slow moment of
 * the machine affects all of them.
 *
 * @param {Comparison} comparison
 * @param {Load & { rounds: number, milliseconds: number }} load `milliseconds`: of each round
 * @param {readonly Contender[]} contenders
 * @param {import('./row-source.mjs').RowSource} source
 */
export async function addRounds(
  { rowTimes, measured },
  { associations, connections, rounds, milliseconds },
  contenders,
  source,
) {
  for (let round = 0; round <= rounds; round += 1) {
    // The first round is a warm-up, and does not count.
    const counts = round > 0;
    const rows = await time(() => source.find(associations, epoch), { warm: 5, runs: 40 });
    if (counts) rowTimes.push(rows.median);
    // Which one comes before matters too, on a machine that slows down under a load.
    const order = round % 2 === 0 ? contenders : contenders.toReversed();
    for (const { name, server, url } of order) {
      const load = { url: url(associations), connections, milliseconds };
      const result = await loadServer(server, load);
      if (!counts) continue;
      measured[name] ??= {
        latencies: [],
        medians: [],
        perSecond: [],
        processor: [],
        bytes: result.bytes,
      };
      measured[name].latencies.push(...result.latencies);
      measured[name].medians.push(summarise(result.latencies).median);
      measured[name].perSecond.push(result.perSecond);
      measured[name].processor.push(result.processor);
    }
  }
}

/**
 * Sums up a comparison, and prints it.
 *
 * @param {Comparison} comparison
 * @param {Load} load
 */
export function summariseComparison({ rowTimes, measured }, { associations, connections }) {
  const rows = summarise(rowTimes);
  const summary = Object.fromEntries(
    Object.entries(measured).map(([name, { latencies, perSecond, processor, bytes }]) => [
      name,
      {
        latency: summarise(latencies),
        perSecond: summarise(perSecond),
        processor: summarise(processor),
        bytes,
      },
    ]),
  );
  say(`  ${associations} SIRET, ${connections} connections; the rows take ${ms(rows)} in a loop`);
  for (const [name, { latency, perSecond, processor, bytes }] of Object.entries(summary)) {
    const toRows =
      connections === 1 ? `  = ${(latency.median / rows.median).toFixed(2)} x the rows` : '';
    say(
      `    ${name.padEnd(7)} ${ms(latency)}  ${perSecond.median.toFixed(0).padStart(5)}/s  processor ${processor.median.toFixed(2)} ms  ${kilobytes(bytes)}${toRows}`,
    );
  }
  const { sdk, rows: served, bare, naive } = /** @type {Record<string, any>} */ (summary);
  const ratios = {
    sdkToRows: sdk.latency.median / rows.median,
    bareToRows: bare.latency.median / rows.median,
    sdkToServedRows: sdk.latency.median / served.latency.median,
    bareToServedRows: bare.latency.median / served.latency.median,
    toBare: Object.fromEntries(
      ours.map((name) => [
        name,
        {
          latency: byRound(measured, 'medians', name),
          throughput: byRound(measured, 'perSecond', name),
          processor: byRound(measured, 'processor', name),
        },
      ]),
    ),
    latencyGainOverNaive: naive.latency.median / sdk.latency.median,
    throughputGainOverNaive: sdk.perSecond.median / naive.perSecond.median,
  };
  for (const [name, { latency, throughput, processor }] of Object.entries(ratios.toBare)) {
    say(
      `    against bare, by round: ${name.padEnd(7)} p50 ${latency.toFixed(2)} x, throughput ${throughput.toFixed(2)}, processor ${processor.toFixed(2)} x`,
    );
  }
  say(
    `    over naive: p50 ${ratios.latencyGainOverNaive.toFixed(2)} x, throughput ${ratios.throughputGainOverNaive.toFixed(2)} x`,
  );
  return { rows, ...summary, ratios };
}

/**
 * The median of what a contender takes in each round, as a multiple of what the bare server takes
 * in the same round.
 *
 * @param {Record<string, Rounds>} measured
 * @param {'medians' | 'perSecond' | 'processor'} key
 * @param {string} name
 */
function byRound(measured, key, name) {
  const bare = measured['bare']?.[key] ?? [];
  const ratios = (measured[name]?.[key] ?? []).map((value, round) => value / Number(bare[round]));
  return summarise(ratios).median;
}

/**
 * Measures how the cost of an answer grows, on `node:http`, beside the rows alone and `bare`.
 *
 * @param {readonly { associations: number, hours: number, milliseconds: number }[]} searches
 * @param {readonly Contender[]} contenders
 * @param {import('./row-source.mjs').RowSource} source
 */
export async function measureGrowth(searches, contenders, source) {
  const growth = [];
  for (const { associations, hours, milliseconds } of searches) {
    /** @type {Record<string, number>} */
    const costs = {};
    for (const { name, server, url } of contenders.slice(1, 4)) {
      const load = { url: url(associations, hours), connections: 1, milliseconds };
      const { latencies, processor } = await loadServer(server, load);
      costs[name] = summarise(latencies).median;
      costs[`${name}Processor`] = processor;
    }
    const { length: slots } = await source.find(associations, epoch, hours);
    growth.push({ associations, slots, ...costs });
    say(
      `  ${associations} associations, ${slots} slots: on node:http ${costs['node']?.toFixed(2)} ms, bare ${costs['bare']?.toFixed(2)} ms`,
    );
  }
  return growth;
}
