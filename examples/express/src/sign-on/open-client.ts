import { readFileSync } from 'node:fs';
import { createMutualTlsFetch } from '@sas-sos/mtls';
import type { ClientAuthentication } from '@sas-sos/sso';
import { ConfigError } from '../config.js';
import { createConfigMistake } from '../config-mistake.js';
import type { ClientConfig } from './client-config.js';

/** How the vendor authenticates to the provider, and the `fetch` that presents its certificate. */
interface OpenedClient {
  readonly clientAuthentication: ClientAuthentication;
  /** Absent when no certificate is presented. */
  readonly fetch?: typeof globalThis.fetch;
}

/**
 * Reads the key and the certificate with which the vendor authenticates to the provider.
 *
 * @throws ConfigError naming the variable of a file that cannot be read.
 */
export function openClient(client: ClientConfig): OpenedClient {
  switch (client.method) {
    case 'private_key_jwt': {
      const { method, keyFile, algorithm, keyId } = client;
      const privateKey = read('SSO_CLIENT_KEY', keyFile);
      return { clientAuthentication: { method, privateKey, algorithm, keyId } };
    }
    case 'tls_client_auth': {
      const { method, certFile, keyFile } = client;
      const cert = read('SSO_CLIENT_CERT', certFile);
      const key = read('SSO_CLIENT_KEY', keyFile);
      return { clientAuthentication: { method }, fetch: createMutualTlsFetch({ cert, key }) };
    }
    default:
      return { clientAuthentication: client };
  }
}

function read(variable: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new ConfigError([createConfigMistake(variable, 'names a file that cannot be read.')]);
  }
}
