import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RegulatorAccounts } from '@sas-sos/core';

/**
 * The same store, but slow: before and after each call it yields to other calls, for a number of
 * turns that a seeded sequence decides.
 */
export function interleave(accounts: RegulatorAccounts, seed: number): RegulatorAccounts {
  let state = seed;
  async function letOthers(): Promise<void> {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    for (let turns = (state >>> 16) % 4; turns > 0; turns -= 1) await nextTurn();
  }
  async function slowly<Value>(call: () => Promise<Value> | Value): Promise<Value> {
    await letOthers();
    const value = await call();
    await letOthers();
    return value;
  }
  return {
    find: (query) => slowly(() => accounts.find(query)),
    save: (changes, options) => slowly(() => accounts.save(changes, options)),
  };
}
