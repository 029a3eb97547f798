import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createFolder, startVendor } from '../reference-vendor/start-vendor.js';
import { sendOverTls } from './send-over-tls.js';

const command = fileURLToPath(new URL('../../packages/test-pki/dist/cli.js', import.meta.url));

function run(...args: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [command, ...args], (error, stdout, stderr) => {
      resolve({ status: Number(error?.code ?? 0), stdout, stderr });
    });
  });
}

/** The variables with which the guide starts the vendor; files are those of a folder. */
function variablesOfGuide(folder: string): Record<string, string> {
  const page = readFileSync(new URL('../../docs/guides/mutual-tls.md', import.meta.url), 'utf8');
  const [command = ''] = /^(?:[A-Z_]+=\S+ .*\\\n)?.*node \S*main\.js$/m.exec(page) ?? [];
  return Object.fromEntries(
    [...command.matchAll(/(\w+)=(\S+)/g)].map(([, name = '', value = '']) => [
      name,
      value.endsWith('.pem') ? join(folder, value) : value,
    ]),
  );
}

const read = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8');

describe('sas-sos-pki', () => {
  it('writes the files that a vendor needs, and valid and invalid callers', async () => {
    await using folder = createFolder();
    const { path } = folder;
    const { status, stdout, stderr } = await run(path, '--cn', 'platform', '--ou', '31');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout.trim().split('\n').sort()).toEqual(
      readdirSync(path)
        .map((name) => join(path, name))
        .sort(),
    );

    const variables = variablesOfGuide(path);
    expect(Object.keys(variables)).toContain('TLS_CRL');
    await using vendor = await startVendor({
      ...variables,
      CLIENT_CN: 'platform',
      CLIENT_OU: '31',
    });
    const call = { url: vendor.url, path: '/fhir/metadata', ca: read(path, 'ca.pem') };
    const statusOf = async (name: string) => {
      const certificate = { cert: read(path, `${name}.pem`), key: read(path, `${name}-key.pem`) };
      return (await sendOverTls({ ...call, ...certificate })).status;
    };
    const wrong = readdirSync(path).filter((name) => /^wrong-(?!.*-key)/.test(name));
    expect(await statusOf('platform')).toBe(200);
    expect(wrong.length).toBeGreaterThan(10);
    for (const name of wrong)
      expect([name, await statusOf(name.slice(0, -4))]).toEqual([name, 403]);
  });

  it('makes keys readable only by their owner', async () => {
    await using folder = createFolder();
    await run(folder.path);
    const modes = readdirSync(folder.path)
      .filter((name) => name.endsWith('-key.pem'))
      .map((name) => statSync(join(folder.path, name)).mode & 0o077);
    expect(new Set(modes)).toEqual(new Set([0]));
  });

  it('issues the server certificate for the given names', async () => {
    await using folder = createFolder();
    await run(folder.path, '--host', 'agenda.example', '--host', '10.0.0.1');
    const certificate = new X509Certificate(read(folder.path, 'server.pem'));
    expect(certificate.checkHost('agenda.example')).toBe('agenda.example');
    expect(certificate.checkIP('10.0.0.1')).toBe('10.0.0.1');
    expect(certificate.checkHost('localhost')).toBeUndefined();
  });

  it('overwrites nothing without --force', async () => {
    await using folder = createFolder();
    await run(folder.path);
    const before = read(folder.path, 'ca.pem');
    expect((await run(folder.path)).status).toBe(1);
    expect(read(folder.path, 'ca.pem')).toBe(before);
    expect((await run(folder.path, '--force')).status).toBe(0);
    expect(read(folder.path, 'ca.pem')).not.toBe(before);
  });

  it.each([
    { name: 'no folder', args: [], status: 2 },
    { name: 'two folders', args: ['a', 'b'], status: 2 },
    { name: 'an unknown option', args: ['a', '--key'], status: 2 },
    { name: 'a folder that is a file', args: ['/dev/null'], status: 2 },
    { name: 'a request for help', args: ['--help'], status: 0 },
  ])('exits with the right status: $name', async ({ args, status }) => {
    const result = await run(...args);
    expect(result.status).toBe(status);
    expect(status === 0 ? result.stderr : result.stdout).toBe('');
    expect(result.stderr).not.toMatch(/^\s+at /m);
  });
});
