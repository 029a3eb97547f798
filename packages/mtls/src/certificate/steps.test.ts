import { describe, expect, it, vi } from 'vitest';
import { runAtOnce, runInTurns, type Steps } from './steps.js';

function* count(steps: number, each = () => {}): Steps<number> {
  for (let step = 0; step < steps; step += 1) {
    each();
    yield;
  }
  return steps;
}

describe('work in steps', () => {
  it('is done at once', () => {
    expect(runAtOnce(count(3))).toBe(3);
  });

  it.each([
    { name: 'steps of 1 ms: five in a turn', steps: 50, milliseconds: 1, turns: 10 },
    { name: 'steps of 4 ms: two in a turn', steps: 50, milliseconds: 4, turns: 25 },
    { name: 'steps of 5 ms: one in a turn', steps: 50, milliseconds: 5, turns: 50 },
    { name: 'little work: no other turn', steps: 1000, milliseconds: 0, turns: 0 },
    { name: 'no work', steps: 0, milliseconds: 5, turns: 0 },
  ])('lets the event loop turn after 5 ms: $name', async ({ steps, milliseconds, turns }) => {
    let now = 1000;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
    let counted = 0;
    let isDone = false;
    const turn = (): void => {
      if (isDone) return;
      counted += 1;
      setImmediate(turn);
    };
    setImmediate(turn);
    const result = await runInTurns(
      count(steps, () => {
        now += milliseconds;
      }),
    );
    isDone = true;
    clock.mockRestore();
    expect([result, counted]).toEqual([steps, turns]);
  });

  it('fails as its steps do', async () => {
    const fail = () => {
      throw new RangeError();
    };
    expect(() => runAtOnce(count(1, fail))).toThrow(RangeError);
    await expect(runInTurns(count(1, fail))).rejects.toThrow(RangeError);
  });
});
