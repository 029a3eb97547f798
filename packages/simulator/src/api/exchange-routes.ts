import { Hono } from 'hono';
import { z } from 'zod';
import type { ExchangeLog } from '../exchanges/exchange.js';
import { ApiError } from './api-error.js';
import { readQuery } from './read-request.js';
import { streamExchanges } from './stream-exchanges.js';

const number = z
  .string()
  .regex(/^\d{1,15}$/, 'Give a whole number.')
  .transform(Number);
const querySchema = z.strictObject({
  flow: z.enum(['slots', 'associations', 'regulators', 'appointments', 'sign-on']).optional(),
  failed: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional(),
  before: number.optional(),
  limit: number.pipe(z.int().min(1).max(1000)).default(100),
});
const streamSchema = z.strictObject({ after: number.optional() });

/** Creates the routes of what was exchanged. */
export function createExchangeRoutes(exchanges: ExchangeLog): Hono {
  return new Hono()
    .get('/', (context) => {
      const { flow, failed: failedOnly, before, limit } = readQuery(context, querySchema);
      const found = exchanges.list({ flow, failedOnly, before, limit });
      // Where the next page starts; none: this one is the last.
      const next = found.length === limit ? (found.at(-1)?.number ?? null) : null;
      return context.json({ exchanges: found, count: exchanges.count(), before: next });
    })
    .get('/stream', (context) => {
      const { after } = readQuery(context, streamSchema);
      const last = context.req.header('last-event-id') ?? '';
      // A browser that comes back says what it saw last.
      return streamExchanges(context, exchanges, /^\d{1,15}$/.test(last) ? Number(last) : after);
    })
    .get('/:number', (context) => {
      const asked = context.req.param('number');
      const found = /^\d{1,15}$/.test(asked) ? exchanges.find(Number(asked)) : undefined;
      if (!found) throw new ApiError(404, 'There is no such exchange, or it is no longer kept.');
      return context.json(found);
    })
    .delete('/', (context) => {
      exchanges.clear();
      return context.body(null, 204);
    });
}
