import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTestPki, type TestCertificate, type TestPki } from '@sas-sos/test-pki';
import { createFolder } from '../reference-vendor/start-vendor.js';

/** The caller that the vendors of these tests admit. */
export const platform = { commonName: 'sas-agregateur', organizationalUnit: '318751275100020' };

/** Creates a PKI for all tests of a file. */
export const createPki = (): TestPki => createTestPki({ platform });

/** The files of a server's TLS in a folder, removed at disposal. */
export interface CertificateFiles extends AsyncDisposable {
  readonly folder: string;
  /** Variables with which the vendor ends TLS itself. */
  readonly environment: Readonly<Record<string, string>>;
  /** Writes one of the files. */
  write(name: 'server.pem' | 'server-key.pem' | 'ca.pem' | 'ca-crl.pem', text: string): void;
}

/** Writes the files of a server's TLS. */
export function createCertificateFiles(pki: TestPki): CertificateFiles {
  const folder = createFolder();
  const path = (name: string) => join(folder.path, name);
  const write = (name: string, text: string) => writeFileSync(path(name), text);
  write('server.pem', pki.server.cert);
  write('server-key.pem', pki.server.key);
  write('ca.pem', pki.ca);
  write('ca-crl.pem', pki.crl);
  return {
    folder: folder.path,
    environment: {
      TLS_CERT: path('server.pem'),
      TLS_KEY: path('server-key.pem'),
      TLS_CA: path('ca.pem'),
      TLS_CRL: path('ca-crl.pem'),
      CLIENT_CN: platform.commonName,
      CLIENT_OU: platform.organizationalUnit,
      SSO_ISSUER: 'http://127.0.0.1:4000/realms/sas',
      SSO_CLIENT_ID: 'agenda-demo',
      SSO_CLIENT_SECRET: 'agenda-demo-secret',
    },
    write,
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

/** Returns the SHA-256 of a certificate in the format of the audit. */
export function fingerprintOf({ cert }: Pick<TestCertificate, 'cert'>): string {
  return new X509Certificate(cert).fingerprint256.replaceAll(':', '').toLowerCase();
}
