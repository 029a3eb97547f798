/** Headers in which proxies pass on a client certificate, under the presets' default names. */
export const certificateHeaders: ReadonlySet<string> = new Set([
  'client-cert',
  'client-cert-chain',
  'ssl-client-cert',
  'ssl-client-verify',
  'ssl-client-subject-dn',
  'x-ssl-client-cert',
  'x-ssl-client-der',
  'x-ssl-client-s-dn',
  'x-ssl-client-used',
  'x-ssl-client-verify',
  'x-forwarded-client-cert',
  'x-forwarded-tls-client-cert',
  'x-forwarded-tls-client-cert-info',
  'x-amzn-mtls-clientcert',
  'x-amzn-mtls-clientcert-issuer',
  'x-amzn-mtls-clientcert-leaf',
  'x-amzn-mtls-clientcert-serial-number',
  'x-amzn-mtls-clientcert-subject',
  'x-amzn-mtls-clientcert-validity',
]);

/** Whether a request carries one of these headers, also when spelt with underscores. */
export function hasCertificateHeader(headers: Headers): boolean {
  for (const name of headers.keys()) {
    if (certificateHeaders.has(name.replaceAll('_', '-'))) return true;
  }
  return false;
}
