import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toDraft, toMessage } from './exchange.fixture.js';
import type { Check, Exchange } from './exchange.js';
import { createExchangeLog, type ExchangeQuery } from './exchange-log.js';

const failedCheck: Check = { rule: 'a', severity: 'warning', passed: false, message: '' };
const bounds = { exchanges: 10, bodyBytes: 20, allBodyBytes: 50 };

describe('a log of exchanges', () => {
  it('numbers them, and lists the latest first', () => {
    const log = createExchangeLog();
    for (let index = 0; index < 3; index += 1) log.record(toDraft());
    expect(log.list({ limit: 2 }).map(({ number }) => number)).toEqual([3, 2]);
    expect(log.list({ limit: 2, before: 2 }).map(({ number }) => number)).toEqual([1]);
    expect(log.find(2)?.number).toBe(2);
    expect([log.find(0), log.find(4), log.find(1.5), log.find(Number.NaN)]).toEqual(
      Array.from({ length: 4 }),
    );
  });

  it.each([
    { name: 'no answer', draft: toDraft({ status: null, response: null }), isFailed: true },
    { name: 'a status of 400', draft: toDraft({ status: 400 }), isFailed: true },
    {
      name: 'a failed check',
      draft: toDraft({ checks: [failedCheck] }),
      isFailed: true,
    },
    {
      name: 'only passed checks',
      draft: toDraft({ checks: [{ ...failedCheck, passed: true }] }),
      isFailed: false,
    },
  ])('reports which failed: $name', ({ draft, isFailed }) => {
    const log = createExchangeLog();
    log.record(draft);
    expect(log.list({ limit: 5, failedOnly: true })).toHaveLength(isFailed ? 1 : 0);
  });

  it('continues the numbering after it was cleared', () => {
    const log = createExchangeLog();
    log.record(toDraft());
    log.clear();
    expect([log.count(), log.find(1), log.list({ limit: 9 })]).toEqual([0, undefined, []]);
    expect(log.record(toDraft()).number).toBe(2);
    expect(log.count()).toBe(1);
  });

  it.each([
    { last: 'é', left: '' },
    { last: '’', left: '' },
    { last: '😀', left: '' },
    { last: 'ab', left: 'a' },
  ])('truncates a long body, splits no character, and gives its length: $last', (row) => {
    const log = createExchangeLog(bounds);
    const [start, bytes] = ['a'.repeat(19), 19 + Buffer.byteLength(row.last)];
    const kept = log.record(toDraft({ request: toMessage(start + row.last) })).request;
    expect(kept).toMatchObject({ body: start + row.left, bodyBytes: bytes });
    const wide = log.record(toDraft({ request: toMessage(`œ${'a'.repeat(17)}œ${row.last}`) }));
    expect(wide.request.body).toBe(`œ${'a'.repeat(17)}`);
  });

  it('drops the oldest bodies when there are too many', () => {
    const log = createExchangeLog(bounds);
    for (let index = 0; index < 4; index += 1) {
      log.record(toDraft({ request: toMessage('x'.repeat(15)) }));
    }
    expect([1, 2, 3, 4].map((number) => log.find(number)?.request.body?.length)).toEqual([
      undefined,
      15,
      15,
      15,
    ]);
    expect(log.find(1)?.request.bodyBytes).toBe(15);
  });

  it('keeps the bodies of the remaining exchanges, however many came before', () => {
    const log = createExchangeLog(bounds);
    // Ten bodies of four bytes fit: removed ones no longer count.
    for (let index = 0; index < 35; index += 1) {
      log.record(toDraft({ request: toMessage('four') }));
    }
    const kept = log.list({ limit: 10 }).map(({ number }) => log.find(number)?.request.body);
    expect(kept).toEqual(Array.from({ length: 10 }, () => 'four'));
  });

  it('notifies its listeners, even if one fails', () => {
    const log = createExchangeLog();
    const heard: number[] = [];
    log.subscribe(() => {
      throw new Error('broken');
    });
    const end = log.subscribe(({ number }) => heard.push(number));
    log.record(toDraft());
    end();
    log.record(toDraft());
    expect(heard).toEqual([1]);
  });

  it('records in constant time', () => {
    const log = createExchangeLog();
    for (let index = 0; index < 30_000; index += 1) log.record(toDraft());
    expect(log.count()).toBe(10_000);
    expect(log.list({ limit: 10_001 })).toHaveLength(10_000);
    expect(log.find(20_000)).toBeUndefined();
    expect(log.find(20_001)?.number).toBe(20_001);
  });

  it('behaves like a plain list', () => {
    const flows = ['slots', 'appointments'] as const;
    const record = fc.record({
      flow: fc.constantFrom(...flows),
      status: fc.constantFrom(200, 400, null),
      body: fc.option(fc.string({ maxLength: 30 })),
    });
    const query = fc.record<ExchangeQuery>(
      {
        flow: fc.constantFrom(...flows),
        failedOnly: fc.boolean(),
        before: fc.integer({ min: -2, max: 60 }),
        limit: fc.integer({ min: 0, max: 30 }),
      },
      { requiredKeys: ['limit'] },
    );
    const step = fc.oneof(
      { weight: 20, arbitrary: record },
      { weight: 1, arbitrary: fc.constant('clear' as const) },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), query, (steps, asked) => {
        const log = createExchangeLog(bounds);
        let plain: Exchange[] = [];
        for (const step of steps) {
          if (step === 'clear') {
            log.clear();
            plain = [];
          } else {
            const { body, ...rest } = step;
            plain.push(log.record(toDraft({ ...rest, request: toMessage(body) })));
            plain = plain.slice(-bounds.exchanges);
          }
        }
        const expected = plain
          .filter(({ number }) => number < (asked.before ?? Number.POSITIVE_INFINITY))
          .filter(({ flow }) => asked.flow === undefined || flow === asked.flow)
          .filter(({ status }) => !asked.failedOnly || status === null || status >= 400)
          .map(({ number }) => number)
          .reverse()
          .slice(0, asked.limit);
        expect(log.list(asked).map(({ number }) => number)).toEqual(expected);
        expect(log.count()).toBe(plain.length);
        const kept = plain.map(({ number }) => log.find(number)?.request.body ?? '');
        const bytes = kept.reduce((sum, body) => sum + Buffer.byteLength(body), 0);
        expect(bytes).toBeLessThanOrEqual(bounds.allBodyBytes);
      }),
      { numRuns: 300 },
    );
  });
});
