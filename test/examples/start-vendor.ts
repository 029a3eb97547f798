import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { StartedVendor } from './play-journey.js';

/** A vendor's program. */
export interface VendorProgram {
  /** Its working directory. */
  readonly folder: string;
  /** Arguments of Node: options, then the program. */
  readonly arguments: readonly string[];
  /**
   * The Node that runs it.
   *
   * @defaultValue the one that runs this
   */
  readonly node?: string | undefined;
  readonly environment?: Readonly<Record<string, string>> | undefined;
}

/** Starts a program that prints `listening on <url>`; resolves once it does. */
export async function startVendor(
  { folder, arguments: args, node = process.execPath, environment }: VendorProgram,
  variables: object,
): Promise<StartedVendor> {
  const child = spawn(node, [...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], PORT: '0', ...environment, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const complaints: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
  const lines = createInterface({ input: child.stdout as NonNullable<ChildProcess['stdout']> });
  for await (const line of lines) {
    const [, url] = /^listening on (\S+)$/.exec(line) ?? [];
    if (url === undefined) continue;
    return {
      url,
      async [Symbol.asyncDispose]() {
        if (child.exitCode === null && child.kill()) await once(child, 'close');
      },
    };
  }
  throw new Error(`The program has ended.\n${Buffer.concat(complaints)}`);
}
