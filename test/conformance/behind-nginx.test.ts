import { runConformance, toExitCode } from '@sas-sos/conformance';
import { expect, it } from 'vitest';
import { createPki } from '../mutual-tls/certificate-files.js';
import { proxyPrograms } from '../mutual-tls/proxy-programs.js';
import { startProxied } from '../mutual-tls/vendor-behind-proxy.js';
import { findFailed } from './run-mutation.js';

const nginx = proxyPrograms.find(({ name }) => name === 'nginx');

if (nginx?.find() === undefined) {
  it('nginx is not installed: the vendor behind it was not judged', () => {
    console.log('nginx is not installed: the vendor behind it was not judged');
    expect(nginx?.configuration).toContain('ssl_verify_client');
  });
} else {
  it('the reference vendor behind nginx, with mutual TLS, passes what needs no platform', async () => {
    const pki = createPki();
    await using proxied = await startProxied(nginx, pki, { trust: true });
    const { commonName, organizationalUnit, revoked } = pki.wrong;
    const run = await runConformance(
      {
        vendor: `${proxied.url}/fhir`,
        certificates: {
          ca: pki.ca,
          valid: pki.platform,
          wrongCommonName: commonName,
          wrongOrganizationalUnit: organizationalUnit,
          revoked,
        },
      },
      { only: ['transport', 'metadata', 'accounts', 'associations', 'accounts-by-hand'] },
    );
    expect(findFailed(run)).toEqual([]);
    expect(toExitCode(run, 'everything')).toBe(0);
    expect(run.counts).toMatchObject({ leftOut: 0 });
    const decided = run.checks.filter(({ verdict }) => verdict === 'passed');
    expect(decided.map(({ number }) => number)).toEqual([
      ...[1, 2, 3],
      ...Array.from({ length: 14 }, (_, index) => 17 + index),
    ]);
  });
}
