import type { Audience, Booking, Consultation, FreeSlot, InstantLike, Reason } from '@sas-sos/core';

/** Columns of a free slot, in the order in which the adapters select them. */
export type FreeSlotRow = readonly [
  id: string,
  placeId: string,
  startsAt: InstantLike,
  endsAt: InstantLike,
  audience: string,
  consultation: string,
  booking: Booking,
  reasons: string | null,
];

/**
 * Creates the reader of rows. What is the same in thousands of rows (the words of a column, the page
 * of a place while its rows follow each other) is created once.
 */
export function createFreeSlotReader(publicUrl: string): (row: FreeSlotRow) => FreeSlot {
  let placeBefore: string | undefined;
  let pageBefore = '';

  function pageOf(placeId: string): string {
    if (placeId !== placeBefore) {
      placeBefore = placeId;
      pageBefore = `${publicUrl}${toAgendaPath(placeId)}?slot=`;
    }
    return pageBefore;
  }

  return ([id, placeId, start, end, audience, consultation, booking, reasons]) => ({
    id,
    placeId,
    start,
    end,
    audience: audiences(audience),
    consultation: consultations(consultation),
    booking,
    url: pageOf(placeId) + (plain.test(id) ? id : encodeURIComponent(id)),
    reasons: reasons === null ? null : reasonLists(reasons),
  });
}

const plain = /^[\w.-]+$/;

/** Returns the path of the agenda page of a place. */
export function toAgendaPath(placeId: string): string {
  return `/agenda/${encodeURIComponent(placeId)}`;
}

/** Reads a column of words, such as `public,sas`. */
export const audiences = createInterner(splitWords<Audience>);
export const consultations = createInterner(splitWords<Consultation>);
/** Reads the column of reasons, JSON. */
export const reasonLists = createInterner((text): readonly Reason[] => JSON.parse(text));

function splitWords<Word extends string>(text: string): readonly Word[] {
  return text === '' ? [] : (text.split(',') as Word[]);
}

/** Parses each distinct text once; the list is shared, so it is frozen. */
function createInterner<Item>(
  read: (text: string) => readonly Item[],
): (text: string) => readonly Item[] {
  const lists = new Map<string, readonly Item[]>();
  return (text) => {
    let list = lists.get(text);
    if (list === undefined) {
      list = Object.freeze(read(text));
      if (lists.size >= 4096) lists.clear();
      lists.set(text, list);
    }
    return list;
  };
}
