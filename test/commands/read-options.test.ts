import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};
const commands = Object.entries(scripts).flatMap(([name, line]) => {
  const path = /([\w./-]+\.mjs)[^&]*$/.exec(line)?.[1] ?? '';
  const readsOptions = path && readFileSync(root + path, 'utf8').includes('readOptions(');
  return readsOptions ? [{ name, path }] : [];
});

function run(path: string, ...args: string[]) {
  const command = [root + path, ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('a command of the repository', () => {
  it('is found by its script', () => {
    expect(commands.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['start', 'bench', 'chaos', 'mutation', 'openssl', 'packaging']),
    );
  });

  it.each(commands)('npm run $name -- --help says what it does', ({ path }) => {
    const { status, stdout, stderr } = run(path, '--help');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^[A-Z].*npm (?:run|start)/s);
  });

  it.each(commands)('npm run $name -- --helpme names the option, and those it has', ({ path }) => {
    const { status, stdout, stderr } = run(path, '--helpme');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^Unknown option '--helpme'.*npm (?:run|start)/s);
    expect(stderr).not.toContain('    at ');
  });
});
