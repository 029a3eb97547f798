import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

/**
 * Commands of other tools, which have a help of their own (`pki` passes its options to one), and
 * scripts that run the same file as another one.
 */
const others = ['test', 'test:watch', 'test:long', 'test:browser', 'lint', 'types', 'boundaries'];
others.push('knip', 'pki', 'start:mtls', 'dev', 'declarations');

/** What each script runs last, and how: `node …`, or `tsx …` where it is written in TypeScript. */
const commands = Object.entries(scripts)
  .filter(([name]) => !others.includes(name))
  .map(([name, line]) => {
    const [program = '', ...args] = (line.split('&&').at(-1) ?? '').trim().split(' ');
    // After the path come options that the script gives.
    const path = args.findIndex((arg) => !arg.startsWith('-'));
    return { name, program, args: args.slice(0, path + 1) };
  });

function run({ program, args }: (typeof commands)[number], option: string) {
  const own = program === 'tsx' ? ['node_modules/tsx/dist/cli.mjs', ...args] : args;
  const { status, stdout, stderr } = spawnSync(process.execPath, [...own, option], {
    cwd: root,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('a command of the repository', () => {
  it('takes -h as well', () => {
    const command = { name: 'build', program: 'node', args: ['.tasks/build.mjs'] };
    const help = run(command, '-h');
    expect(help.status).toBe(0);
    expect(help).toEqual(run(command, '--help'));
  });

  it.each(commands)('npm run $name -- --help prints its usage', (command) => {
    const { status, stdout, stderr } = run(command, '--help');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/npm (?:run|start)/);
    expect(stdout.split('\n').length).toBeLessThan(16);
  });

  it.each(commands)(
    'npm run $name -- --helpme names the option, and prints the usage',
    (command) => {
      const { status, stdout, stderr } = run(command, '--helpme');
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(/^Unknown option '--helpme'.*npm (?:run|start)/s);
      expect(stderr).not.toContain('    at ');
    },
  );
});

it.each([
  { name: 'bench', args: ['test/bench/run.mjs', '--only', 'x'], said: '--only takes one of' },
  { name: 'postgres', args: ['test/postgres/run-versions.mjs', '99'], said: 'Give some of 12, 13' },
  { name: 'databases', args: ['test/other-databases/run.mjs', 'x'], said: 'Give some of mariadb' },
])('a wrong argument of $name is refused with what it takes', ({ args, said }) => {
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  expect(status).toBe(2);
  expect(stderr.startsWith(said)).toBe(true);
  expect(stderr).not.toContain('    at ');
});
