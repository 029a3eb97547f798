import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../examples/express/dist/main.js', import.meta.url));

/** A reference vendor in its own process. */
export interface RunningVendor extends AsyncDisposable {
  readonly process: ChildProcess;
  /** The address that it printed. */
  readonly url: string;
  /** The parsed lines of its log. */
  log(): readonly Readonly<Record<string, unknown>>[];
  /** Sends SIGTERM, and returns how the process ended. */
  stop(): Promise<Ended>;
  /** Peak memory in bytes. */
  peakMemory(): number;
}

/** How a process ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the vendor until it ends, by itself or on a SIGTERM sent once a condition is true. */
export async function runVendor(
  environment: Readonly<Record<string, string>>,
  { signalWhen }: { readonly signalWhen?: () => Promise<boolean> | boolean } = {},
): Promise<Ended> {
  await using folder = createFolder();
  const { child, ended } = launch({ DATA_DIR: folder.path, ...environment });
  if (signalWhen !== undefined) {
    while (child.exitCode === null && !(await signalWhen())) await delay(10);
    child.kill('SIGTERM');
  }
  return await ended;
}

/**
 * Starts the vendor on a free port with a new store, and waits until it serves.
 *
 * @throws Error with its output, when it ends instead.
 */
export async function startVendor(
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningVendor> {
  const folder = createFolder();
  const { child, ended, output } = launch({ DATA_DIR: folder.path, ...environment });
  const dispose = async () => {
    child.kill('SIGKILL');
    await ended;
    await folder[Symbol.asyncDispose]();
  };
  const url = await Promise.race([
    new Promise<string>((resolve) => {
      child.stdout?.on('data', () => {
        const [, listening] = /^listening on (\S+)\n/.exec(output.stdout) ?? [];
        if (listening) resolve(listening);
      });
    }),
    ended.then(() => undefined),
  ]);
  if (url === undefined) {
    await dispose();
    throw new Error(`The vendor ended: ${output.stderr}`);
  }
  return {
    process: child,
    url,
    log: () =>
      output.stderr
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line)),
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
    peakMemory() {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
    },
    [Symbol.asyncDispose]: dispose,
  };
}

/** Whether this system provides the peak memory of a process. */
export const isPeakMemoryKnown = existsSync('/proc/self/status');

/** Creates a folder that is removed at disposal. */
export function createFolder(): { readonly path: string } & AsyncDisposable {
  const path = mkdtempSync(join(tmpdir(), 'sas-sos-vendor-'));
  return { path, [Symbol.asyncDispose]: async () => rmSync(path, { recursive: true }) };
}

function launch(environment: Readonly<Record<string, string>>) {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [main], { env: { PATH, PORT: '0', ...environment } });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    output.stderr += text;
  });
  const ended = once(child, 'close').then(([code, signal]): Ended => ({ code, signal, ...output }));
  return { child, ended, output };
}
