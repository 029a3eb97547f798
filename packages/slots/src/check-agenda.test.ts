import type { Agenda, FreeSlot } from '@sas-sos/core';
import { describe, expect, it } from 'vitest';
import { checkAgenda } from './check-agenda.js';

const now = Date.parse('2026-12-01T08:00:00Z');
const clock = { now: () => now };
const association = {
  siret: '34173748400020',
  name: 'SOS',
  places: [
    {
      ...{ id: 'p1', name: 'Centre', phone: '01 99 00 12 34' },
      address: { line: '1 rue', postalCode: '35000', city: 'Rennes' },
      agendaUrl: 'https://agenda.example/p1',
    },
  ],
};
const slot: FreeSlot = {
  ...{ id: 's1', placeId: 'p1', start: now, end: now + 60_000, booking: 'appointment' },
  audience: ['sas'],
  consultation: ['on-site'],
};

function createAgenda(slots: readonly FreeSlot[], associations = [association]) {
  const queries: { from: Date; to: Date }[] = [];
  const agenda: Agenda = {
    listAssociations: () => associations,
    findFreeSlots: ({ from, to }) => {
      queries.push({ from, to });
      return slots;
    },
  };
  return { agenda, queries };
}

describe('checkAgenda', () => {
  it('looks at three days from now', async () => {
    const { agenda, queries } = createAgenda([slot]);
    expect(await checkAgenda(agenda, { clock })).toEqual({
      ...{ associations: 1, places: 1, slots: 1, faults: [] },
    });
    expect(queries).toEqual([{ from: new Date(now), to: new Date(now + 3 * 86_400_000) }]);
  });

  it('looks at as many days as it is asked to', async () => {
    const { agenda, queries } = createAgenda([slot]);
    await checkAgenda(agenda, { clock, days: 1 });
    expect(queries).toEqual([{ from: new Date(now), to: new Date(now + 86_400_000) }]);
  });

  it.each([
    { name: 'for no day', days: 0, associations: [association] },
    { name: 'without a place', days: 3, associations: [{ ...association, places: [] }] },
  ])('asks for no slot $name', async ({ days, associations }) => {
    const { agenda, queries } = createAgenda([slot], associations);
    expect(await checkAgenda(agenda, { clock, days })).toMatchObject({ associations: 1, slots: 0 });
    expect(queries).toEqual([]);
  });

  it('reports slots with the same id, and home visits', async () => {
    const visit: FreeSlot = { ...slot, id: 's2', consultation: ['home-visit'] };
    const { agenda } = createAgenda([slot, slot, visit, { ...slot, id: '' }]);
    const report = await checkAgenda(agenda, { clock });
    expect(report.slots).toBe(2);
    expect(report.faults.map(({ code, path }) => [code, path])).toEqual([
      ['slot-id-duplicate', 'slots[s1].id'],
      ['association-with-home-visits', expect.any(String)],
      ['slot-id-missing', 'slots[3].id'],
    ]);
  });

  it('fails with the agenda', async () => {
    const cause = new Error('The database is gone.');
    const agenda = { ...createAgenda([]).agenda, listAssociations: () => Promise.reject(cause) };
    await expect(checkAgenda(agenda)).rejects.toMatchObject({
      code: 'SAS_AGENDA_UNAVAILABLE',
      cause,
    });
  });

  it('stops when its caller does', async () => {
    const controller = new AbortController();
    const signals: (AbortSignal | undefined)[] = [];
    const agenda: Agenda = {
      ...createAgenda([]).agenda,
      listAssociations: ({ signal }) => {
        signals.push(signal);
        controller.abort(new Error('left'));
        return new Promise(() => {});
      },
    };
    await expect(checkAgenda(agenda, { signal: controller.signal })).rejects.toThrow();
    expect(signals.map((signal) => signal?.aborted)).toEqual([true]);
  });
});
