import { describe, expect, it } from 'vitest';
import type { HostedRequest, NodeRequest } from './node-message.js';
import { readParsedBody } from './parsed-body.js';

function read(kept: { body?: unknown; rawBody?: unknown }, init: Record<string, string> = {}) {
  const headers = new Headers(init);
  const bytes = readParsedBody(kept as NodeRequest & HostedRequest, headers);
  return { text: new TextDecoder().decode(bytes), headers: Object.fromEntries(headers) };
}

const form = { 'content-type': 'application/x-www-form-urlencoded; charset=latin1' };

describe('readParsedBody', () => {
  it('prefers the bytes that were kept, as they are, with their type', () => {
    const rawBody = new TextEncoder().encode('{"a": 1}');
    const type = { 'content-type': 'application/fhir+json; charset=utf-8' };
    expect(read({ rawBody, body: { a: 1 } }, type)).toEqual({
      text: '{"a": 1}',
      headers: { ...type, 'content-length': '8' },
    });
  });

  it('takes a buffer as body', () => {
    expect(read({ body: Buffer.from('été') }).text).toBe('été');
  });

  it('copies the bytes, which the host may use again', () => {
    const rawBody = new Uint8Array([1, 2]);
    const headers = new Headers();
    const bytes = readParsedBody({ rawBody } as unknown as NodeRequest & HostedRequest, headers);
    rawBody[0] = 9;
    expect([...bytes]).toEqual([1, 2]);
  });

  it('ignores a rawBody that is not bytes', () => {
    expect(read({ rawBody: 'text', body: { a: 1 } }).text).toBe('{"a":1}');
  });

  it('writes a decoded body in UTF-8: without the former charset, encoding and length', () => {
    const given = {
      'content-type': 'application/fhir+json; charset=latin1',
      'content-encoding': 'gzip',
      'content-length': '99',
      'transfer-encoding': 'chunked',
    };
    expect(read({ body: 'é' }, given)).toEqual({
      text: 'é',
      headers: { 'content-type': 'application/fhir+json', 'content-length': '2' },
    });
  });

  it('adds no type to a request without one', () => {
    expect(read({ body: { a: [1] } })).toEqual({
      text: '{"a":[1]}',
      headers: { 'content-length': '9' },
    });
  });

  it('says what to do when nothing was kept', () => {
    expect(() => read({})).toThrow('mount the handler before it');
  });

  it.each([
    ['a text', { a: '1', b: 'x y' }, 'a=1&b=x+y'],
    ['nothing', {}, ''],
    ['an empty value', { a: null, b: undefined, c: '' }, 'a=&b=&c='],
    ['a repeated name', { a: ['1', '2'] }, 'a=1&a=2'],
    ['a name repeated so often that qs counts', { a: { 0: 'x', 1: 'y', 2: 'z' } }, 'a=x&a=y&a=z'],
    ['keys that are numbers, but do not count', { a: { 0: 'x', 2: 'z' } }, 'a%5B0%5D=x&a%5B2%5D=z'],
    ['names with brackets', { a: { b: { c: '1' } } }, 'a%5Bb%5D%5Bc%5D=1'],
    ['a list within brackets', { a: { b: ['1', '2'] } }, 'a%5Bb%5D=1&a%5Bb%5D=2'],
    ['an object without names', { a: {}, b: '1' }, 'b=1'],
    ['a number', { a: 0 }, 'a=0'],
  ])('writes a form again: %s', (_, body, text) => {
    expect(read({ body }, form)).toEqual({
      text,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': String(text.length),
      },
    });
  });

  it('recognises a form whatever the case of its type', () => {
    const type = { 'content-type': 'Application/X-WWW-Form-Urlencoded' };
    expect(read({ body: { a: '1' } }, type).text).toBe('a=1');
  });
});
