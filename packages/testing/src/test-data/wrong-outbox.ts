import type { Outbox } from '@sas-sos/core';
import { createMemoryOutbox, type MemoryOutbox } from '../create-memory-outbox.js';

/** An outbox that breaks one rule of the contract. */
export interface WrongOutbox {
  /** The rule, by the name of its test. */
  readonly rule: string;
  /** What it does wrong. */
  readonly does: string;
  create(): Outbox;
}

/** Changes some methods of an outbox that is right. */
export function wrong(change: (right: MemoryOutbox) => Partial<Outbox>): WrongOutbox['create'] {
  return () => {
    const right = createMemoryOutbox();
    return { ...right, ...change(right) };
  };
}
