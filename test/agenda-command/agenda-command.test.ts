import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const command = fileURLToPath(new URL('../../packages/slots/dist/cli.js', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'sas-sos-command-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const place = `{ id: 'p1', name: 'Lieu', phone: '0199001234', address: { line: '1 rue', postalCode: '35000', city: 'Rennes' } }`;
const right = `export const agenda = { listAssociations: () => [{ siret: '73282932000074', name: 'SOS', places: [${place}] }], findFreeSlots: () => [] };`;
const wrong = right.replace('35000', '35');

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

function run(...args: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, LC_ALL: 'en_GB.UTF-8' };
    execFile(process.execPath, [command, ...args], { env }, (error, stdout, stderr) => {
      resolve({ status: Number(error?.code ?? 0), stdout, stderr });
    });
  });
}

describe('sas-sos-agenda', () => {
  it('writes the associations of a module as CSV', async () => {
    const { status, stdout } = await run('associations', write('right.mjs', right));
    expect(status).toBe(0);
    expect(stdout.split('\r\n')[1]).toMatch(/^"373282932000074";"SOS";"p1";/);
  });

  it('writes them as JSON, into a file', async () => {
    const output = path.join(folder, 'list.json');
    const file = write('default.mjs', right.replace('export const agenda =', 'export default'));
    expect(await run('associations', file, '--format', 'json', '--output', output)).toMatchObject({
      status: 0,
      stdout: '',
    });
    expect(JSON.parse(readFileSync(output, 'utf8'))).toMatchObject([{ siret: '373282932000074' }]);
  });

  it.each([
    { name: 'right', text: right, status: 0, expected: '0 errors, 0 warnings' },
    { name: 'wrong', text: wrong, status: 1, expected: '.address.postalCode' },
  ])('checks an agenda that is $name', async ({ name, text, status, expected }) => {
    const result = await run('check', write(`check-${name}.mjs`, text));
    expect(result.status).toBe(status);
    expect(result.stdout).toContain(expected);
  });

  it('reports all faults of a place at once', async () => {
    const text = wrong
      .replace("name: 'Lieu'", "name: ''")
      .replace("city: 'Rennes'", "city: ''")
      .replace('0199001234', '3624');
    const { status, stdout } = await run('check', write('many.mjs', text));
    expect(status).toBe(1);
    const codes = [...stdout.matchAll(/\[([a-z-]+)\]$/gm)].map(([, code]) => code);
    expect(codes).toEqual([
      'place-name-missing',
      'place-address-city-missing',
      'place-postal-code-malformed',
      'place-phone-malformed',
    ]);
  });

  it.each([
    {
      name: 'faults',
      args: ['check', write('french.mjs', wrong)],
      expected: 'Le code postal n',
    },
    { name: 'its usage', args: ['--help'], expected: 'utilisation :' },
    { name: 'an unknown option', args: ['--fast'], expected: 'sans sa valeur : --fast\n' },
    {
      name: 'why an agenda cannot be read',
      args: ['check', write('french-broken.mjs', right.replace('() => []', '() => null'))],
      expected: '[SAS_AGENDA_UNAVAILABLE]',
    },
  ])('says $name in French with --language fr', async ({ args, expected }) => {
    const { stdout, stderr } = await run(...args, '--language', 'fr');
    expect(stdout + stderr).toContain(expected);
    expect(stdout + stderr).not.toMatch(/usage:|is left out|because|errors/);
  });

  it('exits even if a module keeps a timer running', async () => {
    const file = write('open.mjs', `setInterval(() => {}, 1000);\n${right}`);
    expect(await run('check', file)).toMatchObject({ status: 0 });
  });

  it('reports on stderr what the list leaves out', async () => {
    const { status, stderr } = await run('associations', write('partly.mjs', wrong));
    expect(status).toBe(0);
    expect(stderr).toContain('.address.postalCode');
  });

  it('reports why an agenda cannot be read', async () => {
    const text = right.replace(
      'findFreeSlots: () => []',
      "findFreeSlots: () => { throw new Error('no such table') }",
    );
    const { status, stderr } = await run('check', write('broken.mjs', text));
    expect(status).toBe(2);
    expect(stderr).toContain('no such table');
  });

  it.each([
    { name: 'no command', args: [] },
    { name: 'no agenda', args: ['associations'] },
    { name: 'another command', args: ['appointments', 'x.mjs'] },
    { name: 'another format', args: ['associations', 'x.mjs', '--format', 'xml'] },
    { name: 'an unknown option', args: ['associations', 'x.mjs', '--verbose'] },
    { name: 'an unknown language', args: ['associations', 'x.mjs', '--language', 'de'] },
    { name: 'a missing file', args: ['check', path.join(folder, 'none.mjs')] },
    { name: 'a module without agenda', args: ['check', write('empty.mjs', 'export {}')] },
    {
      name: 'half an agenda',
      args: ['check', write('half.mjs', 'export const agenda = { listAssociations: () => [] }')],
    },
    { name: 'an unreachable endpoint', args: ['associations', 'http://127.0.0.1:9/fhir'] },
  ])('refuses $name, with status 2 and a message on stderr', async ({ args }) => {
    const { status, stdout, stderr } = await run(...args);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).not.toBe('');
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
