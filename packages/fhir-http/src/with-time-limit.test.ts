import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Limited, withTimeLimit } from './with-time-limit.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

const milliseconds = 1000;
const hang = () => new Promise<never>(() => {});
const pause = (delay: number) => new Promise<void>((resolve) => setTimeout(resolve, delay));

/** The result of a promise, or undefined while it is pending. */
function watch(promise: Promise<unknown>) {
  const seen: { value?: unknown; error?: unknown } = {};
  promise.then(
    (value) => Object.assign(seen, { value }),
    (error: unknown) => Object.assign(seen, { error }),
  );
  return seen;
}

describe('withTimeLimit', () => {
  it.each([
    { name: 'a promise', run: async () => 3 },
    { name: 'a value', run: () => 3 },
  ])('returns the answer of the task, $name, and leaves nothing behind', async ({ run }) => {
    const { signal } = new AbortController();
    const removed = vi.spyOn(signal, 'removeEventListener');
    expect(await withTimeLimit(run, { milliseconds, signal })).toBe(3);
    expect(vi.getTimerCount()).toBe(0);
    expect(removed).toHaveBeenCalledOnce();
  });

  it.each([
    { name: 'rejects', run: async () => Promise.reject(new Error('down')) },
    {
      name: 'throws at once',
      run: () => {
        throw new Error('down');
      },
    },
  ])('rejects with the error of a task that $name', async ({ run }) => {
    await expect(withTimeLimit(run, { milliseconds })).rejects.toThrow('down');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends at the limit, and not before, even if the task never ends', async () => {
    let given: AbortSignal | undefined;
    const seen = watch(
      withTimeLimit(
        ({ signal }) => {
          given = signal;
          return hang();
        },
        { milliseconds },
      ),
    );
    await vi.advanceTimersByTimeAsync(milliseconds - 1);
    expect(seen).toEqual({});
    expect(given?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(seen.error).toMatchObject({ code: 'SAS_TIME_LIMIT_EXCEEDED' });
    expect(given?.reason).toBe(seen.error);
  });

  it('ends when the caller leaves, with its reason, and aborts the task', async () => {
    const caller = new AbortController();
    const reason = new Error('gone');
    let given: AbortSignal | undefined;
    const run = ({ signal }: Limited) => {
      given = signal;
      return hang();
    };
    const seen = watch(withTimeLimit(run, { milliseconds, signal: caller.signal }));
    caller.abort(reason);
    await vi.advanceTimersByTimeAsync(0);
    expect(seen.error).toBe(reason);
    expect(given?.reason).toBe(reason);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does not start the task when the caller has already left', async () => {
    const run = vi.fn();
    const signal = AbortSignal.abort(new Error('gone'));
    await expect(withTimeLimit(run, { milliseconds, signal })).rejects.toThrow('gone');
    expect(run).not.toHaveBeenCalled();
  });

  it('makes a signal only for a task that reads it, the same each time', async () => {
    const made = vi.spyOn(globalThis, 'AbortController');
    await withTimeLimit(async () => 3, { milliseconds });
    expect(made).not.toHaveBeenCalled();
    await withTimeLimit(async (limited) => expect(limited.signal).toBe(limited.signal), {
      milliseconds,
    });
    expect(made).toHaveBeenCalledOnce();
    made.mockRestore();
  });

  it('aborts a signal that is first read after the limit', async () => {
    let late: AbortSignal | undefined;
    const seen = watch(
      withTimeLimit(
        async (limited) => {
          await pause(1500);
          late = limited.signal;
        },
        { milliseconds },
      ),
    );
    await vi.advanceTimersByTimeAsync(1500);
    expect(seen.error).toMatchObject({ code: 'SAS_TIME_LIMIT_EXCEEDED' });
    expect(late?.reason).toBe(seen.error);
  });

  it('gives a signal that is read late the reason of one that was read early', async () => {
    const caller = new AbortController();
    const signals: AbortSignal[] = [];
    const run = (readAfter: number) => async (limited: Limited) => {
      await pause(readAfter);
      signals.push(limited.signal);
      await hang();
    };
    const options = { milliseconds, signal: caller.signal, outlastsCaller: true };
    for (const readAfter of [0, 1500]) watch(withTimeLimit(run(readAfter), options));
    await vi.advanceTimersByTimeAsync(500);
    caller.abort(new Error('gone'));
    await vi.advanceTimersByTimeAsync(1000);
    expect(signals.map(({ reason }) => reason.message)).toEqual(['gone', 'gone']);
  });

  it('can outlast the caller, up to the limit', async () => {
    const caller = new AbortController();
    const options = { milliseconds, signal: caller.signal, outlastsCaller: true };
    const answered = watch(withTimeLimit(() => pause(500).then(() => 'done'), options));
    const hanging = watch(withTimeLimit(hang, options));
    caller.abort(new Error('gone'));
    await vi.advanceTimersByTimeAsync(500);
    expect(answered.value).toBe('done');
    expect(hanging).toEqual({});
    await vi.advanceTimersByTimeAsync(500);
    expect(hanging.error).toMatchObject({ code: 'SAS_TIME_LIMIT_EXCEEDED' });
  });

  it('passes on a late result, once, and a late failure is not unhandled', async () => {
    const onLate = vi.fn();
    const late = (end: () => unknown) => () => pause(1500).then(end);
    const fail = () => Promise.reject(new Error('late'));
    watch(
      withTimeLimit(
        late(() => 3),
        { milliseconds, onLate },
      ),
    );
    watch(withTimeLimit(late(fail), { milliseconds, onLate }));
    watch(withTimeLimit(late(fail), { milliseconds }));
    await vi.advanceTimersByTimeAsync(1499);
    expect(onLate).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(onLate.mock.calls).toEqual([[{ value: 3 }], [{ error: new Error('late') }]]);
  });
});
