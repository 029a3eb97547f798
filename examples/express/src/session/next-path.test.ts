import { describe, expect, it } from 'vitest';
import { toNextPath } from './next-path.js';

describe('toNextPath goes on to', () => {
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

describe('toNextPath stays on the site, whatever it is told', () => {
  it.each([
    { name: 'nothing', text: '' },
    { name: 'another site', text: 'https://evil.example/' },
    { name: 'another site without scheme', text: '//evil.example' },
    { name: 'another site with a backslash', text: '/\\evil.example' },
    { name: 'a backslash further on', text: '/a\\..\\evil.example' },
    { name: 'three slashes', text: '///evil.example' },
    { name: 'a tab that browsers leave out', text: '/\t/evil.example' },
    { name: 'a line feed that browsers leave out', text: '/\n/evil.example' },
    { name: 'a header of its own', text: '/a\r\nset-cookie: a=b' },
    { name: 'a NUL', text: '/a\u0000' },
    { name: 'a space before', text: ' //evil.example' },
    { name: 'dots that leave two slashes', text: '/.//evil.example' },
    { name: 'two dots that leave two slashes', text: '/a/..//evil.example' },
    { name: 'encoded dots that leave two slashes', text: '/%2e%2e//evil.example' },
    { name: 'a script', text: 'javascript:alert(1)' },
    { name: 'a relative path', text: 'evil.example' },
    { name: 'a query alone', text: '?a' },
    { name: 'letters that are not ASCII', text: '/é' },
    { name: 'a path without end', text: `/${'a'.repeat(2000)}` },
  ])('$name', ({ text }) => {
    expect(toNextPath(text, '/fallback')).toBe('/fallback');
  });
});
