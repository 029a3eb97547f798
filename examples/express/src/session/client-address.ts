import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { createProofChecker } from '@sas-sos/mtls';
import { type ProxyConfig, toProxyProof } from '../tls/to-proxy-proof.js';

/** Reads where a request comes from: an IPv4, or the network of an IPv6. */
export type ClientAddress = (request: IncomingMessage) => string;

/**
 * Creates what reads the address of a client. Behind a proxy every connection comes from there: the
 * last address of `X-Forwarded-For` is the client's, because the proxy wrote it. Earlier ones the
 * client may have made up, and so the whole header if the request did not come through the proxy.
 */
export function createClientAddress(proxy?: ProxyConfig): ClientAddress {
  const checker = proxy && createProofChecker(toProxyProof(proxy));
  const isProven = ({ socket, headers }: IncomingMessage) =>
    checker?.isProven(
      { headers: { get: (name) => headers[name.toLowerCase()]?.toString() ?? null } },
      { remoteAddress: socket.remoteAddress },
    ) === true;

  return (request) => {
    const forwarded = isProven(request) ? request.headers['x-forwarded-for'] : undefined;
    const last = toPlain(
      String(forwarded ?? '')
        .split(',')
        .at(-1)
        ?.trim(),
    );
    return toNetwork(isIP(last) === 0 ? toPlain(request.socket.remoteAddress) : last);
  };
}

/** Strips what a server that listens on IPv6 puts before an IPv4, and the zone of a local IPv6. */
function toPlain(address = ''): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
}

/** One client of IPv6 has a whole network of 64 bits. */
function toNetwork(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = [], tail] = address.split('::').map((part) => part.split(':').filter(Boolean));
  const middle = tail ? Array.from({ length: 8 - (head.length + tail.length) }, () => '0') : [];
  return [...head, ...middle, ...(tail ?? [])]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
