import { setImmediate } from 'node:timers/promises';
import type { Agenda, FreeSlot } from '@sas-sos/core';
import type { AgendaFaultCode } from './agenda-fault.js';
import { askAgenda } from './ask-agenda.js';
import type { Directory, ListedAssociation } from './directory/directory.js';
import {
  createSlotReader,
  type ListedSlot,
  type SlotFault,
  type SlotReader,
} from './read-free-slot.js';

/** What to ask the agenda for, and which of its slots to accept. */
export interface FindSlotsQuery {
  /** At least one. */
  readonly associations: readonly ListedAssociation[];
  /** Earliest start, included, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly from: number;
  /** Latest start, included. */
  readonly to: number;
  readonly signal?: AbortSignal | undefined;
  /** How long the agenda may take; @defaultValue as for every adapter */
  readonly milliseconds?: number | undefined;
}

/** Receives the slots and their faults. */
export interface FoundSlots {
  /** A slot that is free, valid, in the window, of the requested associations, and sendable. */
  accept(slot: ListedSlot): void;
  /** A slot that is left out, or sent with a warning. */
  report(code: AgendaFaultCode, path: string): void;
}

// How often to check whether the answer is still needed, in slots.
const slotsBetweenLooks = 512;

/**
 * Asks the agenda for free slots, in one call, and sorts the result. Slots that were not asked for
 * are ignored: out of the window, of other associations, for other audiences.
 *
 * @throws SasError `SAS_AGENDA_UNAVAILABLE` when the agenda fails or takes too long.
 */
export async function findSlots(
  agenda: Agenda,
  directory: Directory,
  query: FindSlotsQuery,
  receiver: FoundSlots,
): Promise<void> {
  const { from, to, signal, milliseconds } = query;
  const asked = new Set(query.associations);
  const placeIds = query.associations.flatMap((association) =>
    association.places.map((place) => place.id),
  );
  if (placeIds.length === 0 || from > to) return;

  let count = 0;
  const readSlot = createSlotReader(directory);
  const take = (slot: FreeSlot): void => {
    count += 1;
    const read = readSafely(slot, readSlot);
    if ('fault' in read) {
      receiver.report(read.fault, toPath(slot, read.property, count - 1));
      return;
    }
    if (read.audience === 0 || !asked.has(read.place.association)) return;
    if (read.start.epoch < from || read.start.epoch > to) return;
    if (read.warning !== undefined)
      receiver.report(read.warning, toPath(slot, undefined, count - 1));
    receiver.accept(read);
  };

  await askAgenda(
    async ({ signal: wanted }) => {
      const slots = await agenda.findFreeSlots({
        associations: query.associations.map((association) => association.source),
        placeIds,
        from: new Date(from),
        to: new Date(to),
        signal: wanted,
      });
      await takeAll(slots, take, wanted);
    },
    { signal, milliseconds },
  );
}

// A loop yields after this time, so that other work gets its turn: time limits, other requests.
const longestTurn = 50;

async function takeAll(
  slots: Awaited<ReturnType<Agenda['findFreeSlots']>>,
  take: (slot: FreeSlot) => void,
  signal: AbortSignal,
): Promise<void> {
  let count = 0;
  let turn = performance.now();
  const isDue = () => ++count % slotsBetweenLooks === 0 && performance.now() - turn > longestTurn;
  const pause = async () => {
    await setImmediate();
    turn = performance.now();
    signal.throwIfAborted();
  };
  if (Symbol.asyncIterator in slots) {
    for await (const slot of slots) {
      take(slot);
      signal.throwIfAborted();
      if (isDue()) await pause();
    }
  } else if (Array.isArray(slots)) {
    for (let i = 0; i < slots.length; i += 1) {
      take(slots[i]);
      if (isDue()) await pause();
    }
  } else {
    for (const slot of slots) {
      take(slot);
      if (isDue()) await pause();
    }
  }
}

/** A slot may be an object of the vendor that throws when it is read. */
function readSafely(slot: FreeSlot, readSlot: SlotReader): ListedSlot | SlotFault {
  try {
    return readSlot(slot);
  } catch {
    return { fault: 'slot-malformed' };
  }
}

/** The path of a slot, for the vendor: its id, or its index if it has none. */
function toPath(slot: FreeSlot, property: string | undefined, rank: number): string {
  const id = typeof slot?.id === 'string' && slot.id !== '' ? slot.id : String(rank);
  return property === undefined ? `slots[${id}]` : `slots[${id}].${property}`;
}
