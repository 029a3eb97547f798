import type { Agenda, Association, FreeSlot, FreeSlotQuery, Place } from '@sas-sos/core';
import type { AgendaFixture } from '../agenda-fixture.js';
import { createMemoryAgenda, type MemoryAgenda } from '../create-memory-agenda.js';
import type { AgendaUnderTest } from '../describe-agenda.js';

/** An agenda that breaks one rule of the contract. */
export interface WrongAgenda {
  /** The rule, by the name of its test. */
  readonly rule: string;
  /** What the agenda does wrong. */
  readonly does: string;
  /** Other rules that are inevitably broken as well. */
  readonly others?: readonly string[] | 'many';
  create(fixture: AgendaFixture): AgendaUnderTest;
}

type Change = (right: MemoryAgenda, fixture: AgendaFixture) => Partial<Agenda>;

/** Changes part of a correct agenda. */
export function wrong(change: Change): WrongAgenda['create'] {
  return (fixture) => {
    const right = createMemoryAgenda(fixture);
    return {
      agenda: { ...right, ...change(right, fixture) },
      book: right.book,
      release: right.release,
    };
  };
}

/** Changes what is listed. */
export function listing(
  change: (associations: readonly Association[]) => readonly Association[],
): WrongAgenda['create'] {
  return wrong((right) => ({
    listAssociations: async (options) => change(await right.listAssociations(options)),
  }));
}

export function places(change: (place: Place) => Place): WrongAgenda['create'] {
  return listing((associations) =>
    associations.map((association) => ({ ...association, places: association.places.map(change) })),
  );
}

/** Changes each slot found by either method. */
export function slots(change: (slot: FreeSlot) => FreeSlot): WrongAgenda['create'] {
  return wrong((right) => ({
    findFreeSlots: async (query) => (await find(right, query)).map(change),
    findFreeSlot: async (query) => {
      const slot = await right.findFreeSlot?.(query);
      return slot && change(slot);
    },
  }));
}

/** Changes the answer of a search. */
export function answer(change: (slots: FreeSlot[]) => FreeSlot[]): WrongAgenda['create'] {
  return wrong((right) => ({
    findFreeSlots: async (query) => change(await find(right, query)),
  }));
}

/** Changes the query of a search. */
export function asked(
  change: (query: FreeSlotQuery) => Partial<FreeSlotQuery>,
): WrongAgenda['create'] {
  return wrong((right) => ({
    findFreeSlots: (query) => right.findFreeSlots({ ...query, ...change(query) }),
  }));
}

export async function find(right: Agenda, query: FreeSlotQuery): Promise<FreeSlot[]> {
  const slots: FreeSlot[] = [];
  for await (const slot of await right.findFreeSlots(query)) slots.push(slot);
  return slots;
}

/** Never answers, like a store that hangs. */
export const never = () => new Promise<never>(() => {});
