import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../../packages/conformance/dist/cli.js', import.meta.url));

/** How the command ended. */
export interface CommandEnd {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command in a folder; in French, unless `language` is that of the environment. */
export async function runCommand(
  args: readonly string[],
  folder?: string,
  language = '',
): Promise<CommandEnd> {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [command, ...args], {
    env: { PATH, NO_COLOR: '1', LANG: language },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(folder === undefined ? {} : { cwd: folder }),
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    output.stderr += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...output };
}

/** A line of a JavaScript stack. */
export const stack = /^\s+at .+:\d+:\d+\)?$/m;
