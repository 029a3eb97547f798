// @ts-check
// A platform that comes back: how fast what has waited is delivered, beside the client alone; and
// what a dispatcher costs while nothing waits, beyond what its process costs without it.
import { setTimeout as delay } from 'node:timers/promises';

/** @typedef {import('./appointments-process.mjs').ContenderProcess} ContenderProcess */

const events = 3;
const settleMilliseconds = 5000;
const stores = /** @type {const} */ (['postgres', 'sqlite']);

/**
 * @param {{
 *   contenders: Record<string, ContenderProcess>,
 *   deliver(contender: ContenderProcess, count: number): Promise<{ first: number, last: number, disorder: number }>,
 *   reports: number,
 *   idleMilliseconds: number,
 * }} options
 */
export async function measureBacklog({ contenders, deliver, reports, idleMilliseconds }) {
  const appointments = Math.ceil(reports / events);
  const count = appointments * events;
  /** @type {Record<string, { reports: number, perSecond: number, disorder: number }>} */
  const drained = {};
  for (const name of ['client', ...stores]) {
    const contender = /** @type {ContenderProcess} */ (contenders[name]);
    await contender.ask('fill', `backlog-${name}`, { appointments, events });
    const { first, last, disorder } = await deliver(contender, count);
    drained[name] = { reports: count, perSecond: ((count - 1) * 1000) / (last - first), disorder };
  }
  /** @type {Record<string, number>} */
  const idle = {};
  for (const name of stores) {
    const contender = /** @type {ContenderProcess} */ (contenders[name]);
    const spend = async () => {
      // What follows an order is no idling: garbage is collected, code is compiled.
      await delay(settleMilliseconds);
      const before = await contender.ask('processor');
      await delay(idleMilliseconds);
      return (await contender.ask('processor')) - before;
    };
    // A process that does nothing at all takes some, as much as the bar on a busy machine.
    const without = await spend();
    await contender.ask('deliver');
    idle[name] = ((await spend()) - without) / idleMilliseconds;
    await contender.ask('pause');
  }
  const rate = (/** @type {string} */ name) => Number(drained[name]?.perSecond);
  return {
    drained,
    idle,
    drainedToClient: {
      postgres: rate('postgres') / rate('client'),
      sqlite: rate('sqlite') / rate('client'),
    },
  };
}
