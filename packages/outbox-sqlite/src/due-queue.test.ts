import { expect, it } from 'vitest';
import { createDueQueue } from './due-queue.js';
import { createHeap } from './heap.js';

it('takes values in order, whatever they were added in', () => {
  // Each number below 101 once, in an order of no use, and then again.
  const values = Array.from({ length: 202 }, (_, index) => (index * 37) % 101);
  for (let length = 0; length <= values.length; length += 1) {
    const heap = createHeap<number>((a, b) => a - b);
    for (const value of values.slice(0, length)) heap.push(value);
    const taken = Array.from({ length }, () => heap.pop());
    expect(taken).toEqual(values.slice(0, length).toSorted((a, b) => a - b));
    expect(heap.pop()).toBeUndefined();
  }
});

it('takes each due report once, lowest positions first, and later those that were put off', async () => {
  const queue = createDueQueue();
  for (const position of [3, 1, 2, 3, 1]) queue.add(position);
  expect(queue.take(2)).toEqual([1, 2]);
  const token = queue.park(1, 600_000);
  queue.park(2, 1);
  expect(queue.tokenOf(1)).toBe(token);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(queue.take(10)).toEqual([2, 3]);
  expect(queue.take(10)).toEqual([]);
  queue.reset([1, 4]);
  expect(queue.take(10)).toEqual([4]);
  queue.forget(1);
  queue.add(1);
  expect(queue.take(10)).toEqual([1]);
});
