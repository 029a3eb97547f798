import { toEpochMilliseconds } from '@sas-sos/core';
import { createMemoryAgenda } from '../create-memory-agenda.js';
import { answer, asked, find, type WrongAgenda, wrong } from './wrong-agenda.js';

const day = 86_400_000;

export const wrongWindows: readonly WrongAgenda[] = [
  {
    rule: 'finds every free slot of the requested associations',
    does: 'loses a slot that starts at the same time and place as another',
    create: answer((slots) => [
      ...new Map(slots.map((slot) => [`${slot.placeId} ${slot.start}`, slot])).values(),
    ]),
    others: 'many',
  },
  {
    rule: 'leaves out slots that are booked or blocked',
    does: 'returns blocked slots',
    create: (fixture) => {
      const agenda = createMemoryAgenda({
        ...fixture,
        slots: fixture.slots.map((slot) =>
          slot.status === 'blocked' ? { ...slot, status: 'free' } : slot,
        ),
      });
      const { findFreeSlot: _findFreeSlot, ...without } = agenda;
      return { agenda: without, book: agenda.book, release: agenda.release };
    },
  },
  {
    rule: 'returns each slot once, under a unique id',
    does: 'returns a slot once for each of its ways of consulting',
    create: answer((slots) => slots.flatMap((slot) => slot.consultation.map(() => slot))),
  },
  {
    rule: 'returns a slot under the same id in every search',
    does: 'renumbers slots on every search',
    create: (fixture) => {
      const right = createMemoryAgenda(fixture);
      let searches = 0;
      return {
        agenda: {
          listAssociations: right.listAssociations,
          async findFreeSlots(query) {
            searches += 1;
            return (await find(right, query)).map((slot) => ({
              ...slot,
              id: `${searches}-${slot.id}`,
            }));
          },
        },
        book: right.book,
        release: right.release,
      };
    },
    others: 'many',
  },
  {
    rule: 'includes a slot that starts at the first millisecond of the window',
    does: 'excludes the first bound',
    create: asked(({ from }) => ({ from: new Date(from.getTime() + 1) })),
    others: 'many',
  },
  {
    rule: 'leaves out a slot that starts a millisecond before the window',
    does: 'truncates the first bound to the second',
    create: asked(({ from }) => ({ from: new Date(Math.floor(from.getTime() / 1000) * 1000) })),
  },
  {
    rule: 'includes a slot that starts at the last millisecond of the window',
    does: 'excludes the last bound',
    create: asked(({ to }) => ({ to: new Date(to.getTime() - 1) })),
    others: 'many',
  },
  {
    rule: 'leaves out a slot that starts a millisecond after the window',
    does: 'rounds the last bound up to the second',
    create: asked(({ to }) => ({ to: new Date(Math.ceil(to.getTime() / 1000) * 1000) })),
  },
  {
    rule: 'leaves out a slot that starts before the window and ends in it',
    does: 'finds every slot that overlaps the window',
    create: wrong((right) => ({
      findFreeSlots: async (query) => {
        const slots = await find(right, { ...query, from: new Date(query.from.getTime() - day) });
        return slots.filter(({ end }) => toEpochMilliseconds(end) > query.from.getTime());
      },
    })),
    others: 'many',
  },
  {
    rule: 'includes a slot that starts in the window and ends after it',
    does: 'finds only slots entirely within the window',
    create: wrong((right) => ({
      findFreeSlots: async (query) =>
        (await find(right, query)).filter(
          ({ end }) => toEpochMilliseconds(end) <= query.to.getTime(),
        ),
    })),
    others: 'many',
  },
  {
    rule: 'finds no slot of a place that was not requested',
    does: 'finds the slots of every place',
    create: wrong((right, { associations }) => ({
      findFreeSlots: (query) =>
        right.findFreeSlots({
          ...query,
          placeIds: associations.flatMap(({ places }) => places.map(({ id }) => id)),
        }),
    })),
    others: 'many',
  },
  {
    rule: 'finds the slots of 25 associations in one search',
    does: 'queries its database for at most 20 places',
    create: asked(({ placeIds }) => ({ placeIds: placeIds.slice(0, 20) })),
    others: 'many',
  },
  {
    rule: 'returns no slots when none match',
    does: 'rejects when it finds nothing',
    create: answer((slots) => {
      if (slots.length === 0) throw new Error('No rows');
      return slots;
    }),
    others: 'many',
  },
  {
    rule: 'finds 10,000 slots in one search',
    does: 'returns only a first page of 1,000',
    create: answer((slots) => slots.slice(0, 1000)),
  },
];
