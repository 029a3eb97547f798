import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAgendaUrlReader, toAgendaUrl } from './agenda-url.js';

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
    { name: 'a path', text: '/agenda?x=1', expected: undefined },
    { name: 'no scheme', text: 'a.example/?x=1', expected: undefined },
    { name: 'another scheme', text: 'ftp://a.example/?x=1', expected: undefined },
    { name: 'a script', text: 'javascript:alert(1)', expected: undefined },
    { name: 'data', text: 'data:text/html,x?y', expected: undefined },
    { name: 'nothing', text: '', expected: undefined },
    { name: 'a port that is none', text: 'https://a.example:99999/?x=1', expected: undefined },
    { name: 'too long', text: `https://a.example/?x=${'y'.repeat(2048)}`, expected: undefined },
  ])('$name', ({ text, expected }) => {
    expect(toAgendaUrl(text)).toBe(expected);
  });
});

it('a reader says the same, whatever it has read before, and nothing that JSON would escape', () => {
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
