import { silentLogger } from '@sas-sos/core';
import { describe, expect, it } from 'vitest';
import { createDateWatch } from './watch-dates.js';

const day = 86_400_000;
const end = Date.parse('2026-12-01T12:00:00Z');

function create() {
  const clock = { at: 0, now: () => clock.at };
  const lines: [level: string, fields: object][] = [];
  const log = (level: string) => (fields: object) => void lines.push([level, fields]);
  const watch = createDateWatch({
    clock,
    logger: { ...silentLogger, warn: log('warn'), error: log('error') },
  });
  /** What is logged at each of these instants. */
  const at = (check: () => void, ...instants: number[]) =>
    instants.map((instant) => {
      clock.at = instant;
      lines.length = 0;
      check();
      return [...lines];
    });
  return { watch, at };
}

describe('our own certificate', () => {
  const fingerprint = 'f1';
  const fieldsOf = (daysLeft: number) => ({
    ...{ fingerprint, notAfter: '2026-12-01T12:00:00.000Z', daysLeft },
  });

  it.each([
    { name: 'more than 30 days before its end', at: end - 30 * day - 1, lines: [] },
    { name: '30 days before', at: end - 30 * day, lines: [['warn', fieldsOf(30)]] },
    { name: 'two days before', at: end - 2 * day + 1, lines: [['warn', fieldsOf(1)]] },
    { name: 'at its end', at: end, lines: [['warn', fieldsOf(0)]] },
    { name: 'after its end', at: end + 1, lines: [['error', fieldsOf(0)]] },
    { name: 'long after its end', at: end + 10 * day, lines: [['error', fieldsOf(0)]] },
  ])('is logged $name', ({ at: instant, lines }) => {
    const { watch, at } = create();
    const certificate = { fingerprint, notBefore: 0, notAfter: end };
    expect(at(() => watch.checkCertificate(certificate), instant)).toEqual([lines]);
  });

  it('is logged once a day, and another one at once', () => {
    const { watch, at } = create();
    const check = (name: string) => () =>
      watch.checkCertificate({ fingerprint: name, notBefore: 0, notAfter: end });
    const counts = at(check('f1'), end, end + 1, end + day - 1, end + day, end + day + 1);
    expect(counts.map(({ length }) => length)).toEqual([1, 0, 0, 1, 0]);
    expect(at(check('f2'), end + day + 1)[0]).toHaveLength(1);
  });
});

describe('a revocation list', () => {
  const listOf = (authority: string) => ({
    ...{ authority, thisUpdate: 0, nextUpdate: end, revoked: 0 },
  });

  it('is logged once a day after its date', () => {
    const { watch, at } = create();
    const check = () => watch.checkLists([listOf('A'), listOf('B')]);
    expect(at(check, end, end + 1, end + 2, end + day + 1)).toEqual([
      [],
      [
        ['warn', { authority: 'A' }],
        ['warn', { authority: 'B' }],
      ],
      [],
      [
        ['warn', { authority: 'A' }],
        ['warn', { authority: 'B' }],
      ],
    ]);
  });

  it('does not hold back the next one', () => {
    const { watch, at } = create();
    const due = { ...listOf('A'), nextUpdate: end + 5 };
    expect(at(() => watch.checkLists([due, listOf('B')]), end + 1)).toEqual([
      [['warn', { authority: 'B' }]],
    ]);
  });
});
