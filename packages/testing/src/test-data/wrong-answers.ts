import type { FreeSlot } from '@sas-sos/core';
import { createMemoryAgenda } from '../create-memory-agenda.js';
import { find, never, type WrongAgenda, wrong } from './wrong-agenda.js';

export const wrongAnswers: readonly WrongAgenda[] = [
  {
    rule: 'no longer finds a slot once it is booked',
    does: 'keeps its last answer',
    create: wrong((right) => {
      let last: Promise<FreeSlot[]> | undefined;
      let key = '';
      return {
        findFreeSlots(query) {
          const asked = JSON.stringify([query.placeIds, query.from, query.to]);
          if (!last || asked !== key) last = find(right, query);
          key = asked;
          return last;
        },
      };
    }),
    others: ['ends a search whose signal is already aborted'],
  },
  {
    rule: 'finds a slot again once it is released',
    does: 'never frees a slot',
    create: (fixture) => {
      const agenda = createMemoryAgenda(fixture);
      return { agenda, book: agenda.book, release: () => {} };
    },
  },
  {
    rule: 'answers 20 concurrent searches as it answers one',
    does: 'keeps the query in a variable shared by all searches',
    create: wrong((right) => {
      let asked: readonly string[] = [];
      return {
        async findFreeSlots(query) {
          asked = query.placeIds;
          await Promise.resolve();
          return right.findFreeSlots({ ...query, placeIds: asked });
        },
      };
    }),
  },
  {
    rule: 'still answers after readers that stopped half-way',
    does: 'returns a connection only when the whole answer was read',
    create: wrong((right) => {
      let connections = 20;
      return {
        async findFreeSlots(query) {
          if (connections === 0) return never();
          connections -= 1;
          const rows = (await find(right, query)).values();
          return {
            [Symbol.asyncIterator]: () => ({
              async next() {
                const row = rows.next();
                if (row.done) connections += 1;
                return row;
              },
            }),
          };
        },
      };
    }),
  },
  {
    rule: 'ends a search whose signal is already aborted',
    does: 'waits for an abort that has already happened',
    create: wrong((right) => ({
      findFreeSlots: (query) => (query.signal.aborted ? never() : right.findFreeSlots(query)),
    })),
  },
  {
    rule: 'ends a search that is aborted before the answer',
    does: 'stops its query but never settles',
    create: wrong((right) => ({
      async findFreeSlots(query) {
        query.signal.throwIfAborted();
        await Promise.resolve();
        return query.signal.aborted ? never() : right.findFreeSlots(query);
      },
    })),
  },
  {
    rule: 'ends a search that is aborted while its slots are being read',
    does: 'waits for a row that never comes',
    create: wrong((right) => ({
      async *findFreeSlots(query) {
        for await (const slot of await right.findFreeSlots(query)) {
          yield slot;
          if (query.signal.aborted) await never();
        }
      },
    })),
  },
  {
    rule: 'ends a listing whose signal is already aborted',
    does: 'hangs when it is aborted',
    create: wrong((right) => ({
      listAssociations: (options) =>
        options.signal.aborted ? never() : right.listAssociations(options),
    })),
  },
  {
    rule: 'finds a free slot by its id, as a search returns it',
    does: 'leaves reasons out of a single slot',
    create: wrong((right) => ({
      async findFreeSlot(query) {
        const slot = await right.findFreeSlot?.(query);
        return slot && { ...slot, reasons: undefined };
      },
    })),
  },
  {
    rule: 'finds nothing under the id of a booked or blocked slot',
    does: 'does not look at the status',
    create: wrong((_right, { slots }) => ({
      findFreeSlot: ({ id }) => slots.find((slot) => slot.id === id),
    })),
    others: ['finds nothing under the id of a slot once it is booked'],
  },
  {
    rule: 'finds nothing under an unknown id',
    does: 'rejects an id that is not an integer',
    create: wrong((right) => ({
      async findFreeSlot(query) {
        BigInt(query.id);
        return right.findFreeSlot?.(query);
      },
    })),
  },
  {
    rule: 'finds nothing under the id of a slot once it is booked',
    does: 'caches the slots that it returned',
    create: wrong((right) => {
      const remembered = new Map<string, FreeSlot>();
      return {
        async findFreeSlot(query) {
          const slot = remembered.get(query.id) ?? (await right.findFreeSlot?.(query));
          if (slot) remembered.set(slot.id, slot);
          return slot;
        },
      };
    }),
  },
  {
    rule: 'ends a lookup whose signal is already aborted',
    does: 'hangs when it is aborted',
    create: wrong((right) => ({
      findFreeSlot: (query) => (query.signal.aborted ? never() : right.findFreeSlot?.(query)),
    })),
  },
];
