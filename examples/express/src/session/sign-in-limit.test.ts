import { describe, expect, it } from 'vitest';
import { createSignInLimit } from './sign-in-limit.js';

/** A limit whose pauses take no time; `holds`: they never end by themselves. */
function createLimit({ holds = false, freeTogether = 100 } = {}) {
  let now = 1_000_000;
  const pauses: number[] = [];
  const limit = createSignInLimit({
    clock: { now: () => now },
    freeTogether,
    pause: (milliseconds, signal) => {
      pauses.push(milliseconds);
      if (!holds) return Promise.resolve();
      return new Promise((_resolve, reject) => signal.addEventListener('abort', reject));
    },
  });
  return {
    ...limit,
    pass(milliseconds: number) {
      now += milliseconds;
    },
    failTimes(key: string, times: number) {
      for (let count = 0; count < times; count++) limit.fail(key);
    },
    /** How long an attempt waits; it is admitted afterwards. */
    async waitOf(key: string) {
      const before = pauses.length;
      expect(await limit.admit(key)).toBe(true);
      return pauses[before] ?? 0;
    },
  };
}

describe('The limit of sign-ins', () => {
  it('slows down from the fifth failure within a minute on, twice as long each time, to 8 seconds', async () => {
    const limit = createLimit();
    limit.failTimes('a', 4);
    expect(await limit.waitOf('a')).toBe(0);
    const waits: number[] = [];
    for (let count = 0; count < 8; count++) {
      limit.fail('a');
      waits.push(await limit.waitOf('a'));
    }
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 8000, 8000, 8000]);
    limit.pass(60_000);
    expect(await limit.waitOf('a')).toBe(0);
  });

  it('does not slow down other keys, nor a key after a success', async () => {
    const limit = createLimit();
    limit.failTimes('a', 9);
    expect(await limit.waitOf('b')).toBe(0);
    limit.succeed('a');
    expect(await limit.waitOf('a')).toBe(0);
  });

  it('slows down everyone after a hundred failures over all keys', async () => {
    const limit = createLimit();
    for (let number = 0; number < 99; number++) limit.fail(`user ${number}`);
    expect(await limit.waitOf('new')).toBe(0);
    limit.fail('another');
    expect(await limit.waitOf('new')).toBe(8000);
    limit.pass(60_000);
    expect(await limit.waitOf('new')).toBe(0);
  });

  it('counts each key alone without a number for all', async () => {
    const limit = createLimit({ freeTogether: Number.POSITIVE_INFINITY });
    limit.failTimes('a', 5);
    for (let number = 0; number < 200; number++) limit.fail(`user ${number}`);
    expect(await limit.waitOf('new')).toBe(0);
    expect(await limit.waitOf('a')).toBe(500);
  });

  it('lets four wait for a key at once: a fifth takes the place of one of them', async () => {
    const limit = createLimit({ holds: true });
    limit.failTimes('a', 5);
    const ended: boolean[] = [];
    for (let count = 0; count < 9; count++) {
      void limit.admit('a').then((isAdmitted) => ended.push(isAdmitted));
    }
    await new Promise((resolve) => setImmediate(resolve));
    expect(ended).toEqual([false, false, false, false, false]);
  });

  it('lets 64 wait in all', async () => {
    const limit = createLimit({ holds: true });
    for (let number = 0; number < 100; number++) limit.fail(`user ${number}`);
    let given = 0;
    for (let number = 0; number < 70; number++) {
      void limit.admit(`stranger ${number}`).then(() => {
        given += 1;
      });
    }
    await new Promise((resolve) => setImmediate(resolve));
    expect(given).toBe(6);
  });

  it('lets four wait for a source at once, under however many names', async () => {
    const limit = createLimit({ holds: true });
    const ended: boolean[] = [];
    for (let number = 0; number < 12; number++) {
      const key = `stranger user${number}`;
      limit.failTimes(key, 5);
      void limit.admit(key, { source: 'stranger' }).then((isAdmitted) => ended.push(isAdmitted));
    }
    await new Promise((resolve) => setImmediate(resolve));
    expect(ended).toEqual(Array.from({ length: 8 }, () => false));
  });

  it('takes no place from a source of few for one of many, when 64 wait', async () => {
    const limit = createLimit({ holds: true });
    for (let number = 0; number < 100; number++) limit.fail(`user ${number}`);
    const displaced: string[] = [];
    const admit = (source: string, count: number) =>
      limit.admit(`${source} ${count}`, { source }).then(() => displaced.push(source));
    void admit('staff', 0);
    for (let number = 0; number < 15; number++) {
      for (let count = 0; count < 4; count++) void admit(`stranger ${number}`, count);
    }
    for (let number = 0; number < 100; number++) void admit(`another ${number % 20}`, number);
    await new Promise((resolve) => setImmediate(resolve));
    expect(displaced.length).toBeGreaterThan(90);
    expect(displaced).not.toContain('staff');
  });

  it('never slows down longer when the clock is set back', async () => {
    const limit = createLimit();
    limit.failTimes('a', 5);
    limit.pass(-3_600_000);
    expect(await limit.waitOf('a')).toBe(0);
  });
});
