import type { ProxyProof } from '@sas-sos/mtls';
import type { TlsConfig } from './tls-config.js';

/** What is configured to recognise the proxy by. */
export type ProxyConfig = Pick<Extract<TlsConfig, { endsIn: 'proxy' }>, 'addresses' | 'secret'>;

/** Returns what proves that a request came through the configured proxy. */
export function toProxyProof({ addresses, secret }: ProxyConfig): ProxyProof {
  return {
    addresses,
    secret: secret === undefined ? undefined : { header: 'X-Proxy-Secret', value: secret },
  };
}
