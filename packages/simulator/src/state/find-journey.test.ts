import { describe, expect, it } from 'vitest';
import { toDraft } from './exchange.fixture.js';
import { createExchangeLog } from './exchange-log.js';
import { findJourney } from './find-journey.js';

const minute = 60_000;

/** Exchanges at minutes, by regulator. */
function open(...rows: readonly (readonly [minute: number, regulatorId: string | null])[]) {
  const log = createExchangeLog();
  for (const [at, regulatorId] of rows)
    log.record(toDraft({ startedAt: at * minute, regulatorId }));
  return (number: number) => {
    const exchange = log.find(number);
    return exchange ? findJourney(log, exchange).map((found) => found.number) : undefined;
  };
}

describe('a journey', () => {
  it('is about one regulator, until a pause of more than half an hour', () => {
    const journeyOf = open(
      [0, 'a'],
      [1, 'b'],
      [2, null],
      [30, 'a'],
      [60, 'a'],
      [91, 'a'],
      [92, 'a'],
    );
    expect(journeyOf(1)).toEqual([1, 4, 5]);
    expect(journeyOf(5)).toEqual([1, 4, 5]);
    expect(journeyOf(7)).toEqual([6, 7]);
    expect(journeyOf(2)).toEqual([2]);
    expect(journeyOf(3)).toEqual([]);
  });

  it('shows the latest hundred', () => {
    const journeyOf = open(...Array.from({ length: 150 }, () => [0, 'a'] as const));
    expect(journeyOf(150)).toHaveLength(100);
    expect(journeyOf(150)?.at(-1)).toBe(150);
  });

  it('gets an exchange whose regulator becomes known later', () => {
    const log = createExchangeLog();
    const { number } = log.record(toDraft());
    log.attribute(number, 'a');
    log.attribute(number + 1, 'a');
    expect(log.find(number)?.regulatorId).toBe('a');
    expect(log.list({ regulatorId: 'a', limit: 9 })).toHaveLength(1);
  });
});
