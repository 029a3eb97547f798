import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BrokenJsonError, createMemberReader, describePosition } from './json-members.js';

/** Reads a text by pieces of some size; gives what was met, in order. */
function read(text: string | Buffer, pieceSize = 7): readonly unknown[] {
  const met: unknown[] = [];
  const reader = createMemberReader({
    onItem: (key, index, value) => met.push([key, index, value]),
    onMember: (key, value) => met.push([key, value]),
  });
  const data = Buffer.from(text);
  for (let at = 0; at < data.length; at += pieceSize) {
    reader.write(data.subarray(at, at + pieceSize));
  }
  reader.end();
  return met;
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

  it('passes over a byte order mark', () => {
    expect(read('\ufeff{"a":1}')).toEqual([['a', 1]]);
  });

  it.each([
    { name: 'nothing', text: '', path: '$', position: 'line 1, column 1' },
    { name: 'no object', text: '[1]', path: '$', position: 'line 1, column 1' },
    { name: 'an end too early', text: '{"a":1', path: 'a', position: 'line 1, column 7' },
    {
      name: 'an end inside a list',
      text: '{"list":[1,\n2',
      path: 'list[1]',
      position: 'line 2, column 2',
    },
    { name: 'text after the end', text: '{"a":1}\n x', path: '$', position: 'line 2, column 2' },
    { name: 'a comma too many', text: '{"a":1,}', path: '$', position: 'line 1, column 8' },
    {
      name: 'a comma too many in a list',
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
  ])('says where it breaks: $name', async ({ text, path, position }) => {
    expect(await positionOf(text)).toEqual({ path, position });
  });

  it.each([
    { name: 'a word that is none', text: '{"list":[1,tru,3]}', column: 15 },
    { name: 'a missing value inside an item', text: '{"list":[1,{"a":},3]}', column: 17 },
    { name: 'a raw line end in a text', text: '{"list":[1,"\n",3]}', column: 13 },
    { name: 'a number after a number', text: '{"list":[01,3]}', column: 11 },
    { name: 'a text after a text', text: '{"list":["a" "bcdefgh"]}', column: 14 },
    {
      name: 'bytes that are no UTF-8',
      text: Buffer.from('{"list":[1,"\xff",3]}', 'latin1'),
      column: 13,
    },
    {
      name: 'a letter of another encoding',
      text: Buffer.from('{"list":[1,"Fi\xe8vre",3]}', 'latin1'),
      column: 15,
    },
  ])('names the item that breaks, however the text is cut: $name', async ({ text, column }) => {
    for (const pieceSize of [1, 2, 3, 7, 100]) {
      expect(await positionOf(text, pieceSize)).toEqual({
        path: 'list[1]',
        position: `line 1, column ${column}`,
      });
    }
  });

  it.each([
    { name: 'the mark alone', text: '\ufeff', column: 4 },
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

  it('is not content with a letter that is cut off after the end', async () => {
    const text = Buffer.from('{"a":1}\xc3', 'latin1');
    expect(await positionOf(text)).toEqual({ path: '$', position: 'line 1, column 9' });
  });

  it('leaves an error of its visitor as it is', () => {
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
