import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemberReader } from './json-members.js';
import { parseWhole, visitWhole } from './whole-members.js';

function collect() {
  const calls: unknown[] = [];
  return {
    calls,
    onItem: (key: string, index: number, value: unknown) => calls.push([key, index, value]),
    onMember: (key: string, value: unknown) => calls.push([key, value]),
  };
}

describe('parseWhole and visitWhole', () => {
  it('visits what the reader of pieces visits, or nothing', () => {
    const name = fc.constantFrom('slots', 'associations', 'x', '__proto__');
    const member = fc.tuple(name, fc.oneof(fc.array(fc.jsonValue()), fc.jsonValue()));
    let visited = 0;
    fc.assert(
      fc.property(fc.array(member), (members) => {
        const texts = members.map(
          ([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`,
        );
        const data = Buffer.from(`{${texts.join()}}`);
        const pieces = collect();
        const reader = createMemberReader(pieces);
        reader.write(data);
        reader.end();
        const whole = collect();
        const parsed = parseWhole(data);
        if (parsed) visitWhole(parsed, whole);
        expect(whole.calls).toEqual(parsed ? pieces.calls : []);
        visited += Number(parsed !== undefined);
      }),
    );
    expect(visited).toBeGreaterThan(10);
  });

  it('ignores a byte order mark', () => {
    const whole = collect();
    visitWhole(parseWhole(Buffer.from('\ufeff{"a":[1],"b":2}')) ?? {}, whole);
    expect(whole.calls).toEqual([
      ['a', 0, 1],
      ['a', []],
      ['b', 2],
    ]);
  });

  it.each([
    { name: 'a member twice', text: '{"slots":[1],"slots":[2]}' },
    { name: 'a member twice, once with an escape', text: '{"slots":[1],"slot\\u0073":[2]}' },
    { name: 'broken JSON', text: '{"slots":[1}' },
    { name: 'nothing', text: '' },
    { name: 'a list', text: '[1]' },
    { name: 'null', text: 'null' },
    { name: 'bytes that are not UTF-8', text: Buffer.from('{"a":"\xe8"}', 'latin1') },
  ])('leaves to the reader of pieces: $name', ({ text }) => {
    expect(parseWhole(Buffer.from(text))).toBeUndefined();
  });
});
