import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BrokenJsonError, createMemberReader } from './json-members.js';

/** Reads a text by pieces of some size; gives what was met, in order. */
function read(text: string | Buffer, pieceSize = 7): readonly unknown[] {
  const met: unknown[] = [];
  const reader = createMemberReader({
    isList: (key) => key === 'list' || key === 'skipped',
    isItemWanted: (key) => key !== 'skipped',
    onList: (key) => met.push([key]),
    onItem: (key, index, value) => met.push([key, index, value]),
    onMember: (key, value) => met.push([key, value]),
    onBrokenValue: (path, position) => met.push({ path, position }),
  });
  const data = Buffer.from(text);
  for (let at = 0; at < data.length; at += pieceSize) {
    reader.write(data.subarray(at, at + pieceSize));
  }
  reader.end();
  return met;
}

function positionOf(text: string | Buffer): { path: string; position: string } | undefined {
  try {
    read(text);
    return undefined;
  } catch (error) {
    if (error instanceof BrokenJsonError) return { path: error.path, position: error.position };
    throw error;
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
          const text = JSON.stringify({ list, other, skipped: list, empty: {} }, undefined, space);
          const expected = JSON.parse(text);
          expect(read(text, pieceSize)).toEqual([
            ['list'],
            ...expected.list.map((value: unknown, index: number) => ['list', index, value]),
            ['other', expected.other],
            ['skipped'],
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
  ])('says where it breaks: $name', ({ text, path, position }) => {
    expect(positionOf(text)).toEqual({ path, position });
  });

  it.each([
    { name: 'a word that is none', text: '{"list":[1,tru,3]}', path: 'list[1]' },
    { name: 'a missing value inside an item', text: '{"list":[1,{"a":},3]}', path: 'list[1]' },
    { name: 'a number that is none', text: '{"list":[1,01,3]}', path: 'list[1]' },
    { name: 'a raw line end in a text', text: '{"list":[1,"\n",3]}', path: 'list[1]' },
    {
      name: 'bytes that are no UTF-8',
      text: Buffer.from('{"list":[1,"\xff",3]}', 'latin1'),
      path: 'list[1]',
    },
  ])('goes on after a broken item: $name', ({ text, path }) => {
    const met = read(text);
    expect(met).toContainEqual(expect.objectContaining({ path }));
    expect(met).toContainEqual(['list', 2, 3]);
  });
});
