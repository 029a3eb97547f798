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

/** A report is decided upon again when the vendor had stored it twice; seldom more often. */
const mostRounds = 10;

/**
 * `pauseMilliseconds`: at most, between two events of one hand of the vendor.
 *
 * @typedef {{
 *   store: 'sqlite' | 'postgres', seed: string, appointments: number, kills: number, restarts: number,
 *   pauseMilliseconds: number, say?: (line: string) => void,
 * }} ChaosOptions
 */

/**
 * How a run went: what was done, and what was wrong in the end, which is 0 throughout when all is well.
 * Beside what the judge counts, `heldBack`: events that no refusal held back, and that were still not
 * there when all others were; `stuck`: reports that the outbox still has, events never done;
 * `surplus`: reports in the outbox that differ from what the vendor committed.
 *
 * @typedef {{
 *   figures: Record<string, number>, faults: ReadonlyMap<string, number>,
 *   wrong: Record<string, number>, evidence: readonly string[],
 * }} ChaosResult
 */

/**
 * Has a vendor report its appointments to a platform that misbehaves, kills it again and again, and
 * judges what the platform has in the end.
 *
 * @param {ChaosOptions} options
 * @returns {Promise<ChaosResult>}
 */
export async function runChaos(options) {
  const { store: kind, seed, appointments, restarts } = options;
  const histories = createHistories(seed, appointments);
  const schedule = createFaultSchedule(seed, histories);
  const platform = await startPlatformDouble(schedule.chooseFault);
  const store =
    kind === 'sqlite' ? await createSqliteStore() : await createPostgresStore(histories, restarts);
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
  const { instances, restarts } = store;
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
    for (const step of createPlan(seed, { kills, instances, restarts })) {
      while ((await crew.look()) < step.at * 2 * events);
      await delay(step.afterMilliseconds);
      if (step.kind === 'kill') await crew.kill(step.instances, step.isStartedLate);
      else await store.restart(step.mode, () => delay(step.downMilliseconds));
    }
    await crew.untilRest();
    heldBack = countHeldBack(platform, histories);
    schedule.mendSide();
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
    // Judged as it is: what is stuck is seen there.
    if (!crew.isStuck) throw error;
    say('  nothing happens any more');
    heldBack = countHeldBack(platform, histories);
  } finally {
    await crew[Symbol.asyncDispose]();
  }
  const { done, surplus } = await store.readTruth(crew.told);
  let stuck = await countUnfinished(store);
  for (const { id, events: all } of histories) stuck += all.length - (done.get(id) ?? 0);
  const { nameFault } = schedule;
  const { evidence, ...verdict } = judge(platform, { ...{ done, dropped, histories, nameFault } });
  const { counts } = crew;
  return {
    figures: {
      ...{ appointments, events, 'events told': counts.told },
      'requests received': platform.requests.length,
      ...{ kills: counts.kills, 'processes killed': counts.processes },
      'starts of a vendor': counts.starts,
      'restarts of PostgreSQL': restarts,
      'reports repeated by the vendor': counts.failed,
      'appointments with a refused report': histories.filter((one) =>
        one.events.some(({ refusal }) => refusal !== undefined),
      ).length,
      'dropped by a person': dropped.size,
      'longest stall of the platform, ms': Math.round(stalls.max / 1e6),
      'time, s': Math.round((performance.now() - startedAt) / 1000),
    },
    faults: schedule.counts,
    wrong: { ...verdict, heldBack, stuck, surplus },
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
