import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { assertSame } from './assert-same.js';

const foreign = (code: string): unknown => runInNewContext(`(${code})`);

describe('assertSame', () => {
  it.each([
    { name: 'an object', code: "{ a: 1, b: [{ c: 'd' }] }" },
    { name: 'a list', code: '[1, [2], undefined, null]' },
    { name: 'a date', code: '{ at: new Date(5) }' },
  ])('accepts $name of another realm', ({ code }) => {
    // biome-ignore lint/security/noGlobalEval: the same text in this realm.
    assertSame(foreign(code), globalThis.eval(`(${code})`), 'It');
  });

  it.each([
    { name: 'another member', actual: { a: 1 }, expected: { a: 2 } },
    { name: 'a missing member', actual: {}, expected: { a: undefined } },
    { name: 'another order', actual: [1, 2], expected: [2, 1] },
    { name: 'another date', actual: new Date(1), expected: new Date(2) },
    { name: 'a list for an object', actual: [], expected: {} },
    { name: 'a text for a number', actual: '1', expected: 1 },
  ])('refuses $name, with both in the message', ({ actual, expected }) => {
    const said = JSON.stringify(actual);
    expect(() => assertSame(actual, expected, 'The answer')).toThrow(
      `The answer: expected ${JSON.stringify(expected)}, got ${said}.`,
    );
  });
});
