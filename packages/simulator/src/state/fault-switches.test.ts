import { describe, expect, it } from 'vitest';
import { createFaultSwitches, type FaultSettings } from './fault-switches.js';

describe('the switches', () => {
  it('are off at first, and only the given ones are set', () => {
    const switches = createFaultSwitches();
    expect(switches.read()).toEqual({
      appointments: null,
      'sign-on': null,
      calls: null,
      slowMilliseconds: 5000,
      limits: { appointments: null, 'sign-on': null, calls: null },
    });
    switches.set({ appointments: 'twice' });
    expect(switches.set({ calls: 'slow', slowMilliseconds: 0 })).toMatchObject({
      appointments: 'twice',
      calls: 'slow',
      slowMilliseconds: 0,
    });
    expect(switches.set({ appointments: null }).appointments).toBeNull();
  });

  it.each<{ name: string; settings: Record<string, unknown> }>([
    { name: 'a fault of another target', settings: { calls: 'refuse' } },
    { name: 'a fault that does not exist', settings: { appointments: 'explode' } },
    { name: 'a target that does not exist', settings: { other: 'slow' } },
    { name: 'a negative time', settings: { slowMilliseconds: -1 } },
    { name: 'a time over a minute', settings: { slowMilliseconds: 60_001 } },
    { name: 'a time that is not a number', settings: { slowMilliseconds: '5' } },
    { name: 'no request', settings: { calls: 'cut', limits: { calls: { requests: 0 } } } },
    { name: 'half a second', settings: { calls: 'cut', limits: { calls: { seconds: 0.5 } } } },
    { name: 'more than all', settings: { calls: 'cut', limits: { calls: { percent: 101 } } } },
    { name: 'a limit as a text', settings: { limits: { calls: { seconds: '5' } } } },
    { name: 'another limit', settings: { limits: { calls: { days: 1 } } } },
    { name: 'a limit of a target that does not exist', settings: { limits: { other: null } } },
  ])('refuse $name, and do not change', ({ settings }) => {
    const switches = createFaultSwitches();
    const wrong = { 'sign-on': 'slow', ...settings } as unknown as Partial<FaultSettings>;
    expect(() => switches.set(wrong)).toThrow(RangeError);
    expect(switches.read()['sign-on']).toBeNull();
  });

  it('notify their listeners only of changes', () => {
    const switches = createFaultSwitches();
    let calls = 0;
    const end = switches.subscribe(() => {
      calls += 1;
    });
    switches.set({ calls: 'down' });
    switches.set({ calls: 'down' });
    end();
    switches.set({ calls: null });
    expect(calls).toBe(1);
  });

  it('read what they have read as long as nothing changes', () => {
    const switches = createFaultSwitches();
    expect(switches.read()).toBe(switches.read());
  });
});

describe('a limited fault', () => {
  function open() {
    let now = 0;
    const switches = createFaultSwitches({ clock: { now: () => now } });
    const take = (count: number) => Array.from({ length: count }, () => switches.take('calls'));
    return {
      switches,
      take,
      wait: (milliseconds: number) => {
        now += milliseconds;
      },
    };
  }

  it('affects so many requests, of its own target', () => {
    const { switches, take } = open();
    let changes = 0;
    switches.subscribe(() => {
      changes += 1;
    });
    switches.set({ calls: 'cut', appointments: 'down', limits: { calls: { requests: 2 } } });
    expect(switches.take('appointments')).toBe('down');
    expect(take(1)).toEqual(['cut']);
    expect(switches.read().limits.calls).toEqual({ requests: 1, seconds: null, percent: null });
    expect(take(2)).toEqual(['cut', null]);
    expect(switches.read()).toMatchObject({ calls: null, appointments: 'down' });
    expect(changes).toBe(3);
  });

  it('is over after its time', () => {
    const { switches, take, wait } = open();
    switches.set({ calls: 'slow', limits: { calls: { seconds: 30 } } });
    wait(29_001);
    expect(switches.read().limits.calls).toMatchObject({ seconds: 1 });
    expect(take(1)).toEqual(['slow']);
    wait(999);
    expect(take(1)).toEqual([null]);
    expect(switches.read()).toMatchObject({ calls: null, limits: { calls: null } });
  });

  it.each([
    { percent: 25, affected: 25, first: 3 },
    { percent: 50, affected: 50, first: 1 },
    { percent: 99, affected: 99, first: 1 },
    { percent: 100, affected: 100, first: 0 },
  ])('affects $percent of 100 requests, evenly', ({ percent, affected, first }) => {
    const { switches, take } = open();
    switches.set({ calls: 'down', limits: { calls: { percent } } });
    const taken = take(100);
    expect(taken.filter(Boolean)).toHaveLength(affected);
    expect(taken.indexOf('down')).toBe(first);
  });

  it('counts only the requests that it has an effect on', () => {
    const { switches } = open();
    switches.set({ appointments: 'refuse', limits: { appointments: { requests: 1 } } });
    expect(switches.take('appointments', () => false)).toBeNull();
    expect(switches.take('appointments', (fault) => fault === 'refuse')).toBe('refuse');
  });

  it.each([
    { name: 'set again', again: { calls: 'cut' }, limit: null },
    { name: 'left as it is', again: { slowMilliseconds: 1 }, limit: { requests: 3 } },
    {
      name: 'limited otherwise',
      again: { limits: { calls: { seconds: 5 } } },
      limit: { seconds: 5 },
    },
    { name: 'no longer limited', again: { limits: { calls: null } }, limit: null },
  ] as const)('is $name', ({ again, limit }) => {
    const { switches } = open();
    switches.set({ calls: 'cut', limits: { calls: { requests: 3 } } });
    const { calls, limits } = switches.set(again);
    expect(calls).toBe('cut');
    expect(limits.calls).toEqual(
      limit && { requests: null, seconds: null, percent: null, ...limit },
    );
  });

  it('is set again as it was read', () => {
    const { switches } = open();
    switches.set({ calls: 'cut', limits: { calls: { requests: 3, percent: 50 } } });
    const read = switches.read();
    switches.set({ calls: null });
    expect(switches.read().limits.calls).toBeNull();
    expect(switches.set(read)).toEqual(read);
  });
});
