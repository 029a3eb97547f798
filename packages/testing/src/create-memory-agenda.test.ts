import { type Association, type FreeSlot, isSasError } from '@sas-sos/core';
import { expect, it } from 'vitest';
import { type AgendaSlot, createMemoryAgenda, type MemoryAgenda } from './create-memory-agenda.js';

// describe-agenda.long.test.ts tests the contract; this file tests what the contract leaves open.

const associations: readonly Association[] = [
  {
    siret: '33417374840002',
    name: 'SOS Médecins Rennes',
    places: [
      {
        id: 'p1',
        name: 'Rennes Nord',
        address: { line: '1 rue Haute', postalCode: '35700', city: 'Rennes' },
      },
    ],
  },
];

function slot(id: string, rest: Partial<AgendaSlot> = {}): AgendaSlot {
  return {
    id,
    placeId: 'p1',
    start: '2026-12-01T09:00:00+01:00',
    end: '2026-12-01T09:30:00+01:00',
    audience: ['public'],
    consultation: ['on-site'],
    booking: 'appointment',
    ...rest,
  };
}

async function find(agenda: MemoryAgenda): Promise<FreeSlot[]> {
  const slots: FreeSlot[] = [];
  const answer = await agenda.findFreeSlots({
    associations,
    placeIds: ['p1'],
    from: new Date('2026-12-01T00:00:00Z'),
    to: new Date('2026-12-02T00:00:00Z'),
    signal: new AbortController().signal,
  });
  for await (const slot of answer) slots.push(slot);
  return slots;
}

it('treats a slot without a status as free, and returns slots without status', async () => {
  const slots = [slot('a'), slot('b', { status: 'free' }), slot('c', { status: 'blocked' })];
  const agenda = createMemoryAgenda({ associations, slots });
  expect(await find(agenda)).toEqual([slot('a'), slot('b')]);
});

it('returns an invalid slot unchanged, for the SDK to leave out', async () => {
  const wrong = slot('a', { end: '2026-12-01T08:00:00+01:00', consultation: [] });
  const agenda = createMemoryAgenda({ associations, slots: [wrong] });
  expect(await find(agenda)).toEqual([wrong]);
});

it('has a slot with an invalid start in no window', async () => {
  const slots = [slot('a', { start: '2026-12-01T09:00:00' }), slot('b', { start: 'tomorrow' })];
  expect(await find(createMemoryAgenda({ associations, slots }))).toEqual([]);
});

it('frees a blocked slot', async () => {
  const agenda = createMemoryAgenda({ associations, slots: [slot('a', { status: 'blocked' })] });
  agenda.release('a');
  expect(await find(agenda)).toEqual([slot('a')]);
});

it('does not modify its options', async () => {
  const slots = [slot('a')];
  const agenda = createMemoryAgenda({ associations, slots });
  agenda.book('a');
  expect(slots).toEqual([slot('a')]);
});

it('replaces all slots', async () => {
  const agenda = createMemoryAgenda({ associations, slots: [slot('a')] });
  agenda.setSlots([slot('b')]);
  expect(await find(agenda)).toEqual([slot('b')]);
});

it.each(['book', 'release'] as const)('refuses to %s an unknown slot', (method) => {
  const agenda = createMemoryAgenda({ associations, slots: [] });
  let thrown: unknown;
  try {
    agenda[method]('a');
  } catch (error) {
    thrown = error;
  }
  expect(isSasError(thrown) && thrown.code).toBe('SAS_RESOURCE_NOT_FOUND');
});
