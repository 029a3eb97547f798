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
});
