// @ts-check
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { startPlatformDouble } from '../../packages/appointments/src/test-data/platform-double.js';
import { startCrew } from './crew.mjs';
import { decideOnAside } from './decide.mjs';
import { createHistories } from './histories.mjs';
import { countHeldBack, judge } from './judge.mjs';
import { createPlan } from './plan.mjs';
import { createFaultSchedule } from './platform-faults.mjs';
import { createPostgresStore, createSqliteStore } from './stores.mjs';

/** A vendor that reads an endless answer to its end, or all of a compressed one, needs far more. */
const mostMebibytes = 400;

/** A report stored twice by the vendor needs a second decision; more are rarely needed. */
const mostRounds = 10;

/**
 * `pauseMilliseconds`: maximum pause between two events in one loop of the vendor.
 *
 * @typedef {{
 *   store: 'sqlite' | 'postgres', seed: string, appointments: number, kills: number, restarts: number,
 *   silences: number, pauseMilliseconds: number, say?: (line: string) => void,
 * }} ChaosOptions
 */

/**
 * The result of a run: what was done, and what was wrong in the end: all 0 if the run succeeded. In
 * addition to the judge's counts, `heldBack`: events not held back by a refusal that were still
 * missing when all others had arrived; `stuck`: reports still in the outbox, and events never done;
 * `surplus`: reports in the outbox that differ from what the vendor committed; `swollen`: 1 if a
 * vendor used far more memory than reports need.
 *
 * @typedef {{
 *   figures: Record<string, number>, faults: ReadonlyMap<string, number>,
 *   wrong: Record<string, number>, evidence: readonly string[],
 * }} ChaosResult
 */

/**
 * Runs a vendor that reports its appointments to a faulty platform, kills it repeatedly, and judges
 * what the platform has in the end.
 *
 * @param {ChaosOptions} options
 * @returns {Promise<ChaosResult>}
 */
export async function runChaos(options) {
  const { store: kind, seed, appointments, restarts, silences } = options;
  const histories = createHistories(seed, appointments);
  const schedule = createFaultSchedule(seed, histories);
  const platform = await startPlatformDouble(schedule.chooseFault);
  const store =
    kind === 'sqlite'
      ? await createSqliteStore()
      : await createPostgresStore(histories, restarts, silences);
  try {
    return await run({ ...options, histories, schedule, platform, store });
  } finally {
    await store[Symbol.asyncDispose]();
    await platform[Symbol.asyncDispose]();
  }
}

/**
 * @param {Omit<ChaosOptions, 'store'> & {
 *   histories: readonly import('./histories.mjs').History[],
 *   schedule: ReturnType<typeof createFaultSchedule>,
 *   platform: import('./judge.mjs').PlatformDouble,
 *   store: import('./stores.mjs').ChaosStore,
 * }} run
 * @returns {Promise<ChaosResult>}
 */
async function run({ histories, schedule, platform, store, ...options }) {
  const { seed, appointments, kills, pauseMilliseconds, say = () => {} } = options;
  const { instances, restarts, silences } = store;
  const startedAt = performance.now();
  const stalls = monitorEventLoopDelay({ resolution: 10 });
  stalls.enable();
  const events = histories.reduce((sum, history) => sum + history.events.length, 0);
  const vendorOptions = { ...store.vendorOptions, appointments, pauseMilliseconds };
  const crew = startCrew({ ...{ instances, seed, events, platform, say }, vendorOptions });
  /** @type {Set<string>} */
  const dropped = new Set();
  let heldBack = 0;
  try {
    for (const step of createPlan(seed, { kills, instances, restarts, silences })) {
      while ((await crew.look()) < step.at * 2 * events);
      await delay(step.afterMilliseconds);
      if (step.kind === 'kill') await crew.kill(step.instances, step.isStartedLate);
      else if (step.kind === 'silence') store.silence();
      else await store.restart(step.mode, () => delay(step.downMilliseconds));
    }
    await crew.untilRest();
    heldBack = countHeldBack(platform, histories);
    schedule.repair();
    for (let round = 0; round < mostRounds; round += 1) {
      await crew.stop();
      const { outbox, close } = await store.open();
      await decideOnAside({ outbox, histories, platformUrl: platform.url, dropped });
      const { waiting, aside } = await outbox.count();
      await close();
      if (waiting + aside === 0) break;
      crew.restart();
      await crew.untilRest();
    }
  } catch (error) {
    // Judge the state as it is: it shows what is stuck.
    if (!crew.isStuck) throw error;
    say('  nothing happens any more');
    heldBack = countHeldBack(platform, histories);
  } finally {
    await crew[Symbol.asyncDispose]();
  }
  const { done, surplus } = await store.readTruth(crew.reported);
  let stuck = await countUnfinished(store);
  for (const { id, events: all } of histories) stuck += all.length - (done.get(id) ?? 0);
  const { nameFault } = schedule;
  const { evidence, ...verdict } = judge(platform, { ...{ done, dropped, histories, nameFault } });
  const { counts } = crew;
  return {
    figures: {
      ...{ appointments, events, 'events reported': counts.reported },
      'requests received': platform.requests.length,
      ...{ kills: counts.kills, 'processes killed': counts.processes },
      'starts of a vendor': counts.starts,
      'restarts of PostgreSQL': restarts,
      'times all connections went silent': silences,
      'largest memory of a vendor, MiB': counts.mebibytes,
      'reports repeated by the vendor': counts.failed,
      'appointments with a refused report': histories.filter((history) =>
        history.events.some(({ refusal }) => refusal !== undefined),
      ).length,
      'dropped by a person': dropped.size,
      'longest stall of the platform, ms': Math.round(stalls.max / 1e6),
      'time, s': Math.round((performance.now() - startedAt) / 1000),
    },
    faults: schedule.counts,
    wrong: {
      ...{ ...verdict, heldBack, stuck, surplus },
      swollen: counts.mebibytes > mostMebibytes ? 1 : 0,
    },
    evidence,
  };
}

/** @param {import('./stores.mjs').ChaosStore} store */
async function countUnfinished(store) {
  const { outbox, close } = await store.open();
  const { waiting, aside } = await outbox.count();
  await close();
  return waiting + aside;
}
