import { isSasError } from '@sas-sos/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJsonBody } from './parse-json-body.js';

const bytesOf = (text: string) => new TextEncoder().encode(text);

function issueOf(bytes: Uint8Array) {
  try {
    parseJsonBody(bytes, { expression: 'Patient' });
  } catch (error) {
    if (isSasError(error)) return error.issues[0];
    throw error;
  }
  return undefined;
}

describe('parseJsonBody', () => {
  it.each([
    { name: 'nothing', body: '', code: 'SAS_BODY_MISSING' },
    { name: 'blanks', body: ' \n', code: 'SAS_BODY_NOT_JSON' },
    { name: 'a truncated text', body: '{"a":"b', code: 'SAS_BODY_NOT_JSON' },
    { name: 'two values', body: '{}{}', code: 'SAS_BODY_NOT_JSON' },
    { name: 'a trailing comma', body: '{"a":1,}', code: 'SAS_BODY_NOT_JSON' },
    { name: '33 levels', body: `${'['.repeat(33)}${']'.repeat(33)}`, code: 'SAS_BODY_TOO_DEEP' },
    {
      name: '100,000 levels',
      body: `${'{"a":'.repeat(1e5)}1${'}'.repeat(1e5)}`,
      code: 'SAS_BODY_TOO_DEEP',
    },
    {
      name: 'a repeated key',
      body: '{"a":1,"a":1}',
      code: 'SAS_BODY_KEY_REPEATED',
      at: 'Patient.a',
    },
    {
      name: 'a repeated key, once escaped',
      body: '{"name":[{},{"given":1,"\\u0067iven":2}]}',
      code: 'SAS_BODY_KEY_REPEATED',
      at: 'Patient.name[1].given',
    },
    {
      name: 'a repeated key that no element could have',
      body: '{"a":{"x y":1,"x y":2}}',
      code: 'SAS_BODY_KEY_REPEATED',
      at: 'Patient.a',
    },
    {
      name: 'a repeated __proto__',
      body: '{"__proto__":1,"__proto__":2}',
      code: 'SAS_BODY_KEY_REPEATED',
    },
  ])('refuses $name', ({ body, code, at = 'Patient' }) => {
    expect(issueOf(bytesOf(body))).toEqual({ code, expression: at });
  });

  it.each([
    { name: 'an invalid first byte', bytes: [0x22, 0xff, 0x22] },
    { name: 'a lone surrogate, as in CESU-8', bytes: [0x22, 0xed, 0xa0, 0x80, 0x22] },
    { name: 'UTF-16', bytes: [0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00] },
    { name: 'an overlong form', bytes: [0x22, 0xc0, 0xaf, 0x22] },
  ])('refuses what is not UTF-8: $name', ({ bytes }) => {
    expect(issueOf(Uint8Array.from(bytes))?.code).toBe('SAS_BODY_ENCODING');
  });

  it('ignores a byte order mark', () => {
    expect(parseJsonBody(bytesOf('\ufeff{"a":[1]}'), { expression: 'Patient' })).toEqual({
      a: [1],
    });
  });

  it('accepts the same key in two objects, and texts that look like structure', () => {
    const value = { a: { b: '{"a":1,"a":2}' }, b: [{ a: '\\"' }, { a: ',' }] };
    const bytes = bytesOf(JSON.stringify(value));
    expect(parseJsonBody(bytes, { expression: 'Patient' })).toEqual(value);
  });

  it('parses what JSON.parse parses', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        expect(parseJsonBody(bytesOf(text), { expression: 'Patient' })).toEqual(JSON.parse(text));
      }),
      { seed: 2026 },
    );
  });
});
