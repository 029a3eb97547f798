import { type OutboxSettlement, silentLogger } from '@sas-sos/core';
import { describe, expect, it } from 'vitest';
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
});
