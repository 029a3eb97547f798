import { setImmediate } from 'node:timers/promises';
import type { Agenda, FreeSlot } from '@sas-sos/core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createSlotHandler } from './create-slot-handler.js';
import { toSlotQuery } from './test-data/slot-query.js';

afterEach(() => void vi.useRealTimers());

const now = Date.parse('2026-12-01T07:00:00Z');
const search = `Schedule?${toSlotQuery({ from: now, to: now + 3_600_000, sirets: ['373282932000074'] })}`;
const place = {
  id: 'p',
  name: 'Lieu',
  address: { line: '1 rue', postalCode: '35000', city: 'Rennes' },
};
const hang = () => new Promise<never>(() => {});

describe('an agenda that never answers', () => {
  it.each<{
    name: string;
    changes: (take: (signal: AbortSignal) => void) => Partial<Agenda>;
    path: string;
  }>([
    {
      name: 'findFreeSlots',
      changes: (take) => ({
        findFreeSlots({ signal }) {
          take(signal);
          return hang();
        },
      }),
      path: search,
    },
    {
      name: 'a cursor of findFreeSlots',
      changes: (take) => ({
        async *findFreeSlots({ signal }): AsyncGenerator<FreeSlot> {
          take(signal);
          yield await hang();
        },
      }),
      path: search,
    },
    {
      name: 'findFreeSlot',
      changes: (take) => ({
        findFreeSlot({ signal }) {
          take(signal);
          return hang();
        },
      }),
      path: 'Slot/s1',
    },
  ])('on $name: 503 after ten seconds, and it is aborted', async ({ changes, path }) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let given: AbortSignal | undefined;
    const handler = createSlotHandler({
      agenda: {
        listAssociations: () => [{ siret: '73282932000074', name: 'SOS', places: [place] }],
        findFreeSlots: () => [],
        ...changes((signal) => {
          given = signal;
        }),
      },
      placeIdSystem: 'urn:oid:1.2.3',
      clock: { now: () => now },
    });
    const answer = handler(new Request(`https://agenda.example/${path}`));
    for (let turn = 0; turn < 10 && !given; turn += 1) await setImmediate();
    await vi.advanceTimersByTimeAsync(9999);
    expect(given?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    const response = await answer;
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('SAS_AGENDA_UNAVAILABLE');
    expect(given?.aborted).toBe(true);
  });
});
