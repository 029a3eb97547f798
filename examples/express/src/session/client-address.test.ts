import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { type ClientAddress, createClientAddress } from './client-address.js';

const secret = 'a-secret-of-these-tests-alone';
const proven = { 'x-proxy-secret': secret };

function read(
  addressOf: ClientAddress,
  remoteAddress: string,
  headers: Readonly<Record<string, string>>,
): string {
  return addressOf({ socket: { remoteAddress }, headers } as unknown as IncomingMessage);
}

describe('The address of a client', () => {
  it.each([
    { name: 'is the one that the proxy adds', forwarded: '192.0.2.1', expected: '192.0.2.1' },
    {
      name: 'is never what the client sent',
      forwarded: '203.0.113.1, 192.0.2.1',
      expected: '192.0.2.1',
    },
    { name: 'is of IPv4 in either form', forwarded: '::ffff:192.0.2.1', expected: '192.0.2.1' },
    {
      name: 'is the network of an IPv6',
      forwarded: '2001:db8:1:2:aaaa::1',
      expected: '2001:db8:1:2',
    },
    {
      name: 'is that network however it is written',
      forwarded: '2001:DB8::1',
      expected: '2001:db8:0:0',
    },
    { name: 'is that of the proxy without the header', forwarded: '', expected: '127.0.0.1' },
    { name: 'is that of the proxy with no address', forwarded: 'unknown', expected: '127.0.0.1' },
  ])('$name', ({ forwarded, expected }) => {
    const addressOf = createClientAddress({ addresses: undefined, secret });
    const headers = { ...proven, 'x-forwarded-for': forwarded };
    expect(read(addressOf, '127.0.0.1', headers)).toBe(expected);
  });

  it.each([
    { name: 'without a proxy', proxy: undefined, remote: '127.0.0.1', headers: proven },
    {
      name: 'without the secret',
      proxy: { addresses: ['127.0.0.1'], secret },
      remote: '127.0.0.1',
      headers: {},
    },
    {
      name: 'with a wrong secret',
      proxy: { addresses: undefined, secret },
      remote: '127.0.0.1',
      headers: { 'x-proxy-secret': 'another-secret-of-these' },
    },
    {
      name: 'from elsewhere',
      proxy: { addresses: ['10.0.0.0/8'], secret },
      remote: '127.0.0.1',
      headers: proven,
    },
  ])('is that of the connection $name', ({ proxy, remote, headers }) => {
    const forged = { ...headers, 'x-forwarded-for': '192.0.2.1' };
    expect(read(createClientAddress(proxy), remote, forged as never)).toBe(remote);
  });

  it.each(['10.1.2.3', '::ffff:10.1.2.3', 'fd00::5'])(
    'is the one that a proxy at %s adds',
    (remote) => {
      const proxy = { addresses: ['10.0.0.0/8', 'fd00::/16'], secret: undefined };
      const headers = { 'x-forwarded-for': '192.0.2.1' };
      expect(read(createClientAddress(proxy), remote, headers)).toBe('192.0.2.1');
    },
  );
});
