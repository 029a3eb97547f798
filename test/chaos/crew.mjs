// @ts-check
import { setTimeout as delay } from 'node:timers/promises';
import { createRandom } from './random.mjs';
import { startVendor } from './vendor-process.mjs';

/** After this time without any event reported or request received, the run is stuck. */
const stuckMilliseconds = 90_000;

/** Longer than the claims of a killed instance last. */
const lateMilliseconds = 9000;

const hour = 3_600_000;

/**
 * Starts the instances of a vendor, and records what they print.
 *
 * @param {{
 *   instances: number, seed: string, events: number,
 *   platform: import('./judge.mjs').PlatformDouble,
 *   vendorOptions: object,
 *   say: (line: string) => void,
 * }} options `events`: number of events to be reported.
 */
export function startCrew({ instances, seed, events, platform, vendorOptions, say }) {
  const clocks = createRandom(`${seed} clocks`);
  const startedAt = performance.now();
  const counts = { reported: 0, failed: 0, kills: 0, processes: 0, starts: 0, mebibytes: 0 };
  /** How many events of each appointment were done. @type {Map<string, number>} */
  const reported = new Map();
  let isAtRest = false;
  let isStuck = false;
  let last = { progress: 0, at: startedAt, saidAt: startedAt };

  /** @param {readonly string[]} line */
  function onLine([word, id = '', event]) {
    if (word === 'reported') {
      counts.reported += 1;
      reported.set(id, Number(event) + 1);
    }
    if (word === 'failed') counts.failed += 1;
    if (word === 'rest') isAtRest = true;
    if (word === 'memory') counts.mebibytes = Math.max(counts.mebibytes, Number(id));
  }

  function start() {
    counts.starts += 1;
    const options = {
      ...{ ...vendorOptions, seed, platformUrl: platform.url, answerMilliseconds: 2000 },
      reported: Object.fromEntries(reported),
      // Each start gets another clock, up to an hour wrong.
      clockMilliseconds: Math.round((clocks() * 2 - 1) * hour),
    };
    return startVendor(options, { onLine });
  }

  const running = Array.from({ length: instances }, async () => start());
  /** Instances that were killed and are not restarted yet. @type {Set<number>} */
  const absent = new Set();

  /** @param {number} instance @param {boolean} isLate */
  async function startAgain(instance, isLate) {
    absent.add(instance);
    if (isLate) await delay(lateMilliseconds);
    absent.delete(instance);
    return start();
  }

  /** Checks for progress, and returns how much was reported and received. */
  async function look() {
    const progress = counts.reported + platform.requests.length;
    const now = performance.now();
    if (progress > last.progress) last = { ...last, progress, at: now };
    if (now - last.at > stuckMilliseconds) {
      isStuck = true;
      throw new Error(`nothing has happened for ${stuckMilliseconds / 1000} s`);
    }
    if (now - last.saidAt > 10_000) {
      last = { ...last, saidAt: now };
      const seconds = Math.round((now - startedAt) / 1000);
      const { length } = platform.requests;
      say(
        `  ${seconds} s: ${counts.reported} of ${events} events reported, ${length} requests, ${counts.kills} kills`,
      );
    }
    await delay(5);
    return progress;
  }

  return {
    ...{ counts, reported, look },
    /** Whether `look` threw because nothing happens any more. */
    get isStuck() {
      return isStuck;
    },
    /**
     * Kills some instances, or another one if these are absent, and restarts them; late if another
     * instance can take over.
     *
     * @param {readonly number[]} which
     * @param {boolean} isStartedLate
     */
    async kill(which, isStartedLate) {
      counts.kills += 1;
      const present = [...running.keys()].filter((instance) => !absent.has(instance));
      const chosen = which.filter((instance) => present.includes(instance));
      const targets = chosen.length > 0 ? chosen : present.slice(0, 1);
      await Promise.all(
        (targets.length > 0 ? targets : which).map(async (instance) => {
          const vendor = await running[instance];
          if (vendor?.hasEnded !== false) throw new Error('a vendor ended by itself');
          counts.processes += 1;
          await vendor.kill();
          running[instance] = startAgain(instance, isStartedLate && instances > 1);
        }),
      );
    },
    /** Waits until all events are done, and only reports behind a kept-aside one still wait. */
    async untilRest() {
      while (!isAtRest) {
        await look();
        for (const vendor of await Promise.all(running)) {
          if (vendor.hasEnded) throw new Error('a vendor ended by itself');
        }
      }
    },
    /** Stops all instances gracefully. */
    async stop() {
      await Promise.all(running.map(async (vendor) => (await vendor).stop()));
    },
    /** Restarts all instances. */
    restart() {
      isAtRest = false;
      for (const instance of running.keys()) running[instance] = Promise.resolve(start());
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(running.map(async (vendor) => (await vendor).kill()));
    },
  };
}
