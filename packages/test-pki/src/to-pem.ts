/** Encodes DER as one PEM block. */
export function toPem(label: 'CERTIFICATE' | 'X509 CRL', der: ArrayBuffer): string {
  const base64 = Buffer.from(der).toString('base64');
  return `-----BEGIN ${label}-----\n${base64.replace(/.{1,64}/g, '$&\n')}-----END ${label}-----\n`;
}
