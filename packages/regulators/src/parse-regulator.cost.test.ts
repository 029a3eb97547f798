import { parseJsonBody } from '@sas-sos/fhir-http';
import { describe, expect, it } from 'vitest';
import { parseRegulator } from './parse-regulator.js';
import { toBody } from './test-data/regulator-data.js';

const mebibyte = 1_048_576;
const many = (piece: string, room = mebibyte - 2000) =>
  Array.from({ length: Math.floor(room / (piece.length + 1)) }, () => piece).join(',');
/** A valid body with one more property, given as JSON text. */
const withProperty = (name: string, json: string) =>
  `${JSON.stringify({ ...toBody(), [name]: 0 }).slice(0, -2)}${json}}`;
const long = (piece: string) => piece.repeat(Math.floor((mebibyte - 2000) / piece.length));
const text = (value: string) => JSON.stringify(value);
const extensions = (levels: number): string =>
  levels === 0
    ? '{}'
    : `{"extension":[${Array.from({ length: 20 }, () => extensions(levels - 1))}]}`;

describe('a hostile body of one mebibyte', () => {
  it.each([
    { name: 'identifiers without content', body: withProperty('identifier', `[${many('{}')}]`) },
    { name: 'names that are null', body: withProperty('name', `[${many('null')}]`) },
    { name: 'extensions in extensions', body: withProperty('extension', `[${extensions(4)}]`) },
    { name: 'a huge sibling of a birth date', body: withProperty('_birthDate', `[${many('1')}]`) },
    {
      name: 'unknown keys',
      body: withProperty('x', `{${Array.from({ length: 80_000 }, (_, n) => `"k${n}":1`)}}`),
    },
    { name: 'spaces for a gender', body: withProperty('gender', text(long(' '))) },
    {
      name: 'spaces for an image',
      body: withProperty('photo', `[{"contentType":"a","data":${text(`${long(' ')}!`)}}]`),
    },
    {
      name: 'equals signs for an image',
      body: withProperty('photo', `[{"contentType":"a","data":${text(`A${long('=')}!`)}}]`),
    },
    {
      name: 'an unclosed narrative',
      body: withProperty('text', `{"status":"empty","div":${text(`<div>${long('</div')}`)}}`),
    },
    { name: 'digits for a date', body: withProperty('birthDate', text(long('1'))) },
    {
      name: 'at signs for an e-mail',
      body: withProperty('telecom', `[{"system":"email","value":${text(long('@'))}}]`),
    },
    {
      name: 'an identifier of slashes',
      body: withProperty(
        'identifier',
        `[{"system":"urn:oid:1.2.250.1.71.4.2.1","value":${text(long('3/'))}}]`,
      ),
    },
    {
      name: 'a system of dots',
      body: withProperty('identifier', `[{"system":${text(long('a.'))},"value":"x"}]`),
    },
  ])('$name: refused quickly', ({ body }) => {
    const bytes = new TextEncoder().encode(body);
    const attempt = () => {
      const startedAt = performance.now();
      expect(() => parseRegulator(parseJsonBody(bytes, { expression: 'Practitioner' }))).toThrow();
      return performance.now() - startedAt;
    };
    // The best of three, because a busy machine is slow for other reasons. 20 to 90 ms were
    // measured, nearly all of it for parsing the JSON; a quadratic rule would take minutes.
    const best = Math.min(attempt(), attempt(), attempt());
    expect(best).toBeLessThan(10_000);
  });
});
