// @ts-check
// A platform that comes back: how fast what has waited is delivered, beside the client alone; and
// what a dispatcher costs while nothing waits, beyond what its process costs without it.
import { setTimeout as delay } from 'node:timers/promises';
import { summarise } from './statistics.mjs';

/** @typedef {import('./appointments-process.mjs').ContenderProcess} ContenderProcess */

const events = 3;
const settleMilliseconds = 5000;
const stores = /** @type {const} */ (['postgres', 'sqlite']);

/**
 * What waits is delivered in parts, in turns: the speed of a machine changes by the minute. A part is
 * much more than an outbox delivers while it stops.
 */
const mostParts = 10;
const leastReports = 1000;

/**
 * @param {{
 *   contenders: Record<string, ContenderProcess>,
 *   deliver(contender: ContenderProcess, count: number, options?: { continues?: boolean }): Promise<{ first: number, last: number, disorder: number, all: number }>,
 *   reports: number,
 *   idleMilliseconds: number,
 * }} options
 */
export async function measureBacklog({ contenders, deliver, reports, idleMilliseconds }) {
  const drained = await drain();
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
  const rates = (/** @type {string} */ name) => drained[name]?.rates ?? [];
  const toClient = (/** @type {string} */ name) =>
    summarise(rates(name).map((rate, part) => rate / Number(rates('client')[part])));
  return {
    drained: Object.fromEntries(
      Object.entries(drained).map(([name, { rates, ...rest }]) => [
        name,
        { ...rest, perSecond: summarise(rates) },
      ]),
    ),
    idle,
    drainedToClient: { postgres: toClient('postgres'), sqlite: toClient('sqlite') },
  };

  /** Stores everything, then delivers it; the client alone has as much in each of its turns. */
  async function drain() {
    const parts = Math.min(mostParts, Math.floor(reports / leastReports));
    const appointments = Math.ceil(reports / parts / events);
    const size = appointments * events;
    /** @type {Record<string, { reports: number, rates: number[], disorder: number }>} */
    const drained = {};
    for (const name of ['client', ...stores])
      drained[name] = { reports: 0, rates: [], disorder: 0 };
    for (const name of stores) {
      const all = { appointments: parts * appointments, events };
      await contenders[name]?.ask('fill', `backlog-${name}`, all);
    }
    for (let part = 0; part < parts; part += 1) {
      for (const [name, measured] of Object.entries(drained)) {
        const contender = /** @type {ContenderProcess} */ (contenders[name]);
        if (name === 'client') {
          await contender.ask('fill', `backlog-client-${part}`, { appointments, events });
        }
        // Before its last turn, an outbox delivers some more while it stops.
        const isLast = part === parts - 1;
        const count = isLast ? parts * size - measured.reports : size;
        const { first, last, disorder, all } = await deliver(contender, count, { continues: true });
        measured.rates.push(((count - 1) * 1000) / (last - first));
        measured.reports += all;
        measured.disorder += disorder;
      }
    }
    return drained;
  }
}
