import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@sas-sos/core';
import { createTestPki, writePkiFolder } from '@sas-sos/test-pki';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPkiFolder } from './open-pki-folder.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sas-sos-pki-'));
});
afterEach(() => rm(folder, { recursive: true }));

const unsaid = { commonName: undefined, organizationalUnit: undefined };
const open = (vendor = unsaid, clock = systemClock) => openPkiFolder(folder, vendor, clock);
const refusal = { issues: [{ code: 'SAS_OPTION_INVALID', expression: 'tls' }] };

describe('a folder of certificates', () => {
  it('is written if there is none, and read from then on', async () => {
    const made = await open();
    expect(made).toMatchObject({
      isNew: true,
      platform: { commonName: 'sas-platform-test' },
      tls: { vendor: { commonName: 'vendor-test', organizationalUnit: '300000000000001' } },
    });
    expect(await open()).toEqual({ ...made, isNew: false });
  });

  it('has callers that are to be refused, if they are there', async () => {
    const { wrong } = await open();
    const subjects = Object.values(wrong).map(
      (pair) => new X509Certificate(pair?.cert ?? '').subject,
    );
    expect(new Set(subjects).size).toBe(3);
    await rm(join(folder, 'wrong-revoked.pem'));
    expect((await open()).wrong).toEqual({ ...wrong, revoked: undefined });
  });

  it('gives the subject of the vendor, unless it is specified', async () => {
    const vendor = { commonName: 'agenda', organizationalUnit: '312' };
    await writePkiFolder(folder, createTestPki({ vendor }), { force: false });
    expect((await open()).tls.vendor).toEqual(vendor);
    const said = { commonName: 'other' as string, organizationalUnit: undefined };
    expect((await open(said as never)).tls.vendor).toEqual({ ...vendor, commonName: 'other' });
  });

  it('is refused with expired revocation lists', async () => {
    await open();
    const clock = { now: () => Date.now() + 31 * 86_400_000 };
    await expect(open(unsaid, clock)).rejects.toMatchObject(refusal);
  });

  it('is refused when it is incomplete', async () => {
    await writeFile(join(folder, 'server-key.pem'), 'mine');
    await expect(open()).rejects.toMatchObject(refusal);
    await rm(join(folder, 'server-key.pem'));
    await open();
    await rm(join(folder, 'platform-key.pem'));
    await expect(open()).rejects.toMatchObject(refusal);
  });
});
