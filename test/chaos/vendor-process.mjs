// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('vendor.mjs', import.meta.url));

/**
 * A vendor's process, as seen from outside.
 *
 * @typedef {{
 *   readonly hasEnded: boolean,
 *   kill(): Promise<void>,
 *   stop(): Promise<void>,
 * }} VendorProcess
 */

/**
 * Starts a vendor.
 *
 * @param {object} options the options of vendor.mjs
 * @param {{
 *   onLine: (words: readonly string[]) => void,
 *   limits?: string,
 * }} more `onLine` is called with every printed line, before `kill` resolves. `limits`: options of
 *   `ulimit` to run it under.
 * @returns {VendorProcess}
 */
export function startVendor(options, { onLine, limits }) {
  const args = [program, JSON.stringify(options)];
  /** @type {import('node:child_process').SpawnOptionsWithStdioTuple<'ignore', 'pipe', 'inherit'>} */
  const how = { stdio: ['ignore', 'pipe', 'inherit'] };
  const child =
    limits === undefined
      ? spawn(process.execPath, args, how)
      : spawn('bash', ['-c', `ulimit ${limits}; exec "$0" "$@"`, process.execPath, ...args], how);
  let hasEnded = false;
  createInterface({ input: child.stdout }).on('line', (line) => onLine(line.split(' ')));
  // By then everything that it printed has been read.
  const closed = once(child, 'close').then(() => {
    hasEnded = true;
  });
  /** @param {NodeJS.Signals} signal */
  async function end(signal) {
    if (!hasEnded) child.kill(signal);
    await closed;
  }
  return {
    get hasEnded() {
      return hasEnded;
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}
