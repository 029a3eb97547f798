import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SasError } from '@sas-sos/core';
import { createTestPki } from '@sas-sos/test-pki';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createClientCertificateGuard } from '../create-client-certificate-guard.js';
import { fromProxyHeader } from '../from-proxy-header.js';
import { createNginxPreset } from '../presets/nginx-preset.js';
import { watchTrust } from './watch-trust.js';

const platform = { commonName: 'sas-agregateur', organizationalUnit: '318751275100020' };
const pki = createTestPki({ platform });
const seldom = { intervalMilliseconds: 86_400_000 };

let folder: string;
let files: { readonly ca: string; readonly crl: string };
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sas-sos-trust-'));
  files = { ca: join(folder, 'ca'), crl: join(folder, 'crl') };
  await writeFile(files.ca, pki.ca);
  await writeFile(files.crl, pki.crl);
});
afterEach(() => rm(folder, { recursive: true }));

const [leaf = ''] = pki.platform.cert.split(/(?<=-----END CERTIFICATE-----\n)/);
const request = new Request('https://localhost/fhir/Slot', {
  headers: { 'ssl-client-verify': 'SUCCESS', 'ssl-client-cert': encodeURIComponent(leaf) },
});

async function guardBehindProxy(intervalMilliseconds: number) {
  const watcher = await watchTrust({ files, intervalMilliseconds });
  const guard = createClientCertificateGuard({
    callers: [platform],
    source: fromProxyHeader({
      preset: createNginxPreset(),
      proxy: { addresses: ['127.0.0.1'] },
      trust: watcher.trust,
    }),
  });
  return {
    watcher,
    refusal: async () => (await guard(request, { remoteAddress: '127.0.0.1' })).refusal?.code,
    [Symbol.dispose]: () => watcher.close(),
  };
}

describe('watchTrust', () => {
  it('revokes a caller behind a proxy, and admits it again', async () => {
    using host = await guardBehindProxy(seldom.intervalMilliseconds);
    expect(await host.refusal()).toBeUndefined();
    await writeFile(files.crl, pki.issueCrl({ revoked: [pki.platform] }));
    expect(await host.refusal()).toBeUndefined();
    await host.watcher.reload();
    expect(await host.refusal()).toBe('SAS_CLIENT_CERTIFICATE_REVOKED');
    await writeFile(files.crl, pki.issueCrl());
    await host.watcher.reload();
    expect(await host.refusal()).toBeUndefined();
  });

  it('checks the files regularly', async () => {
    using host = await guardBehindProxy(20);
    await writeFile(files.crl, pki.issueCrl({ revoked: [pki.platform] }));
    await vi.waitFor(
      async () => expect(await host.refusal()).toBe('SAS_CLIENT_CERTIFICATE_REVOKED'),
      { timeout: 10_000 },
    );
  });

  it('keeps the previous content when the files cannot be used', async () => {
    using host = await guardBehindProxy(seldom.intervalMilliseconds);
    await writeFile(files.crl, 'no list');
    await host.watcher.reload();
    await rm(files.crl);
    await host.watcher.reload();
    expect(await host.refusal()).toBeUndefined();
    expect(host.watcher.trust.version).toBe(1);
  });

  it.each([
    { name: 'no authority', file: 'ca' as const, content: '', option: 'ca' },
    { name: 'no list', file: 'crl' as const, content: '', option: 'crl' },
    { name: 'no file', file: 'crl' as const, content: undefined, option: 'files.ca' },
  ])('refuses to start with $name', async ({ file, content, option }) => {
    if (content === undefined) await rm(files[file]);
    else await writeFile(files[file], content);
    const refused = await watchTrust({ files }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(SasError);
    expect(refused).toMatchObject({
      code: 'SAS_OPTION_INVALID',
      issues: [{ expression: option }],
    });
  });
});
