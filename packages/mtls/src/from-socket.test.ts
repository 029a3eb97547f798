import { createTestPki } from '@sas-sos/test-pki';
import { describe, expect, it } from 'vitest';
import { fromSocket } from './from-socket.js';
import { createTrustStore } from './trust-store.js';

const pki = createTestPki();
const source = fromSocket({ trust: createTrustStore({ ca: pki.ca, crl: pki.crl }) });

describe('a certificate in a header, without a proxy in front', () => {
  it.each([
    { name: 'of nginx', header: 'ssl-client-cert' },
    { name: 'with underscores', header: 'ssl_client_cert' },
    { name: 'with some underscores', header: 'X-SSL_Client-Verify' },
    { name: 'of AWS', header: 'X-Amzn-Mtls-Clientcert' },
    { name: 'of AWS, issuer', header: 'X-Amzn-Mtls-Clientcert-Issuer' },
    { name: 'of AWS, serial number', header: 'X-Amzn-Mtls-Clientcert-Serial-Number' },
    { name: 'of AWS, validity', header: 'X-Amzn-Mtls-Clientcert-Validity' },
  ])('is refused: $name', ({ header }) => {
    const request = new Request('https://localhost/', { headers: { [header]: 'a' } });
    expect(() => source.read(request, {})).toThrow(
      expect.objectContaining({ code: 'SAS_PROXY_HEADER_UNPROVEN' }),
    );
  });

  it('is not assumed from other headers', () => {
    const headers = { accept: 'application/fhir+json', 'x-request-id': '1', ssl_client: 'a' };
    expect(source.read(new Request('https://localhost/', { headers }), {})).toBeUndefined();
  });
});
