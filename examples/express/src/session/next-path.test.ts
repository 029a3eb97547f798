import { describe, expect, it } from 'vitest';
import { toNextPath } from './next-path.js';

describe('toNextPath returns', () => {
  it.each([
    '/',
    '/staff/regulators',
    '/staff/regulators?q=a+b&state=active&page=2',
    '/agenda/1?slot=2&origin=sas',
    '/agenda/a%2Fb%20c',
    '/a:b@c//d',
  ])('%j', (text) => {
    expect(toNextPath(text, '/fallback')).toBe(text);
  });
});

describe('toNextPath returns the fallback for', () => {
  it.each([
    { name: 'nothing', text: '' },
    { name: 'another site', text: 'https://evil.example/' },
    { name: 'another site without scheme', text: '//evil.example' },
    { name: 'another site with a backslash', text: '/\\evil.example' },
    { name: 'a later backslash', text: '/a\\..\\evil.example' },
    { name: 'three slashes', text: '///evil.example' },
    { name: 'a tab, which browsers ignore', text: '/\t/evil.example' },
    { name: 'a line feed, which browsers ignore', text: '/\n/evil.example' },
    { name: 'a header injection', text: '/a\r\nset-cookie: a=b' },
    { name: 'a NUL', text: '/a\u0000' },
    { name: 'a space before', text: ' //evil.example' },
    { name: 'a dot segment that leaves two slashes', text: '/.//evil.example' },
    { name: 'a double-dot segment that leaves two slashes', text: '/a/..//evil.example' },
    { name: 'encoded dots that leave two slashes', text: '/%2e%2e//evil.example' },
    { name: 'a script', text: 'javascript:alert(1)' },
    { name: 'a relative path', text: 'evil.example' },
    { name: 'only a query', text: '?a' },
    { name: 'letters that are not ASCII', text: '/é' },
    { name: 'a very long path', text: `/${'a'.repeat(2000)}` },
  ])('$name', ({ text }) => {
    expect(toNextPath(text, '/fallback')).toBe('/fallback');
  });
});
