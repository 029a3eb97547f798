import { SasError } from '@sas-sos/core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { askAdapter } from './ask-adapter.js';

const code = 'SAS_AGENDA_UNAVAILABLE';

afterEach(() => void vi.useRealTimers());

describe('askAdapter', () => {
  it('returns the result of the adapter', async () => {
    const { signal } = new AbortController();
    expect(await askAdapter(async () => 3, { signal, code })).toBe(3);
  });

  it.each([
    { name: 'fails', ask: async () => Promise.reject(new Error('no connection')), expected: code },
    {
      name: 'throws at once',
      ask: () => {
        throw new Error('no connection');
      },
      expected: code,
    },
    {
      name: 'fails with a SasError',
      ask: async () => Promise.reject(new SasError('SAS_REGULATOR_EXISTS')),
      expected: 'SAS_REGULATOR_EXISTS',
    },
  ])('gives a code to the failure of an adapter that $name', async ({ ask, expected }) => {
    const { signal } = new AbortController();
    await expect(askAdapter(ask, { signal, code })).rejects.toMatchObject({ code: expected });
  });

  it('also wraps a SasError on request', async () => {
    const ask = async () => Promise.reject(new SasError('SAS_REGULATOR_EXISTS'));
    await expect(askAdapter(ask, { code, wrapsSdkErrors: true })).rejects.toMatchObject({
      code,
      cause: { code: 'SAS_REGULATOR_EXISTS' },
    });
  });

  it.each([
    { name: 'ten seconds', milliseconds: undefined, limit: 10_000 },
    { name: 'the given limit', milliseconds: 250, limit: 250 },
  ])('waits $name, and no longer', async ({ milliseconds, limit }) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const onEnd = vi.fn();
    askAdapter(() => new Promise(() => {}), { code, milliseconds }).catch(onEnd);
    await vi.advanceTimersByTimeAsync(limit - 1);
    expect(onEnd).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(onEnd.mock.calls[0]?.[0]).toMatchObject({
      code,
      cause: { code: 'SAS_TIME_LIMIT_EXCEEDED' },
    });
  });

  it('waits no longer than the signal, and ignores a late result', async () => {
    const controller = new AbortController();
    const reason = new Error('nobody waits');
    let fail: (error: Error) => void = () => {};
    const asked = askAdapter(
      () =>
        new Promise((_, reject) => {
          fail = reject;
        }),
      { signal: controller.signal, code },
    );
    controller.abort(reason);
    await expect(asked).rejects.toBe(reason);
    fail(new Error('too late'));
  });

  it('does not call the adapter when nobody waits any more', async () => {
    let asked = 0;
    const ask = async () => {
      asked += 1;
    };
    await expect(askAdapter(ask, { signal: AbortSignal.abort(), code })).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(asked).toBe(0);
  });
});
