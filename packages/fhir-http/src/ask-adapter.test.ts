import { SasError } from '@sas-sos/core';
import { describe, expect, it } from 'vitest';
import { askAdapter } from './ask-adapter.js';

const code = 'SAS_AGENDA_UNAVAILABLE';

describe('askAdapter', () => {
  it('gives what the adapter gives', async () => {
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
      name: 'fails with an error of ours',
      ask: async () => Promise.reject(new SasError('SAS_REGULATOR_EXISTS')),
      expected: 'SAS_REGULATOR_EXISTS',
    },
  ])('gives a code to an adapter that $name', async ({ ask, expected }) => {
    const { signal } = new AbortController();
    await expect(askAdapter(ask, { signal, code })).rejects.toMatchObject({ code: expected });
  });

  it('waits no longer than the signal, and heeds nothing that comes later', async () => {
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

  it('asks nothing when nobody waits already', async () => {
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
