import { describe, expect, it } from 'vitest';
import { checkBars, reportBars } from './check-bars.mjs';

const bars = [
  { name: 'cost', at: ['postgres', 'cost'], atMost: 1.3, busy: 2 },
  { name: 'speed', at: ['speed'], atLeast: 0.9, busy: 0.5 },
];

const verdicts = (results: unknown, isQuick = false) =>
  checkBars(results, { isQuick }, bars).map(({ name, isHeld }) => [name, isHeld]);

describe('checkBars', () => {
  it.each([
    { name: 'both held', cost: 1.3, speed: 0.9, held: [true, true] },
    { name: 'both missed', cost: 1.31, speed: 0.89, held: [false, false] },
    { name: 'not a number', cost: Number.NaN, speed: Number.NaN, held: [false, false] },
  ])('compares a ratio with its bar: $name', ({ cost, speed, held }) => {
    expect(verdicts({ postgres: { cost }, speed })).toEqual([
      ['cost', held[0]],
      ['speed', held[1]],
    ]);
  });

  it('takes the wider bar in a quick run, and the median of several ratios', () => {
    const results = { postgres: { cost: 1.9 }, speed: { median: 0.6, p10: 0.1, p90: 2 } };
    expect(verdicts(results)).toEqual([
      ['cost', false],
      ['speed', false],
    ]);
    expect(verdicts(results, true)).toEqual([
      ['cost', true],
      ['speed', true],
    ]);
  });

  it('has no row for what was not measured', () => {
    expect(verdicts({ postgres: {}, speed: undefined })).toEqual([]);
    expect(verdicts({ postgres: { cost: 1 } })).toEqual([['cost', true]]);
  });
});

describe('reportBars', () => {
  it('holds only if something was measured, and all of it holds', () => {
    const lines: string[] = [];
    const holds = (results: unknown) =>
      reportBars(checkBars(results, { isQuick: false }, bars), (line) => lines.push(line));
    expect(holds({ postgres: { cost: 1 }, speed: 1 })).toBe(true);
    expect(holds({ postgres: { cost: 1 }, speed: 0 })).toBe(false);
    expect(lines.join('\n')).toContain('MISSED 0.00, at least 0.90: speed');
    expect(holds({})).toBe(false);
  });
});
