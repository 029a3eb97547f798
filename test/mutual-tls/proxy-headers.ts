import { X509Certificate } from 'node:crypto';
import type { TestCertificate } from '@sas-sos/test-pki';
import type { ProxyProgram } from './proxy-programs.js';

/** Returns the headers that a proxy writes for a caller with a valid certificate. */
export function toProxyHeaders(
  proxy: ProxyProgram['name'],
  { cert }: TestCertificate,
): Readonly<Record<string, string>> {
  const certificate = new X509Certificate(cert);
  switch (proxy) {
    case 'nginx':
      return {
        'ssl-client-verify': 'SUCCESS',
        'ssl-client-cert': encodeURIComponent(certificate.toString()),
      };
    case 'haproxy':
      return {
        'x-ssl-client-used': '1',
        'x-ssl-client-verify': '0',
        'x-ssl-client-der': certificate.raw.toString('base64'),
      };
    case 'apache':
      return {
        'x-ssl-client-verify': 'SUCCESS',
        'x-ssl-client-cert': certificate.toString().trim().replaceAll('\n', ' '),
      };
  }
}
