import {
  type Agenda,
  type Association,
  type FreeSlot,
  SasError,
  toEpochMilliseconds,
} from '@sas-sos/core';

/** Whether a slot can be booked; `blocked` is a time without appointments. */
export type SlotStatus = 'free' | 'booked' | 'blocked';

/** A slot of an agenda, free or not. */
export interface AgendaSlot extends FreeSlot {
  /** @defaultValue `free` */
  readonly status?: SlotStatus | undefined;
}

/** The initial data of an agenda in memory. */
export interface MemoryAgendaOptions {
  /** Its associations; `listAssociations` returns them in this order. */
  readonly associations: readonly Association[];
  /** Its slots, in any order. */
  readonly slots: readonly AgendaSlot[];
}

/** An {@link Agenda} in memory, whose slots a test can change between two searches. */
export interface MemoryAgenda extends Agenda {
  /**
   * Books a slot: the next search leaves it out.
   *
   * @throws SasError `SAS_RESOURCE_NOT_FOUND` when no slot has that id.
   */
  book(slotId: string): void;
  /**
   * Frees a booked or blocked slot: the next search returns it again.
   *
   * @throws SasError `SAS_RESOURCE_NOT_FOUND` when no slot has that id.
   */
  release(slotId: string): void;
  /** Replaces all slots. */
  setSlots(slots: readonly AgendaSlot[]): void;
}

// prelude: declare const associations: readonly import('@sas-sos/core').Association[];
// prelude: declare const slots: readonly import('@sas-sos/testing').AgendaSlot[];
/**
 * Creates an agenda in memory, for tests and demonstrations.
 *
 * It fulfils the contract of {@link Agenda} but does not validate its data, so that a test can give
 * it a slot without a URL or one that ends before it starts. A slot whose start is not a valid
 * instant is in no window.
 *
 * @example
 * ```ts
 * const agenda = createMemoryAgenda({ associations, slots });
 * agenda.book('s1');
 * ```
 */
export function createMemoryAgenda({ associations, slots }: MemoryAgendaOptions): MemoryAgenda {
  let entries = new Map<string, Entry>();

  function setSlots(next: readonly AgendaSlot[]) {
    entries = new Map(next.map((slot) => [slot.id, createEntry(slot)]));
  }

  function setFree(id: string, isFree: boolean) {
    const entry = entries.get(id);
    if (!entry) throw new SasError('SAS_RESOURCE_NOT_FOUND');
    entry.isFree = isFree;
  }

  setSlots(slots);
  return {
    async listAssociations({ signal }) {
      signal.throwIfAborted();
      return associations;
    },

    async findFreeSlots({ placeIds, from, to, signal }) {
      signal.throwIfAborted();
      const places = new Set(placeIds);
      const earliest = from.getTime();
      const latest = to.getTime();
      const matches: FreeSlot[] = [];
      for (const { slot, start, isFree } of entries.values()) {
        if (isFree && start >= earliest && start <= latest && places.has(slot.placeId)) {
          matches.push(slot);
        }
      }
      return matches;
    },

    async findFreeSlot({ id, signal }) {
      signal.throwIfAborted();
      const entry = entries.get(id);
      return entry?.isFree ? entry.slot : undefined;
    },

    book: (slotId) => setFree(slotId, false),
    release: (slotId) => setFree(slotId, true),
    setSlots,
  };
}

interface Entry {
  readonly slot: FreeSlot;
  /** Milliseconds since 1970; `NaN`, which is in no window, when the start is invalid. */
  readonly start: number;
  isFree: boolean;
}

function createEntry({ status = 'free', ...slot }: AgendaSlot): Entry {
  return { slot, start: toEpochMilliseconds(slot.start), isFree: status === 'free' };
}
