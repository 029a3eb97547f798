// @ts-check
import { setTimeout as delay } from 'node:timers/promises';
import { createRandom } from './random.mjs';
import { startVendor } from './vendor-process.mjs';

/** Nothing was told and nothing came in for so long: something is stuck. */
const stuckMilliseconds = 90_000;

/** Longer than an instance that was killed holds its claims. */
const lateMilliseconds = 9000;

const hour = 3_600_000;

/**
 * Starts the instances of a vendor, and keeps account of what they tell.
 *
 * @param {{
 *   instances: number, seed: string, events: number,
 *   platform: import('./judge.mjs').PlatformDouble,
 *   vendorOptions: object,
 *   say: (line: string) => void,
 * }} options `events`: how many there are to be told.
 */
export function startCrew({ instances, seed, events, platform, vendorOptions, say }) {
  const clocks = createRandom(`${seed} clocks`);
  const startedAt = performance.now();
  const counts = { told: 0, failed: 0, kills: 0, processes: 0, starts: 0 };
  /** How many events of each appointment were done. @type {Map<string, number>} */
  const told = new Map();
  let isAtRest = false;
  let isStuck = false;
  let last = { progress: 0, at: startedAt, saidAt: startedAt };

  /** @param {readonly string[]} line */
  function onLine([word, id = '', event]) {
    if (word === 'told') {
      counts.told += 1;
      told.set(id, Number(event) + 1);
    }
    if (word === 'failed') counts.failed += 1;
    if (word === 'rest') isAtRest = true;
  }

  function start() {
    counts.starts += 1;
    const options = {
      ...{ ...vendorOptions, seed, platformUrl: platform.url, answerMilliseconds: 2000 },
      told: Object.fromEntries(told),
      // Each start finds another clock, up to an hour wrong.
      clockMilliseconds: Math.round((clocks() * 2 - 1) * hour),
    };
    return startVendor(options, { onLine });
  }

  const running = Array.from({ length: instances }, async () => start());
  /** Those that were killed and are not started yet. @type {Set<number>} */
  const absent = new Set();

  /** @param {number} instance @param {boolean} isLate */
  async function startAgain(instance, isLate) {
    absent.add(instance);
    if (isLate) await delay(lateMilliseconds);
    absent.delete(instance);
    return start();
  }

  /** Looks after everything, and gives how much was told and received. */
  async function look() {
    const progress = counts.told + platform.requests.length;
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
        `  ${seconds} s: ${counts.told} of ${events} events told, ${length} requests, ${counts.kills} kills`,
      );
    }
    await delay(5);
    return progress;
  }

  return {
    ...{ counts, told, look },
    /** Whether nothing happens any more, and that was thrown. */
    get isStuck() {
      return isStuck;
    },
    /**
     * Kills some instances, or another in place of those that are absent, and starts them again; late,
     * where there are others to take over.
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
    /** Waits until everything was done, and nothing waits but what is behind a report kept aside. */
    async untilRest() {
      while (!isAtRest) {
        await look();
        for (const vendor of await Promise.all(running)) {
          if (vendor.hasEnded) throw new Error('a vendor ended by itself');
        }
      }
    },
    /** Has all end in order. */
    async stop() {
      await Promise.all(running.map(async (vendor) => (await vendor).stop()));
    },
    /** Starts all again. */
    restart() {
      isAtRest = false;
      for (const instance of running.keys()) running[instance] = Promise.resolve(start());
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(running.map(async (vendor) => (await vendor).kill()));
    },
  };
}
