import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BrokenJsonError, createMemberReader, describePosition } from './json-members.js';

/** Reads a text in pieces of some size; returns the calls of the visitor, in order. */
function read(text: string | Buffer, pieceSize = 7): readonly unknown[] {
  const calls: unknown[] = [];
  const reader = createMemberReader({
    onItem: (key, index, value) => calls.push([key, index, value]),
    onMember: (key, value) => calls.push([key, value]),
  });
  const data = Buffer.from(text);
  for (let at = 0; at < data.length; at += pieceSize) {
    reader.write(data.subarray(at, at + pieceSize));
  }
  reader.end();
  return calls;
}

async function positionOf(
  text: string | Buffer,
  pieceSize?: number,
): Promise<{ path: string; position: string } | undefined> {
  try {
    read(text, pieceSize);
    return undefined;
  } catch (error) {
    if (!(error instanceof BrokenJsonError)) throw error;
    const { path, offset } = error;
    return { path, position: await describePosition([Buffer.from(text)], offset) };
  }
}

describe('createMemberReader', () => {
  it('reads what JSON.parse reads, however the text is cut', () => {
    const whitespace = fc.constantFrom(undefined, 1, '\t', '  ');
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue()),
        fc.jsonValue(),
        whitespace,
        fc.integer({ min: 1, max: 40 }),
        (list, other, space, pieceSize) => {
          const text = JSON.stringify({ list, other: { other }, empty: {} }, undefined, space);
          const expected = JSON.parse(text);
          expect(read(text, pieceSize)).toEqual([
            ...expected.list.map((value: unknown, index: number) => ['list', index, value]),
            ['list', []],
            ['other', expected.other],
            ['empty', {}],
          ]);
        },
      ),
    );
  });

  it('ignores a byte order mark', () => {
    expect(read('\ufeff{"a":1}')).toEqual([['a', 1]]);
  });

  it.each([
    { name: 'nothing', text: '', path: '$', position: 'line 1, column 1' },
    { name: 'not an object', text: '[1]', path: '$', position: 'line 1, column 1' },
    { name: 'an early end', text: '{"a":1', path: 'a', position: 'line 1, column 7' },
    {
      name: 'an end inside a list',
      text: '{"list":[1,\n2',
      path: 'list[1]',
      position: 'line 2, column 2',
    },
    { name: 'text after the end', text: '{"a":1}\n x', path: '$', position: 'line 2, column 2' },
    { name: 'an extra comma', text: '{"a":1,}', path: '$', position: 'line 1, column 8' },
    {
      name: 'an extra comma in a list',
      text: '{"list":[1,]}',
      path: 'list[1]',
      position: 'line 1, column 12',
    },
    {
      name: 'a missing comma',
      text: '{"list":[1\n 2]}',
      path: 'list[1]',
      position: 'line 2, column 2',
    },
    { name: 'a missing colon', text: '{"a" 1}', path: '$', position: 'line 1, column 6' },
    { name: 'a key without quotes', text: '{a:1}', path: '$', position: 'line 1, column 2' },
  ])('reports where the JSON is broken: $name', async ({ text, path, position }) => {
    expect(await positionOf(text)).toEqual({ path, position });
  });

  it.each([
    { name: 'an unknown word', text: '{"list":[1,tru,3]}', column: 15 },
    { name: 'a missing value inside an item', text: '{"list":[1,{"a":},3]}', column: 17 },
    { name: 'a raw line feed in a string', text: '{"list":[1,"\n",3]}', column: 13 },
    { name: 'a number after a number', text: '{"list":[01,3]}', column: 11 },
    { name: 'a string after a string', text: '{"list":["a" "bcdefgh"]}', column: 14 },
    {
      name: 'bytes that are not UTF-8',
      text: Buffer.from('{"list":[1,"\xff",3]}', 'latin1'),
      column: 13,
    },
    {
      name: 'a letter of another encoding',
      text: Buffer.from('{"list":[1,"Fi\xe8vre",3]}', 'latin1'),
      column: 15,
    },
  ])('names the broken item, however the text is cut: $name', async ({ text, column }) => {
    for (const pieceSize of [1, 2, 3, 7, 100]) {
      expect(await positionOf(text, pieceSize)).toEqual({
        path: 'list[1]',
        position: `line 1, column ${column}`,
      });
    }
  });

  it.each([
    { name: 'only the mark', text: '\ufeff', column: 4 },
    { name: 'a word after the mark', text: '\ufeff{"a":tru}', column: 12 },
    { name: 'a token after the mark', text: '\ufeff{"a":]}', column: 9 },
  ])('counts the bytes of a byte order mark: $name', async ({ text, column }) => {
    expect((await positionOf(text))?.position).toBe(`line 1, column ${column}`);
  });

  it('reads letters of two, three and four bytes, however the text is cut', () => {
    const value = 'Fièvre, 3 €, 𝄞';
    for (const pieceSize of [1, 2, 3, 4, 5]) {
      expect(read(`{"a":"${value}"}`, pieceSize)).toEqual([['a', value]]);
    }
  });

  it('refuses a letter that is cut off after the end', async () => {
    const text = Buffer.from('{"a":1}\xc3', 'latin1');
    expect(await positionOf(text)).toEqual({ path: '$', position: 'line 1, column 9' });
  });

  it('rethrows an error of its visitor unchanged', () => {
    const mistake = new Error('of the visitor');
    const reader = createMemberReader({
      onItem() {
        throw mistake;
      },
      onMember() {},
    });
    expect(() => reader.write(Buffer.from('{"list":[1]}'))).toThrow(mistake);
  });
});
