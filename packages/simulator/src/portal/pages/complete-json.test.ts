import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCutJson } from './complete-json.js';
import { toJsonLines } from './json-lines.js';

describe('JSON whose end may be missing', () => {
  it.each([
    { text: '{"a":1}', value: { a: 1 }, isCut: false },
    { text: '{"a":1,"b":[1,{"c":"x', value: { a: 1, b: [1, {}] }, isCut: true },
    { text: '{"a":"x\\"}","b":"{[', value: { a: 'x"}' }, isCut: true },
    { text: '[[1,2],[3', value: [[1, 2], []], isCut: true },
    { text: '{"a":{"b":true}', value: { a: { b: true } }, isCut: true },
  ])('$text', ({ text, value, isCut }) => {
    expect(readCutJson(text)).toEqual({ value, isCut });
  });

  it.each(['', '<html>', 'null,', '"abc', 'abc', ']'])('is none: %s', (text) => {
    expect(readCutJson(text)).toBeUndefined();
  });

  it('is read wherever it is cut, and whole if it is whole', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(), (json, cut) => {
        const text = JSON.stringify({ json });
        expect(readCutJson(text)?.value).toEqual(JSON.parse(text));
        const beginning = text.slice(0, 1 + (cut % text.length));
        expect(readCutJson(beginning)).toBeDefined();
      }),
    );
  });
});

describe('The lines of JSON', () => {
  it('are those of JSON.stringify, with the place of each value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const value: unknown = JSON.parse(JSON.stringify(json));
        const lines = toJsonLines(value);
        expect(lines.map(({ text }) => text).join('\n')).toBe(JSON.stringify(value, null, 2));
      }),
    );
    expect(toJsonLines({ a: [{ b: 1 }] }).map(({ path }) => path)).toEqual([
      [],
      ['a'],
      ['a', 0],
      ['a', 0, 'b'],
      undefined,
      undefined,
      undefined,
    ]);
  });
});
