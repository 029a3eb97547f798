// @ts-check
// A contender's process, seen from the benchmark.
import { fork } from 'node:child_process';
import { here } from './processes.mjs';

/**
 * @typedef {{
 *   ask(order: string, ...args: unknown[]): Promise<any>,
 *   askWhen(order: string, ...args: unknown[]): Promise<number>,
 *   stop(): Promise<void>,
 * }} ContenderProcess
 */

/**
 * Starts a contender, and waits until it accepts orders.
 *
 * @param {string} node the Node to run it on
 * @param {{ kind: string, platform: string, database: string, modules: string }} options
 * @returns {Promise<ContenderProcess>}
 */
export async function startContender(node, options) {
  const flags = process.env['BENCH_NODE_FLAGS']?.split(' ') ?? [];
  const child = fork(here('appointments-contender.mjs'), [JSON.stringify(options)], {
    execPath: node,
    execArgv: flags,
  });
  /** @type {Map<number, { resolve(answer: any): void, reject(error: Error): void }>} */
  const asked = new Map();
  let number = 0;
  child.on('message', (/** @type {any} */ answer) => {
    const question = asked.get(answer.number);
    asked.delete(answer.number);
    if (answer.error) question?.reject(new Error(answer.error));
    else question?.resolve(answer);
  });
  child.on('exit', (code) => {
    for (const { reject } of asked.values())
      reject(new Error(`${options.kind} ended with ${code}`));
  });
  const receive = (/** @type {number} */ orderNumber) =>
    new Promise((resolve, reject) => {
      asked.set(orderNumber, { resolve, reject });
    });
  const send = (/** @type {string} */ order, /** @type {unknown[]} */ args) => {
    number += 1;
    child.send({ number, order, args });
    return receive(number);
  };
  await receive(0);
  return {
    ask: async (order, ...args) => (await send(order, args)).value,
    askWhen: async (order, ...args) => (await send(order, args)).startedAt,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      await send('close', []);
      await ended;
    },
  };
}
