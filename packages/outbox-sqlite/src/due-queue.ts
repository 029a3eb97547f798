import { createHeap } from './heap.js';

/** Which reports may be claimed, and when: kept in memory, so that a claim reads what it finds. */
export interface DueQueue {
  /** Adds a report that is due, the first unfinished one of its appointment. */
  add(position: number): void;
  /** Replaces all that is due, after a change of unknown outcome. */
  reset(positions: Iterable<number>): void;
  /** Removes up to `limit` due reports, lowest positions first. */
  take(limit: number): readonly number[];
  /** Puts a report off, under a token of its own, which it returns. */
  park(position: number, milliseconds: number): number;
  /** Forgets the token of a report. */
  forget(position: number): void;
  /** Returns the last token of a report. */
  tokenOf(position: number): number | undefined;
}

interface Parked {
  readonly position: number;
  readonly token: number;
  /** Time of `performance.now`, which does not jump. */
  readonly until: number;
}

/** Creates an empty queue. */
export function createDueQueue(): DueQueue {
  const byPosition = (a: number, b: number) => a - b;
  let ready = createHeap<number>(byPosition);
  // An entry counts only while `parked` has the same: others are passed over once they are due.
  const ending = createHeap<Parked>((a, b) => a.until - b.until);
  const parked = new Map<number, Parked>();
  let lastToken = 0;

  return {
    add: (position) => ready.push(position),

    reset(positions) {
      ready = createHeap(byPosition);
      for (const position of positions) ready.push(position);
    },

    take(limit) {
      const now = performance.now();
      for (let next = ending.peek(); next && next.until <= now; next = ending.peek()) {
        ending.pop();
        if (parked.get(next.position) === next) ready.push(next.position);
      }
      const taken = new Set<number>();
      while (taken.size < limit) {
        const position = ready.pop();
        if (position === undefined) break;
        // It may have been added twice, and put off since.
        if ((parked.get(position)?.until ?? 0) <= now) taken.add(position);
      }
      return [...taken];
    },

    park(position, milliseconds) {
      lastToken += 1;
      const entry = { position, token: lastToken, until: performance.now() + milliseconds };
      parked.set(position, entry);
      ending.push(entry);
      return lastToken;
    },

    forget(position) {
      parked.delete(position);
    },

    tokenOf: (position) => parked.get(position)?.token,
  };
}
