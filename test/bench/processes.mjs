// @ts-check
import { execFile, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { readProcessorTime } from './processor-time.mjs';

/** @param {string} name */
export const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/**
 * Starts a server and waits for the address that it prints.
 *
 * @param {string} script
 * @param {{ args?: readonly string[], env?: Record<string, string> }} [options]
 */
export async function startServer(script, { args = [], env = {} } = {}) {
  const child = spawn(process.execPath, [script, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
      const match = /listening on (\S+)/.exec(text);
      if (match) resolve(/** @type {string} */ (match[1]));
    });
    child.on('exit', (code) => reject(new Error(`${script} ended with ${code}\n${text}`)));
  });
  return {
    url: /** @type {string} */ (url),
    pid: child.pid,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/**
 * Puts load on an address, from a separate process.
 *
 * @param {{ url: string, connections: number, milliseconds: number, headers?: Record<string, string>, mayRefuse?: boolean, waitsAsTold?: boolean }} load
 *   `mayRefuse`: a 503 is counted, not an error; `waitsAsTold`: for the time of its `Retry-After`.
 * @returns {Promise<{ latencies: number[], refusals: number[], bytes: number, perSecond: number }>}
 */
export async function putLoad(load) {
  return runJson('load.mjs', [JSON.stringify(load)]);
}

/**
 * Puts load on a server, and measures its processor time for each answer, in milliseconds.
 *
 * @param {{ readonly pid: number | undefined }} server
 * @param {Parameters<typeof putLoad>[0]} load
 */
export async function loadServer({ pid }, load) {
  const before = readProcessorTime(pid);
  const result = await putLoad(load);
  const after = readProcessorTime(pid);
  const processor =
    before === undefined || after === undefined
      ? Number.NaN
      : (after - before) / result.latencies.length;
  return { ...result, processor };
}

/**
 * Runs a script of this folder, and parses the JSON that it prints.
 *
 * @param {string} name
 * @param {readonly string[]} args
 * @param {readonly string[]} [flags]
 */
export async function runJson(name, args, flags = []) {
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, here(name), ...args], {
    maxBuffer: 1 << 28,
  });
  return JSON.parse(stdout);
}
