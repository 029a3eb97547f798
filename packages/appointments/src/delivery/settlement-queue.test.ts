import { type OutboxSettlement, silentLogger } from '@sas-sos/core';
import { describe, expect, it, vi } from 'vitest';
import { createSettlementQueue } from './settlement-queue.js';

const settlementOf = (position: number): OutboxSettlement => ({
  ...{ claim: { position, token: 1 }, outcome: 'delivered' },
});

function createRun({ enough, mayWait }: { enough: number; mayWait: boolean }) {
  const calls: number[] = [];
  const state = { mayWait };
  const queue = createSettlementQueue({
    outbox: {
      async settle(settlements) {
        calls.push(settlements.length);
        return settlements.map(() => true);
      },
    },
    ...{ logger: silentLogger, enough, mayWait: () => state.mayWait, onSettled() {} },
  });
  return { calls, state, queue };
}

describe('createSettlementQueue', () => {
  it.each([
    { name: 'at once when an exchange slot is idle', enough: 3, mayWait: false, calls: [1, 2] },
    { name: 'together as soon as there are enough', enough: 3, mayWait: true, calls: [3] },
    { name: 'fewer after a short delay', enough: 4, mayWait: true, calls: [3] },
  ])('settles $name', async ({ enough, mayWait, calls }) => {
    const run = createRun({ enough, mayWait });
    for (const position of [1, 2, 3]) {
      run.queue.push(settlementOf(position));
      await Promise.resolve();
    }
    await expect.poll(() => run.queue.size, { interval: 1 }).toBe(0);
    expect(run.calls).toEqual(calls);
  });

  it('stops waiting once an exchange slot is idle, or at the end', async () => {
    const run = createRun({ enough: 10, mayWait: true });
    run.queue.push(settlementOf(1));
    run.state.mayWait = false;
    run.queue.push(settlementOf(2));
    await expect.poll(() => run.queue.size, { interval: 1 }).toBe(0);
    run.state.mayWait = true;
    run.queue.push(settlementOf(3));
    await run.queue.drain(1000);
    expect(run.calls).toEqual([2, 1]);
  });

  it('counts what waits and what is being settled', async () => {
    const ends: (() => void)[] = [];
    const queue = createSettlementQueue({
      outbox: {
        settle: (settlements) =>
          new Promise((resolve) => ends.push(() => resolve(settlements.map(() => true)))),
      },
      ...{ logger: silentLogger, enough: 1, mayWait: () => false, onSettled() {} },
    });
    queue.push(settlementOf(1));
    await Promise.resolve();
    queue.push(settlementOf(2));
    queue.push(settlementOf(3));
    expect(queue.size).toBe(3);
    ends.shift()?.();
    await expect.poll(() => ends.length, { interval: 1 }).toBe(1);
    expect(queue.size).toBe(2);
    ends.shift()?.();
    await expect.poll(() => queue.size, { interval: 1 }).toBe(0);
  });

  it.each([
    { name: 'none', accepted: [true, true, true], warnings: [] },
    { name: 'two', accepted: [false, true, false], warnings: [{ reports: 2 }] },
  ])('warns of settlements that came too late: $name', async ({ accepted, warnings }) => {
    const warned: object[] = [];
    const onSettled = vi.fn();
    const queue = createSettlementQueue({
      outbox: { settle: async () => accepted },
      logger: { ...silentLogger, warn: (fields) => void warned.push(fields) },
      ...{ enough: 3, mayWait: () => true, onSettled },
    });
    for (const position of [1, 2, 3]) queue.push(settlementOf(position));
    await expect.poll(() => queue.size, { interval: 1 }).toBe(0);
    expect(warned).toEqual(warnings);
    expect(onSettled).toHaveBeenCalledOnce();
  });

  it('tries again what failed, before what came later, until the time to stop', async () => {
    const given: number[][] = [];
    let isDown = true;
    const queue = createSettlementQueue({
      outbox: {
        async settle(settlements) {
          given.push(settlements.map(({ claim }) => claim.position));
          if (isDown) throw new Error('The database is gone.');
          return settlements.map(() => true);
        },
      },
      ...{ logger: silentLogger, enough: 1, mayWait: () => false, onSettled() {} },
    });
    queue.push(settlementOf(1));
    await expect.poll(() => given.length, { interval: 1 }).toBe(1);
    queue.push(settlementOf(2));
    expect(queue.size).toBe(2);
    isDown = false;
    await expect.poll(() => queue.size, { interval: 1 }).toBe(0);
    expect(given).toEqual([[1], [1, 2]]);
    isDown = true;
    queue.push(settlementOf(3));
    await queue.drain(1);
    await new Promise((resolve) => setTimeout(resolve, 600));
    // The attempt that was due when the time was up is the last one.
    expect(given.slice(2)).toEqual([[3], [3]]);
  });

  it('settles what arrives while it drains at once', async () => {
    const run = createRun({ enough: 10, mayWait: true });
    run.queue.push(settlementOf(1));
    const drained = run.queue.drain(1000);
    await Promise.resolve();
    run.queue.push(settlementOf(2));
    const began = performance.now();
    await drained;
    expect(run.queue.size).toBe(0);
    expect(performance.now() - began).toBeLessThan(500);
  });
});
