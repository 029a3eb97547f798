import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request as forward } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Configuration } from '@sas-sos/conformance';
import { createCertificateFiles, createPki } from '../mutual-tls/certificate-files.js';
import { startVendor } from '../reference-vendor/start-vendor.js';
import type { IdentityName } from './mutations/identity-name.js';
import type { TransportChange } from './mutations/transport-mutations.js';

/** The reference vendor with mutual TLS, and servers in front of it that are wrong. */
export interface TransportVendor extends AsyncDisposable {
  readonly configuration: Configuration;
  /** Ends TLS in front of the vendor, and presents to it the certificate that the caller has. */
  serve(change: TransportChange): Promise<{ readonly url: string } & AsyncDisposable>;
}

/** Starts the vendor alone: transport needs no platform. */
export async function startTransportVendor(): Promise<TransportVendor> {
  const pki = createPki();
  const files = createCertificateFiles(pki);
  const vendor = await startVendor({ ...files.environment, LOG_LEVEL: 'warn' });
  const { commonName, organizationalUnit, revoked } = pki.wrong;
  const identities = {
    valid: pki.platform,
    wrongCommonName: commonName,
    wrongOrganizationalUnit: organizationalUnit,
    revoked,
  };
  const fingerprint = (cert: string | Buffer) => new X509Certificate(cert).fingerprint256;
  const known = new Map(
    Object.entries(identities).map(([name, { cert }]) => [fingerprint(cert), name as IdentityName]),
  );
  const { port: vendorPort } = new URL(vendor.url);

  async function serve({ tls, seenAs = (identity) => identity, status }: TransportChange) {
    const options = { ...pki.server, ca: pki.ca, requestCert: true, rejectUnauthorized: false };
    const server = createServer({ ...options, ...tls }, (request, response) => {
      const { raw } = (request.socket as TLSSocket).getPeerCertificate();
      const identity = seenAs((raw && known.get(fingerprint(raw))) ?? 'none');
      const { method, url: path = '/', headers } = request;
      const sent = forward(
        {
          ...(identity === 'none' ? {} : identities[identity]),
          ...{ hostname: '127.0.0.1', port: vendorPort, method, path, headers },
          ca: pki.ca,
          agent: false,
        },
        (answer) => {
          const { statusCode = 502, headers: answered } = answer;
          response.writeHead(status?.(statusCode, path) ?? statusCode, answered);
          answer.pipe(response);
        },
      );
      sent.on('error', () => response.destroy());
      sent.end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return {
      url: `https://127.0.0.1:${port}/fhir`,
      async [Symbol.asyncDispose]() {
        server.closeAllConnections();
        server.close();
        await once(server, 'close');
      },
    };
  }

  const right = await serve({});
  return {
    serve,
    configuration: { vendor: right.url, certificates: { ca: pki.ca, ...identities } },
    async [Symbol.asyncDispose]() {
      await right[Symbol.asyncDispose]();
      await vendor[Symbol.asyncDispose]();
      await files[Symbol.asyncDispose]();
    },
  };
}
