import type { OperationOutcome } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { createPki, fingerprintOf, platform } from './certificate-files.js';
import { toProxyHeaders } from './proxy-headers.js';
import { secret, startVendorBehind } from './vendor-behind-proxy.js';
import { waitForAudit } from './vendor-log.js';

const pki = createPki();

async function ask(url: string, headers: Readonly<Record<string, string>>) {
  const response = await fetch(`${url}/fhir/metadata`, { headers });
  const { issue } = (await response.json()) as Partial<OperationOutcome>;
  return { status: response.status, code: issue?.[0]?.diagnostics };
}

const unproven = { status: 403, code: 'SAS_PROXY_HEADER_UNPROVEN' };

describe.each(['nginx', 'haproxy', 'apache'] as const)(
  'A request that bypasses the proxy is refused: %s',
  (proxy) => {
    const forged = toProxyHeaders(proxy, pki.platform);

    it('without its secret', async () => {
      await using vendor = await startVendorBehind(proxy, { PROXY_SECRET: secret });
      const { url } = vendor;
      // With the secret it is accepted as the proxy's: only the secret is missing below.
      expect(await ask(url, { ...forged, 'x-proxy-secret': secret })).toMatchObject({
        status: 200,
      });
      expect(await ask(url, forged)).toEqual(unproven);
      expect(await ask(url, { ...forged, 'x-proxy-secret': 'a-guess-of-the-secret' })).toEqual(
        unproven,
      );
      expect(await ask(url, { ...forged, 'x-proxy-secret': `${secret}, ${secret}` })).toEqual(
        unproven,
      );
      expect(await ask(url, { ...forged, 'x-forwarded-for': '127.0.0.1' })).toEqual(unproven);
      for (const none of [{}, { 'x-proxy-secret': secret }]) {
        expect(await ask(url, none)).toEqual({
          status: 401,
          code: 'SAS_CLIENT_CERTIFICATE_MISSING',
        });
      }
      const lines = await waitForAudit(vendor, 7);
      expect(lines[0]).toMatchObject({
        caller: platform.commonName,
        certificateFingerprint: fingerprintOf(pki.platform),
      });
      for (const line of lines.slice(1)) expect(line['caller']).toBeUndefined();
    });

    it('from another address', async () => {
      await using vendor = await startVendorBehind(proxy, { PROXY_ADDRESSES: '10.0.0.0/8' });
      for (const headers of [forged, { ...forged, 'x-forwarded-for': '10.0.0.1' }]) {
        expect(await ask(vendor.url, headers)).toEqual(unproven);
      }
    });
  },
);
