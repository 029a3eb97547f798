import { execFile } from 'node:child_process';
import { cleanEnvironment } from '../../../.tasks/pnpm.mjs';

/** Runs a program to its end, and resolves with what it printed. Rejects with that if it fails. */
export function runProgram(
  command: string,
  args: readonly string[],
  { cwd, environment = {} }: { readonly cwd: string; readonly environment?: NodeJS.ProcessEnv },
): Promise<string> {
  const env = { ...cleanEnvironment(), ...environment };
  return new Promise((resolve, reject) => {
    execFile(command, [...args], { cwd, env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      const text = `${stdout}${stderr}`;
      if (error) reject(new Error(`${error.message}\n${text.slice(-4000)}`));
      else resolve(text);
    });
  });
}
