import type { HandlerContext } from '@sas-sos/core';
import { isSasError } from '@sas-sos/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveFhirTarget } from './fhir-target.js';

const at = (path: string, context?: HandlerContext) =>
  resolveFhirTarget(new Request(`http://127.0.0.1:3000${path}`), context);

describe('segments', () => {
  it.each([
    { name: 'the root', path: '/', basePath: '', expected: [] },
    { name: 'a type', path: '/Slot', basePath: '', expected: ['Slot'] },
    { name: 'a resource', path: '/Slot/42', basePath: '', expected: ['Slot', '42'] },
    { name: 'a trailing slash', path: '/Slot/', basePath: '', expected: ['Slot'] },
    { name: 'the base', path: '/fhir', basePath: '/fhir', expected: [] },
    { name: 'the base and a slash', path: '/fhir/', basePath: '/fhir', expected: [] },
    { name: 'a type under the base', path: '/fhir/Slot', basePath: '/fhir', expected: ['Slot'] },
    {
      name: 'a base with a trailing slash',
      path: '/fhir/Slot',
      basePath: '/fhir/',
      expected: ['Slot'],
    },
    { name: 'a base that is the root', path: '/Slot', basePath: '/', expected: ['Slot'] },
    {
      name: 'a base of several segments',
      path: '/api/v1/fhir/Slot/42',
      basePath: '/api/v1/fhir',
      expected: ['Slot', '42'],
    },
    { name: 'a query', path: '/fhir/Slot?start=x', basePath: '/fhir', expected: ['Slot'] },
    {
      name: 'two slashes before the type are an empty segment',
      path: '/fhir//Slot',
      basePath: '/fhir',
      expected: ['', 'Slot'],
    },
    { name: 'two slashes at the root', path: '//Slot', basePath: '', expected: ['', 'Slot'] },
    {
      name: 'two slashes before the id',
      path: '/Slot//42',
      basePath: '',
      expected: ['Slot', '', '42'],
    },
    { name: 'two slashes at the end', path: '/Slot//', basePath: '', expected: ['Slot', ''] },
    { name: 'an escaped letter', path: '/Sl%6Ft/42', basePath: '', expected: ['Slot', '42'] },
    {
      name: 'an escaped slash stays in its segment',
      path: '/Slot/a%2Fb',
      basePath: '',
      expected: ['Slot', 'a/b'],
    },
    { name: 'an escaped accent', path: '/Slot/%C3%A9', basePath: '', expected: ['Slot', 'é'] },
    {
      name: 'a plus is a plus in a path',
      path: '/Slot/a+b',
      basePath: '',
      expected: ['Slot', 'a+b'],
    },
    {
      name: 'a parent directory, resolved by the URL parser',
      path: '/fhir/Slot/../Location',
      basePath: '/fhir',
      expected: ['Location'],
    },
  ])('$name', ({ path, basePath, expected }) => {
    expect(at(path, { basePath }).segments).toEqual(expected);
  });

  it.each([
    { name: 'a path outside the base', path: '/other/Slot', basePath: '/fhir' },
    { name: 'a path that starts like the base', path: '/fhirs/Slot', basePath: '/fhir' },
    { name: 'the base in another case', path: '/FHIR/Slot', basePath: '/fhir' },
    { name: 'a parent directory of the base', path: '/fhir/../Slot', basePath: '/fhir' },
    {
      name: 'a parent directory of the base, escaped',
      path: '/fhir/%2e%2e/Slot',
      basePath: '/fhir',
    },
    { name: 'a truncated escape', path: '/Slot/%E9%', basePath: '' },
    { name: 'an escape that is not UTF-8', path: '/Slot/%E9', basePath: '' },
    { name: 'an invalid escape', path: '/Slot/%zz', basePath: '' },
  ])('are not found: $name', ({ path, basePath }) => {
    try {
      expect.unreachable(JSON.stringify(at(path, { basePath })));
    } catch (error) {
      expect(isSasError(error) && error.code).toBe('SAS_REQUEST_NOT_FOUND');
    }
  });
});

describe('baseUrl', () => {
  it.each<{ name: string; context: HandlerContext; expected: string }>([
    { name: 'the origin of the request', context: {}, expected: 'http://127.0.0.1:3000' },
    {
      name: 'the origin and the base',
      context: { basePath: '/fhir' },
      expected: 'http://127.0.0.1:3000/fhir',
    },
    {
      name: 'the base without its trailing slash',
      context: { basePath: '/fhir/' },
      expected: 'http://127.0.0.1:3000/fhir',
    },
    {
      name: 'the given public address',
      context: { basePath: '/fhir', baseUrl: 'https://agenda.example/sas' },
      expected: 'https://agenda.example/sas',
    },
    {
      name: 'the public address without its trailing slash',
      context: { baseUrl: 'https://agenda.example/' },
      expected: 'https://agenda.example',
    },
  ])('is $name', ({ context, expected }) => {
    expect(at('/fhir/Slot', context).baseUrl).toBe(expected);
  });
});

describe('query', () => {
  it.each([
    { name: 'none', path: '/Slot', expected: '' },
    { name: 'an empty one', path: '/Slot?', expected: '' },
    {
      name: 'unchanged',
      path: '/Slot?start=ge2026-12-01T08:00:00+01:00&a=%7C&&b',
      expected: 'start=ge2026-12-01T08:00:00+01:00&a=%7C&&b',
    },
    {
      name: 'a bare pipe',
      path: '/Organization?identifier=urn:oid:1|3',
      expected: 'identifier=urn:oid:1|3',
    },
    { name: 'a second question mark', path: '/Slot?a=b?c', expected: 'a=b?c' },
  ])('is $name', ({ path, expected }) => {
    expect(at(path).query).toBe(expected);
  });
});

describe('any path', () => {
  it('is read, or refused with the only error', () => {
    const character = fc.nat(0x10ffff).map((code) => String.fromCodePoint(code));
    fc.assert(
      fc.property(fc.string({ unit: character }), (path) => {
        try {
          const { segments, baseUrl } = at(`/fhir/${path}`, { basePath: '/fhir' });
          expect(baseUrl).toBe('http://127.0.0.1:3000/fhir');
          expect(segments.every((segment) => typeof segment === 'string')).toBe(true);
        } catch (error) {
          expect(isSasError(error) && error.code).toBe('SAS_REQUEST_NOT_FOUND');
        }
      }),
    );
  });

  it('returns the segments that were written', () => {
    const segment = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => !/^\.{1,2}$/.test(text));
    fc.assert(
      fc.property(fc.array(segment), (segments) => {
        const path = segments.map(encodeURIComponent).join('/');
        expect(at(`/fhir/${path}`, { basePath: '/fhir' }).segments).toEqual(segments);
      }),
    );
  });
});

it('is the target that a gateway has already resolved, unchanged', () => {
  const target = { baseUrl: 'https://a.example', segments: ['Slot'], query: 'b=1' };
  const request = new Request('http://127.0.0.1:3000/elsewhere');
  expect(resolveFhirTarget(request, { basePath: '/fhir', target })).toBe(target);
});
