import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAgendaUrlReader, readArrival, toAgendaUrl } from './agenda-url.js';
import { tryParse } from './try-parse.js';

// Node 20 optimises its own check of an address into one that refuses what is not ASCII.
it('accepts letters beyond ASCII, however often it has been called', () => {
  const text = 'https://médecins.example/?motif=fièvre';
  const urls = Array.from({ length: 20_000 }, () => toAgendaUrl(text));
  expect(new Set(urls)).toEqual(new Set(['https://xn--mdecins-bya.example/?motif=fi%C3%A8vre']));
});

describe('toAgendaUrl', () => {
  it.each([
    {
      name: 'a page with a query',
      text: 'https://a.example/p?slot=1',
      expected: 'https://a.example/p?slot=1',
    },
    {
      name: 'http on a port',
      text: 'http://127.0.0.1:3000/agenda/1?slot=2',
      expected: 'http://127.0.0.1:3000/agenda/1?slot=2',
    },
    { name: 'no query', text: 'https://a.example/p', expected: 'https://a.example/p?sas=1' },
    { name: 'an empty query', text: 'https://a.example/p?', expected: 'https://a.example/p?sas=1' },
    { name: 'no path', text: 'https://a.example', expected: 'https://a.example/?sas=1' },
    {
      name: 'letters beyond ASCII',
      text: 'https://a.example/été?x=œ',
      expected: 'https://a.example/%C3%A9t%C3%A9?x=%C5%93',
    },
    {
      name: 'quotes',
      text: 'https://a.example/p?x="y"',
      expected: 'https://a.example/p?x=%22y%22',
    },
    {
      name: 'a host beyond ASCII',
      text: 'https://médecins.example/?x=1',
      expected: 'https://xn--mdecins-bya.example/?x=1',
    },
    {
      name: 'a backslash',
      text: 'https://a.example/p?x=\\',
      expected: 'https://a.example/p?x=%5C',
    },
    { name: 'a fragment', text: 'https://a.example/p?x=1#y', expected: undefined },
    { name: 'an empty fragment', text: 'https://a.example/p?x=1#', expected: undefined },
    { name: 'credentials', text: 'https://user:secret@a.example/?x=1', expected: undefined },
    { name: 'a user', text: 'https://user@a.example/?x=1', expected: undefined },
    { name: 'an origin', text: 'https://a.example/?origin=sas', expected: undefined },
    { name: 'an origin among others', text: 'https://a.example/?x=1&origin', expected: undefined },
    { name: 'an encoded origin', text: 'https://a.example/?%6Frigin=1', expected: undefined },
    {
      name: 'an origin within other texts',
      text: 'https://a.example/?origins=1&x=origin&ORIGIN=2',
      expected: 'https://a.example/?origins=1&x=origin&ORIGIN=2',
    },
    { name: 'a path', text: '/agenda?x=1', expected: undefined },
    { name: 'no scheme', text: 'a.example/?x=1', expected: undefined },
    { name: 'another scheme', text: 'ftp://a.example/?x=1', expected: undefined },
    { name: 'a script', text: 'javascript:alert(1)', expected: undefined },
    { name: 'data', text: 'data:text/html,x?y', expected: undefined },
    { name: 'nothing', text: '', expected: undefined },
    { name: 'an invalid port', text: 'https://a.example:99999/?x=1', expected: undefined },
    { name: 'too long', text: `https://a.example/?x=${'y'.repeat(2048)}`, expected: undefined },
  ])('$name', ({ text, expected }) => {
    expect(toAgendaUrl(text)).toBe(expected);
  });
});

describe('a URL of 2,048 characters', () => {
  const ofLength = (length: number) => 'https://a.example/?x='.padEnd(length, 'y');

  it.each([
    { name: 'is accepted', length: 2048, isTaken: true },
    { name: 'plus one is not', length: 2049, isTaken: false },
  ])('$name, even by a reader that has read one of the same page', ({ length, isTaken }) => {
    const text = ofLength(length);
    const expected = isTaken ? text : undefined;
    expect(toAgendaUrl(text)).toBe(expected);
    const read = createAgendaUrlReader();
    expect(read(ofLength(100))).toBe(ofLength(100));
    expect(read(text)).toBe(expected);
  });
});

it('a reader gives the same result whatever it read before, and nothing that JSON would escape', () => {
  const part = fc.constantFrom(
    'https://a.example/p?',
    'https://a.example/p?slot=',
    'http://b.example:81/q?',
    'x',
    '1',
    '#',
    '"',
    '\\',
    'é',
    ' ',
    '&',
    '%',
    '%41',
    '\n',
    '@',
    '?',
    '/',
    'origin',
    'rigin=',
    '%6F',
    '=',
  );
  fc.assert(
    fc.property(
      fc.array(fc.array(part, { maxLength: 5 }).map((parts) => parts.join(''))),
      (texts) => {
        const read = createAgendaUrlReader();
        for (const text of texts) {
          const url = read(text);
          expect(url).toBe(toAgendaUrl(text));
          if (url !== undefined) expect(JSON.stringify(url)).toBe(`"${url}"`);
        }
      },
    ),
    { numRuns: 2000 },
  );
});

const site = 'https://agenda.example';

describe('readArrival', () => {
  it.each([
    { name: 'at the end of a query', url: '/a?slot=1&origin=sas', path: '/a?slot=1' },
    { name: 'at the beginning', url: '/a?origin=sas&slot=1', path: '/a?slot=1' },
    { name: 'in the middle', url: '/a?x=1&origin=sas&y=2', path: '/a?x=1&y=2' },
    { name: 'alone', url: '/a?origin=sas', path: '/a' },
    { name: 'right after the question mark', url: '/a?&origin=sas', path: '/a' },
    { name: 'at the root', url: '/?sas=1&origin=sas', path: '/?sas=1' },
    { name: 'at the end of a path', url: '/a&origin=sas', path: '/a' },
    { name: 'at the end of the root', url: '/&origin=sas', path: '/' },
    { name: 'at the end of a path with a slash', url: '/a/&origin=sas', path: '/a/' },
    { name: 'after two slashes', url: '//evil.example/x?origin=sas', path: '/evil.example/x' },
    { name: 'after many slashes', url: '/////evil.example?y&origin=sas', path: '/evil.example?y' },
    { name: 'after a backslash', url: '/\\evil.example?origin=sas', path: '/evil.example' },
    { name: 'after a dot', url: '/.//evil.example?origin=sas', path: '/evil.example' },
    {
      name: 'in a path of two slashes',
      url: '//evil.example/x&origin=sas',
      path: '/evil.example/x',
    },
    { name: 'in a path of a backslash', url: '/\\evil.example&origin=sas', path: '/evil.example' },
    { name: 'in a path of only slashes', url: '///&origin=sas', path: '/' },
    { name: 'with an encoded name', url: '/a?%6Frigin=sas', path: '/a' },
    { name: 'with an encoded value', url: '/a?origin=%73as', path: '/a' },
    {
      name: 'among others, which are not changed',
      url: '/a?x=%2f+é&origin=sas',
      path: '/a?x=%2f+%C3%A9',
    },
  ])('finds an origin $name', ({ url, path }) => {
    const arrival = readArrival(new Request(site + url));
    expect(arrival).toMatchObject({ origin: 'sas', path });
  });

  it.each([
    { name: 'nothing', url: '/a?slot=1' },
    { name: 'twice', url: '/a?origin=sas&origin=sas' },
    { name: 'twice, once encoded', url: '/a?origin=sas&%6Frigin=sas' },
    { name: 'twice in a path', url: '/a&origin=sas&origin=sas' },
    { name: 'without a value', url: '/a?origin' },
    { name: 'under another name', url: '/a?xorigin=sas&originx=sas&ORIGIN=sas' },
    { name: 'in the middle of a path', url: '/a&origin=sas/b' },
    { name: 'in a path with a query', url: '/a&origin=sas?x=1' },
    { name: 'in a fragment', url: '/a#&origin=sas' },
    { name: 'in a value', url: '/a?x=origin=sas' },
    { name: 'that is undecodable', url: '/a?origin=%E0%A4%A' },
  ])('finds none: $name', ({ url }) => {
    expect(readArrival(new Request(site + url))).toBeUndefined();
  });

  it('returns an agenda URL unchanged, wherever origin was added to it', () => {
    const part = fc.stringMatching(/^[\w.~!$'()*,;:@/%-]{0,12}$/).filter((text) => {
      return !text.includes('%') && tryParse(() => new URL(`${site}/${text}`)) !== undefined;
    });
    const parameter = fc.tuple(part, part).map(([name, value]) => `${name}=${value}`);
    fc.assert(
      fc.property(
        part,
        fc.array(parameter, { minLength: 1, maxLength: 4 }),
        fc.nat(),
        (path, parameters, at) => {
          const url = toAgendaUrl(`${site}/${path}?${parameters.join('&')}`);
          if (url === undefined) return;
          const given = new URL(url);
          const parts = given.search.slice(1).split('&');
          parts.splice(at % (parts.length + 1), 0, 'origin=sas');
          const request = new Request(`${site}${given.pathname}?${parts.join('&')}`);
          const expected = given.pathname.replace(/^\/+/, '/') + given.search;
          expect(readArrival(request)?.path).toBe(expected);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
