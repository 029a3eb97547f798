import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createOriginCheck } from './check-origin.js';

const check = createOriginCheck('http://127.0.0.1:4000');
const own = '127.0.0.1:4000';

function statusOf(
  headers: Record<string, string>,
  { method = 'GET', url = '/' }: { readonly method?: string; readonly url?: string } = {},
): number | undefined {
  return check({ headers, method, url } as unknown as IncomingMessage)?.status;
}

describe('the host of a request', () => {
  it.each([own, 'localhost:4000', 'LOCALHOST:4000', '[::1]:4000'])('is accepted: %s', (host) => {
    expect(statusOf({ host })).toBeUndefined();
  });

  it.each(['evil.example:4000', '127.0.0.1', '127.0.0.1:4001', 'localhost.evil.example:4000', ''])(
    'is refused: %s',
    (host) => {
      expect(statusOf({ host })).toBe(421);
      expect(statusOf({ host }, { url: '/realms/sas/x' })).toBe(421);
    },
  );

  it('is refused in an absolute target', () => {
    expect(statusOf({ host: own }, { url: 'http://evil.example/' })).toBe(421);
  });

  it('has no port if browsers omit it', () => {
    const usual = createOriginCheck('http://127.0.0.1');
    expect(usual({ headers: { host: 'localhost' }, url: '/' } as IncomingMessage)).toBeUndefined();
  });
});

describe('a request that changes something', () => {
  it.each([
    { name: 'a program', headers: {}, status: undefined },
    { name: 'our page', headers: { origin: `http://${own}` }, status: undefined },
    {
      name: 'our page, by Sec-Fetch-Site',
      headers: { 'sec-fetch-site': 'same-origin' },
      status: undefined,
    },
    { name: 'a person', headers: { 'sec-fetch-site': 'none' }, status: undefined },
    { name: 'another site', headers: { origin: 'http://evil.example' }, status: 403 },
    { name: 'another port', headers: { origin: 'http://127.0.0.1:3000' }, status: 403 },
    { name: 'another scheme', headers: { origin: `https://${own}` }, status: 403 },
    { name: 'an opaque origin', headers: { origin: 'null' }, status: 403 },
    {
      name: 'another port, by Sec-Fetch-Site',
      headers: { 'sec-fetch-site': 'same-site' },
      status: 403,
    },
    {
      name: 'another site, by Sec-Fetch-Site',
      headers: { 'sec-fetch-site': 'cross-site' },
      status: 403,
    },
  ])('from $name: $status', ({ headers, status }) => {
    const given = { host: own, ...headers };
    expect(statusOf(given, { method: 'POST', url: '/api/searches' })).toBe(status);
    expect(statusOf(given, { method: 'GET' })).toBeUndefined();
    // Realms have their own rules.
    expect(statusOf(given, { method: 'POST', url: '/realms/sas/x' })).toBeUndefined();
  });
});
