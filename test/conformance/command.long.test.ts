import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Run } from '@sas-sos/conformance';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand, stack } from './run-command.js';
import { html, serveStrange } from './strange-vendors.js';

const folder = mkdtempSync(join(tmpdir(), 'sas-sos-conformance-'));
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const isTypeScriptRead = ['strip', 'transform'].includes(
  String((process.features as { readonly typescript?: unknown }).typescript),
);

describe('the command', () => {
  let vendor: Awaited<ReturnType<typeof serveStrange>>;
  beforeAll(async () => {
    vendor = await serveStrange(html);
  });
  afterAll(() => vendor?.[Symbol.asyncDispose]());
  const only = ['--only', 'metadata'];

  it('judges: 1 for a rule that the official kit fails, the report on stdout alone', async () => {
    const { code, stdout, stderr } = await runCommand(['--vendor', vendor.url, ...only], folder);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toContain('metadata.statement');
    expect(stdout).toContain('Le kit officiel échouerait.');
  });

  it('passes what is right: 0', async () => {
    const args = ['--vendor', vendor.url, '--only', 'metadata.status', '--language', 'en'];
    const { code, stdout } = await runCommand(args, folder);
    expect(code).toBe(0);
    expect(stdout).toContain('Nothing that the official kit fails.');
  });

  it('could not run: 2, for a vendor that is not there', async () => {
    const { code, stdout, stderr } = await runCommand(['--vendor', 'http://127.0.0.1:1/fhir']);
    expect(code).toBe(2);
    expect(stdout).toContain('ECONNREFUSED');
    expect(stderr).toBe('');
  });

  it('--json writes the run', async () => {
    const args = ['--vendor', vendor.url, ...only, '--json', 'run.json', '--seed', 'abc'];
    expect((await runCommand(args, folder)).code).toBe(1);
    const run = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as Run;
    expect(run).toMatchObject({ format: 1, seed: 'abc', verdict: 'failed', vendor: vendor.url });
  });

  it.each([
    { failOn: 'official', code: 0 },
    { failOn: 'everything', code: 1 },
  ])('--fail-on $failOn: $code', async ({ failOn, code }) => {
    write(
      'declared.json',
      JSON.stringify({ vendor: vendor.url, declarations: { lockOut: false } }),
    );
    const args = ['--config', 'declared.json', '--only', 'declarations', '--fail-on', failOn];
    expect((await runCommand(args, folder)).code).toBe(code);
  });

  it.each([
    { name: 'JSON', file: 'a.json', text: (url: string) => JSON.stringify({ vendor: url }) },
    {
      name: '.mjs, exported as configuration',
      file: 'a.mjs',
      text: (url: string) => `export const configuration = { vendor: '${url}' };`,
    },
    {
      name: '.mjs, by default',
      file: 'b.mjs',
      text: (url: string) => `export default { vendor: '${url}' };`,
    },
    {
      name: '.js of CommonJS',
      file: 'c.cjs',
      text: (url: string) => `module.exports = { vendor: '${url}' };`,
    },
  ])('reads $name', async ({ file, text }) => {
    write(file, text(vendor.url));
    const { code, stderr } = await runCommand(['--config', file, ...only], folder);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  });

  it('finds its configuration by name, and --vendor goes before it', async () => {
    const own = mkdtempSync(join(folder, 'own-'));
    const configuration = { vendor: 'http://127.0.0.1:1/fhir', declarations: { rppsUsed: true } };
    writeFileSync(join(own, 'sas-sos.conformance.json'), JSON.stringify(configuration));
    expect((await runCommand([], own)).code).toBe(2);
    expect((await runCommand(['--vendor', vendor.url, ...only], own)).code).toBe(1);
  });

  it('reads TypeScript where Node does, and says what to do where it does not', async () => {
    const text = `import type { Configuration } from '@sas-sos/conformance';
export const configuration: Configuration = { vendor: '${vendor.url}' };`;
    write('typed.ts', text);
    const { code, stderr } = await runCommand(
      ['--config', 'typed.ts', ...only],
      folder,
      'en_GB.UTF-8',
    );
    const message =
      /Node \d+\.\d+\.\d+ does not read TypeScript: use Node 22\.18 or later, or write/;
    expect(code).toBe(isTypeScriptRead ? 1 : 2);
    if (!isTypeScriptRead) expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(stack);
  });

  it('init writes a configuration that it reads, and never over a file', async () => {
    const first = await runCommand(['init', 'made.mjs'], folder);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    const args = ['--config', 'made.mjs', '--vendor', vendor.url, ...only];
    expect((await runCommand(args, folder)).code).toBe(1);
    const second = await runCommand(['init', 'made.mjs'], folder);
    expect(second.code).toBe(2);
    expect(second.stderr).toContain('made.mjs existe déjà');
    expect((await runCommand(['init', 'made.json'], folder)).code).toBe(2);
  });

  it('--list names groups, steps and rules', async () => {
    const { code, stdout } = await runCommand(['--list', '--language', 'en']);
    expect(code).toBe(0);
    for (const name of ['search-both:', '  metadata.read:', 'slots.total:']) {
      expect(stdout).toContain(`\n${name}`);
    }
  });
});

it.each([
  { name: 'no vendor', args: [], says: '--vendor is missing' },
  { name: 'an unknown flag', args: ['--colour'], says: "Unknown option '--colour'" },
  { name: 'an unknown language', args: ['--language', 'de'], says: '--language takes fr or en.' },
  { name: 'an unknown level', args: ['--fail-on', 'all'], says: '--fail-on takes official,' },
  { name: 'an unknown command', args: ['start'], says: 'There is no command start.' },
  {
    name: 'an unknown rule',
    args: ['--vendor', 'http://127.0.0.1:1/fhir', '--only', 'slots.totals'],
    says: 'There is no group, step or rule named slots.totals.',
  },
  { name: 'a wrong URL', args: ['--vendor', 'agenda.example'], says: 'vendor: Give an http' },
  { name: 'no such file', args: ['--config', 'nowhere.json'], says: 'There is no such file.' },
  { name: 'broken JSON', args: ['--config', 'broken.json'], says: 'broken.json: It is not JSON:' },
  { name: 'a list', args: ['--config', 'list.json'], says: 'It holds no configuration object.' },
  { name: 'nothing exported', args: ['--config', 'empty.mjs'], says: 'It holds no configuration' },
  { name: 'a module that throws', args: ['--config', 'throws.mjs'], says: 'throws.mjs: Not today' },
  { name: 'a mistake of syntax', args: ['--config', 'syntax.mjs'], says: 'syntax.mjs: ' },
  {
    name: 'several mistakes',
    args: ['--config', 'mistakes.json'],
    says: 'limits.run: Give a whole number of milliseconds',
  },
])('refuses $name: 2, in a sentence', async ({ args, says }) => {
  write('broken.json', '{ "vendor": ');
  write('list.json', '[]');
  write('empty.mjs', 'export const other = 1;');
  write('throws.mjs', "throw new Error('Not today');");
  write('syntax.mjs', 'export const configuration = {;');
  write('mistakes.json', '{"vendor":"http://127.0.0.1:1/fhir","limits":{"run":0},"signOn":null}');
  const { code, stdout, stderr } = await runCommand(args, folder, 'en_GB.UTF-8');
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain(says);
  expect(stderr).not.toMatch(stack);
});
