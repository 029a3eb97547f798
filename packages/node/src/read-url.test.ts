import { describe, expect, it } from 'vitest';
import type { NodeRequest } from './node-message.js';
import { readUrl } from './read-url.js';

function read(request: object, headers: Record<string, string> = { host: 'a.example:8080' }) {
  const given = { headers, httpVersion: '1.1', url: '/a?b', ...request };
  return readUrl(given as unknown as NodeRequest, new Headers(headers)).href;
}

describe('readUrl', () => {
  it.each([
    { name: 'no socket', socket: undefined, scheme: 'http' },
    { name: 'a plain socket', socket: {}, scheme: 'http' },
    {
      name: 'a socket that says it is not encrypted',
      socket: { encrypted: false },
      scheme: 'http',
    },
    { name: 'a socket of TLS', socket: { encrypted: true }, scheme: 'https' },
  ])('takes the scheme from the connection: $name', ({ socket, scheme }) => {
    expect(read({ socket })).toBe(`${scheme}://a.example:8080/a?b`);
  });

  it('takes the path that the host had before it cut its own part off', () => {
    expect(read({ originalUrl: '/fhir/a?b' })).toBe('http://a.example:8080/fhir/a?b');
  });

  it('takes the host of an absolute address, which precedes the header', () => {
    expect(read({ url: 'http://b.example/c?d' })).toBe('http://b.example/c?d');
    expect(read({ url: '*' })).toBe('http://a.example:8080/');
  });

  it('needs no host in HTTP/1.0, for probes', () => {
    expect(read({ httpVersion: '1.0' }, {})).toBe('http://localhost/a?b');
  });

  it.each([
    { name: 'no host', request: {}, headers: {} },
    { name: 'two hosts', request: {}, headers: { host: 'a, b' } },
    { name: 'a host with a path', request: {}, headers: { host: 'a/b' } },
    { name: 'a host with a user', request: {}, headers: { host: 'u@a' } },
    { name: 'no path', request: { url: 'a' }, headers: { host: 'a' } },
    { name: 'another scheme', request: { url: 'ftp://a/b' }, headers: { host: 'a' } },
    { name: 'a port that is none', request: {}, headers: { host: 'a:99999' } },
  ])('refuses $name', ({ request, headers }) => {
    expect(() => read(request, headers as Record<string, string>)).toThrow(
      expect.objectContaining({ code: 'SAS_REQUEST_MALFORMED' }),
    );
  });
});
