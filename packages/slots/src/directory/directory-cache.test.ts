import type { Agenda, Association } from '@sas-sos/core';
import { silentLogger } from '@sas-sos/core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createDirectoryCache } from './directory-cache.js';

const { signal } = new AbortController();
const maxAge = 60_000;

/** A cache over an agenda whose answer a test can change, and a clock that it can set. */
function create(answer: Agenda['listAssociations'] = () => []) {
  const clock = { at: 1_000_000, now: () => clock.at };
  const listAssociations = vi.fn(answer);
  const error = vi.fn();
  const directories = createDirectoryCache({
    agenda: { listAssociations, findFreeSlots: () => [] },
    maxAge,
    clock,
    logger: { ...silentLogger, error },
    onRead: () => {},
  });
  return { clock, listAssociations, error, get: () => directories.get(signal) };
}

const association: Association = { siret: '73282932000074', name: 'SOS', places: [] };
const down = () => Promise.reject(new Error('down'));
const hang = () => new Promise<never>(() => {});

afterEach(() => void vi.useRealTimers());

describe('an agenda that could not list its associations', () => {
  it('is not called again for five seconds while there is an old list', async () => {
    const { clock, listAssociations, error, get } = create();
    const first = await get();
    listAssociations.mockImplementation(down);
    clock.at += maxAge;
    expect(await get()).toBe(first);
    expect(listAssociations).toHaveBeenCalledTimes(2);
    clock.at += 4999;
    expect(await get()).toBe(first);
    expect(listAssociations).toHaveBeenCalledTimes(2);
    expect(error.mock.calls).toEqual([
      [{ err: new Error('down'), ageMilliseconds: maxAge }, expect.any(String)],
    ]);
    clock.at += 1;
    listAssociations.mockImplementation(() => [association]);
    expect((await get()).associations).toHaveLength(1);
    expect(listAssociations).toHaveBeenCalledTimes(3);
  });

  it('is called again at once when there is no old list', async () => {
    const { listAssociations, get } = create(down);
    await expect(get()).rejects.toMatchObject({ code: 'SAS_AGENDA_UNAVAILABLE' });
    listAssociations.mockImplementation(() => [association]);
    expect((await get()).associations).toHaveLength(1);
  });
});

describe('a clock that is put back', () => {
  it('does not keep a list for longer: it is read again', async () => {
    const { clock, listAssociations, get } = create();
    await get();
    clock.at -= 1;
    listAssociations.mockImplementation(() => [association]);
    expect((await get()).associations).toHaveLength(1);
  });

  it('does not prolong the pause after a failure', async () => {
    const { clock, listAssociations, get } = create();
    await get();
    listAssociations.mockImplementation(down);
    clock.at += maxAge;
    await get();
    // Before the failure, and before the list was read: neither counts as recent.
    clock.at -= maxAge + 1;
    listAssociations.mockImplementation(() => [association]);
    expect((await get()).associations).toHaveLength(1);
  });
});

describe('an agenda that hangs on its associations', () => {
  it('is abandoned after ten seconds, whichever caller was first', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { listAssociations, get } = create(hang);
    const outcomes = Promise.allSettled([get(), get()]);
    await vi.advanceTimersByTimeAsync(10_000);
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({ reason: { code: 'SAS_AGENDA_UNAVAILABLE' } });
    }
    expect(listAssociations).toHaveBeenCalledOnce();
    expect(listAssociations.mock.calls[0]?.[0].signal.aborted).toBe(true);
  });
});
