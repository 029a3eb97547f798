import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestPki } from '@sas-sos/test-pki';
import { createFolder, type RunningVendor, startVendor } from '../reference-vendor/start-vendor.js';
import { platform } from './certificate-files.js';
import { findFreePort, type ProxyProgram, startProxy } from './proxy-programs.js';

/** The secret that proves to these vendors that a request came through their proxy. */
export const secret = 'a-secret-of-these-tests-alone';

/** Starts a vendor that trusts a proxy. */
export function startVendorBehind(
  proxy: ProxyProgram['name'],
  environment: Readonly<Record<string, string>>,
): Promise<RunningVendor> {
  return startVendor({
    LOG_LEVEL: 'debug',
    PUBLIC_URL: 'https://agenda.example',
    CLIENT_CERTIFICATE_PROXY: proxy,
    CLIENT_CN: platform.commonName,
    CLIENT_OU: platform.organizationalUnit,
    SSO_ISSUER: 'http://127.0.0.1:4000/realms/sas',
    SSO_CLIENT_ID: 'agenda-demo',
    SSO_CLIENT_SECRET: 'agenda-demo-secret',
    ...environment,
  });
}

/** A vendor with its proxy in front. */
export interface ProxiedVendor extends AsyncDisposable {
  /** Where the proxy listens. */
  readonly url: string;
  /** All that the proxy logged so far. */
  proxyLog(): string;
  readonly vendor: RunningVendor;
  /** Changes the revocation lists of the vendor, not those of the proxy. */
  writeLists(text: string): void;
}

/** Starts both; with `trust` the vendor checks chain and revocation too. */
export async function startProxied(
  program: ProxyProgram,
  pki: TestPki,
  { trust }: { readonly trust: boolean },
): Promise<ProxiedVendor> {
  const folder = createFolder();
  const opened: AsyncDisposable[] = [folder];
  const close = async () => {
    for (const each of opened.toReversed()) await each[Symbol.asyncDispose]();
  };
  const write = (name: string, text: string) => writeFileSync(join(folder.path, name), text);
  write('server.pem', pki.server.cert);
  write('server-key.pem', pki.server.key);
  write('server-and-key.pem', pki.server.cert + pki.server.key);
  write('ca.pem', pki.ca);
  write('ca-crl.pem', pki.crl);
  write('vendor-crl.pem', pki.crl);
  const port = await findFreePort();
  const url = `https://localhost:${port}`;
  const trusted = {
    TLS_CA: join(folder.path, 'ca.pem'),
    TLS_CRL: join(folder.path, 'vendor-crl.pem'),
  };
  try {
    const vendor = await startVendorBehind(program.name, {
      PUBLIC_URL: url,
      PROXY_SECRET: secret,
      PROXY_ADDRESSES: '127.0.0.1',
      ...(trust ? trusted : {}),
    });
    opened.push(vendor);
    const backendPort = Number(new URL(vendor.url).port);
    const proxy = await startProxy(program, { folder: folder.path, port, backendPort, secret });
    opened.push(proxy);
    return {
      url,
      vendor,
      proxyLog: () => proxy.log(),
      writeLists: (text) => write('vendor-crl.pem', text),
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
