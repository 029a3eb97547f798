import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger, systemClock } from '@sas-sos/core';
import { createTestPki } from '@sas-sos/test-pki';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError } from '../config.js';
import { openTls } from './open-tls.js';
import type { TlsConfig } from './tls-config.js';

const pki = createTestPki();
const other = createTestPki();
const caller = { commonName: 'sas-platform-test', organizationalUnit: '300000000000000' };
const names = ['cert', 'key', 'ca', 'crl'] as const;
const context = { clock: systemClock, logger: silentLogger };

let folder: string;
let files: Readonly<Record<(typeof names)[number], string>>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sas-sos-vendor-'));
  const path = (name: string) => join(folder, name);
  files = { cert: path('cert'), key: path('key'), ca: path('ca'), crl: path('crl') };
  const { cert, key } = pki.server;
  for (const name of names)
    writeFileSync(files[name], { cert, key, ca: pki.ca, crl: pki.crl }[name]);
});
afterEach(() => rmSync(folder, { recursive: true }));

async function variablesRefused(config: TlsConfig): Promise<readonly string[]> {
  try {
    (await openTls(config, context)).close();
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    expect(error.message).not.toMatch(/BEGIN|undefined/);
    return error.variables;
  }
}

const inNode = (): TlsConfig => ({ endsIn: 'node', caller, files });
const behind = (proof: { addresses?: string[]; secret?: string }): TlsConfig => ({
  endsIn: 'proxy',
  caller,
  proxy: 'nginx',
  addresses: proof.addresses,
  secret: proof.secret,
  trust: { ca: files.ca, crl: files.crl },
});

describe('openTls', () => {
  it('opens valid files', async () => {
    expect(await variablesRefused(inNode())).toEqual([]);
    expect(await variablesRefused(behind({ addresses: ['127.0.0.1', '10.0.0.0/8'] }))).toEqual([]);
    expect(await variablesRefused(behind({ secret: 'a-secret-of-the-proxy' }))).toEqual([]);
  });

  it.each([
    { name: 'an invalid certificate', file: 'cert', text: 'none', variable: 'TLS_CERT' },
    {
      name: 'a truncated certificate',
      file: 'cert',
      text: pki.server.cert.slice(0, -99),
      variable: 'TLS_CERT',
    },
    {
      name: 'a key instead of a certificate',
      file: 'cert',
      text: pki.server.key,
      variable: 'TLS_CERT',
    },
    { name: 'an invalid key', file: 'key', text: 'none', variable: 'TLS_KEY' },
    {
      name: 'the key of another certificate',
      file: 'key',
      text: pki.vendor.key,
      variable: 'TLS_KEY',
    },
    { name: 'an empty file of authorities', file: 'ca', text: '', variable: 'TLS_CA' },
    {
      name: 'an invalid authority',
      file: 'ca',
      text: pki.ca + pki.wrong.selfSigned.cert,
      variable: 'TLS_CA',
    },
    { name: 'no root', file: 'ca', text: pki.ca.replace(pki.root, ''), variable: 'TLS_CA' },
    { name: 'invalid lists', file: 'crl', text: 'none', variable: 'TLS_CRL' },
    { name: 'a truncated list', file: 'crl', text: pki.crl.slice(0, -99), variable: 'TLS_CRL' },
    { name: 'lists of other authorities', file: 'crl', text: other.crl, variable: 'TLS_CRL' },
  ] as const)('refuses $name', async ({ file, text, variable }) => {
    writeFileSync(files[file], text);
    expect(await variablesRefused(inNode())).toEqual([variable]);
    const isTrust = file === 'ca' || file === 'crl';
    const proof = { addresses: ['127.0.0.1'] };
    expect(await variablesRefused(behind(proof))).toEqual(isTrust ? [variable] : []);
  });

  it('names every file that cannot be read', async () => {
    rmSync(files.key);
    rmSync(files.crl);
    mkdirSync(files.crl);
    expect(await variablesRefused(inNode())).toEqual(['TLS_KEY', 'TLS_CRL']);
    expect(await variablesRefused(behind({ secret: 'a-secret-of-the-proxy' }))).toEqual([
      'TLS_CRL',
    ]);
  });

  it.each([
    { name: 'a short secret', proof: { secret: 'short' }, variable: 'PROXY_SECRET' },
    {
      name: 'a secret with blanks',
      proof: { secret: 'a secret of the proxy' },
      variable: 'PROXY_SECRET',
    },
    { name: 'an invalid address', proof: { addresses: ['proxy'] }, variable: 'PROXY_ADDRESSES' },
    { name: 'an empty address', proof: { addresses: [''] }, variable: 'PROXY_ADDRESSES' },
    {
      name: 'an invalid range',
      proof: { addresses: ['10.0.0.0/33'] },
      variable: 'PROXY_ADDRESSES',
    },
  ])('refuses $name', async ({ proof, variable }) => {
    expect(await variablesRefused(behind(proof))).toEqual([variable]);
  });
});
