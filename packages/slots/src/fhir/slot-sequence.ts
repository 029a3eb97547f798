import type { ListedSlot } from '../read-free-slot.js';
import { type Octets, type OctetWriter, pieceLength } from './octets.js';

/** The slots of one place, as text, in the order of the answer: by start, then by id. */
export interface SlotSequence {
  /** Adds a slot; `octets`: its entry, with what separates it from the next one. */
  add(slot: ListedSlot, octets: Octets): void;
  /** Writes all of them, once. */
  writeTo(writer: OctetWriter): void;
}

/**
 * Creates an empty sequence. Most agendas return the slots of a place in order, so that each is
 * written as it comes, and no object of it is kept; slots that are out of order are sorted at the end.
 */
export function createSlotSequence(): SlotSequence {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let text: Octets = '';
  let flushed = 0;
  let isSorted = true;
  // By slot: what it is sorted by, and where its text ends.
  const starts: number[] = [];
  const ids: string[] = [];
  const ends: number[] = [];

  function compare(a: number, b: number): number {
    const starting = (starts[a] as number) - (starts[b] as number);
    if (starting !== 0) return starting;
    return (ids[a] as string) < (ids[b] as string) ? -1 : 1;
  }

  function flush(): void {
    pieces.push(Buffer.from(text, 'latin1'));
    flushed += text.length;
    text = '';
  }

  function sort(): Uint8Array<ArrayBuffer> {
    flush();
    const written = Buffer.concat(pieces);
    const sorted = Buffer.allocUnsafe(written.length);
    let length = 0;
    const order = Array.from(ends, (_, rank) => rank).sort(compare);
    for (const rank of order) {
      const from = rank === 0 ? 0 : (ends[rank - 1] as number);
      length += written.copy(sorted, length, from, ends[rank] as number);
    }
    return sorted;
  }

  return {
    add({ start, fhirId }, octets) {
      const rank = starts.push(start.epoch) - 1;
      ids.push(fhirId);
      text += octets;
      ends.push(flushed + text.length);
      if (isSorted && rank > 0 && compare(rank - 1, rank) > 0) isSorted = false;
      if (text.length > pieceLength) flush();
    },

    writeTo(writer) {
      if (!isSorted) return writer.writeBytes(sort());
      for (const piece of pieces) writer.writeBytes(piece);
      writer.write(text);
    },
  };
}
