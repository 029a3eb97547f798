import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readArrival } from './arrival.js';

const site = 'https://agenda.example';

describe('readArrival', () => {
  it.each([
    { name: 'at the end of a query', url: '/a?slot=1&origin=sas', path: '/a?slot=1' },
    { name: 'at the beginning', url: '/a?origin=sas&slot=1', path: '/a?slot=1' },
    { name: 'in the middle', url: '/a?x=1&origin=sas&y=2', path: '/a?x=1&y=2' },
    { name: 'alone', url: '/a?origin=sas', path: '/a' },
    { name: 'after a question mark alone', url: '/a?&origin=sas', path: '/a' },
    { name: 'at the root', url: '/?sas=1&origin=sas', path: '/?sas=1' },
    { name: 'at the end of a path', url: '/a&origin=sas', path: '/a' },
    { name: 'at the end of the root', url: '/&origin=sas', path: '/' },
    { name: 'at the end of a path with a slash', url: '/a/&origin=sas', path: '/a/' },
    { name: 'with an encoded name', url: '/a?%6Frigin=sas', path: '/a' },
    { name: 'with an encoded value', url: '/a?origin=%73as', path: '/a' },
    {
      name: 'among others left as they were',
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
    { name: 'that cannot be decoded', url: '/a?origin=%E0%A4%A' },
  ])('finds none: $name', ({ url }) => {
    expect(readArrival(new Request(site + url))).toBeUndefined();
  });

  it('gives an agenda URL back as it was, wherever origin was put into it', () => {
    const part = fc.stringMatching(/^[\w.~!$'()*,;:@/%-]{0,12}$/).filter((text) => {
      return URL.canParse(`${site}/${text}`) && !text.includes('%');
    });
    const parameter = fc.tuple(part, part).map(([name, value]) => `${name}=${value}`);
    fc.assert(
      fc.property(
        part,
        fc.array(parameter, { minLength: 1, maxLength: 4 }),
        fc.nat(),
        (path, parameters, at) => {
          const given = new URL(`${site}/${path}?${parameters.join('&')}`);
          if (given.searchParams.has('origin')) return;
          const parts = given.search.slice(1).split('&');
          parts.splice(at % (parts.length + 1), 0, 'origin=sas');
          const request = new Request(`${site}${given.pathname}?${parts.join('&')}`);
          expect(readArrival(request)?.path).toBe(given.pathname + given.search);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
