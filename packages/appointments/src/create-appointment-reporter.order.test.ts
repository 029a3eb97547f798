import { createMemoryOutbox } from '@sas-sos/testing';
import { it } from 'vitest';
import { assertOrderIsKept } from './test-data/order-property.js';

it('keeps the order of each appointment and creates it once, under any platform faults', async () => {
  await assertOrderIsKept(async () => ({ outbox: createMemoryOutbox(), close: async () => {} }));
}, 120_000);
