import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestPki } from './create-test-pki.js';
import { writePkiFolder } from './write-pki-folder.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sas-sos-pki-'));
});
afterEach(() => rm(folder, { recursive: true }));

const pki = createTestPki();

describe('the folder of a throw-away PKI', () => {
  it('holds every certificate, with keys that others cannot read', async () => {
    const result = await writePkiFolder(join(folder, 'new'), pki, { force: false });
    const names = 'written' in result ? result.written : [];
    expect(names).toEqual(
      expect.arrayContaining([
        'ca.pem',
        'ca-crl.pem',
        'server.pem',
        'server-key.pem',
        'platform-key.pem',
        'vendor.pem',
        'wrong-common-name.pem',
        'wrong-several-organizational-units-key.pem',
      ]),
    );
    expect(names).toHaveLength(5 + 2 * (3 + Object.keys(pki.wrong).length));
    for (const name of names) {
      const { mode } = await stat(join(folder, 'new', name));
      expect(mode & 0o077, name).toBe(name.endsWith('-key.pem') ? 0 : 0o044);
    }
    expect(await readFile(join(folder, 'new', 'platform.pem'), 'utf8')).toBe(pki.platform.cert);
  });

  it('is not overwritten without force', async () => {
    const key = join(folder, 'server-key.pem');
    await writeFile(key, 'mine', { mode: 0o644 });
    expect(await writePkiFolder(folder, pki, { force: false })).toEqual({
      existing: ['server-key.pem'],
    });
    expect(await readFile(key, 'utf8')).toBe('mine');
    await expect(stat(join(folder, 'ca.pem'))).rejects.toThrow();
    await writePkiFolder(folder, pki, { force: true });
    expect(await readFile(key, 'utf8')).toBe(pki.server.key);
    expect((await stat(key)).mode & 0o077).toBe(0);
  });
});
