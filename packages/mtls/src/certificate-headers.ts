/** Headers by which proxies pass a client certificate on, under the names that presets give them. */
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
  'x-amzn-mtls-clientcert-leaf',
  'x-amzn-mtls-clientcert-subject',
]);

/** Whether a request carries one of them. */
export function hasCertificateHeader(headers: Headers): boolean {
  for (const name of certificateHeaders) if (headers.has(name)) return true;
  return false;
}
