import { isSasError } from '@sas-sos/core';
import { expect, it } from 'vitest';
import { type Admitted, createAdmission } from './admission.js';

function start({ most = 256, milliseconds = 6000 } = {}) {
  let time = 0;
  const warnings: unknown[] = [];
  const logger = {
    debug: () => {},
    info: () => {},
    warn: (fields: unknown) => void warnings.push(fields),
    error: () => {},
  };
  const admission = createAdmission({ most, milliseconds, logger, now: () => time });
  const open: Admitted[] = [];
  return {
    warnings,
    open,
    pass(elapsed: number) {
      time += elapsed;
    },
    /** The seconds after which to retry, if it is refused. */
    arrive(): number | undefined {
      try {
        open.push(admission.admit());
        return undefined;
      } catch (error) {
        if (!isSasError(error) || error.code !== 'SAS_REQUESTS_TOO_MANY') throw error;
        return error.retryAfter;
      }
    },
    /** Answers the oldest requests, one after the other. */
    answer(count: number, each: number) {
      for (let n = 0; n < count; n += 1) {
        time += each;
        open.shift()?.end(true);
      }
    },
  };
}

it('admits what a fixed number allows, and again once one has ended', () => {
  const { arrive, answer, warnings } = start({ most: 40 });
  for (let n = 0; n < 40; n += 1) expect(arrive()).toBeUndefined();
  expect(arrive()).toBe(1);
  expect(arrive()).toBe(1);
  expect(warnings).toEqual([{ requests: 40 }]);
  answer(1, 1);
  expect(arrive()).toBeUndefined();
  expect(arrive()).toBe(1);
});

it('refuses what would be answered too late, at the rate of the answers', () => {
  const { arrive, answer, open } = start();
  for (let n = 0; n < 200; n += 1) expect(arrive()).toBeUndefined();
  // 30 answers a second: 4.8 seconds are enough for 144.
  answer(30, 1000 / 30);
  expect(arrive()).toBe(6);
  while (open.length > 143) answer(1, 1000 / 30);
  expect(arrive()).toBeUndefined();
  expect(open).toHaveLength(144);
  expect(arrive()).toBe(5);
});

it('follows a machine that gets faster', () => {
  const { arrive, answer } = start();
  for (let n = 0; n < 200; n += 1) arrive();
  answer(30, 1000 / 30);
  expect(arrive()).toBeGreaterThan(0);
  for (let round = 0; round < 150; round += 1) {
    answer(20, 1);
    for (let n = 0; n < 20; n += 1) arrive();
  }
  expect(arrive()).toBeUndefined();
});

it.each([
  { name: 'few requests, each of them slow', requests: 20, each: 2000 },
  { name: 'a burst after a quiet time', requests: 250, each: undefined },
])('admits $name', ({ requests, each }) => {
  const { arrive, answer, pass } = start();
  pass(3_600_000);
  for (let n = 0; n < requests; n += 1) expect(arrive()).toBeUndefined();
  if (each !== undefined) answer(requests - 1, each);
  expect(arrive()).toBeUndefined();
});

it('does not count what ended without an answer, and ends each request once', () => {
  const { arrive, open, pass } = start({ most: 40 });
  for (let n = 0; n < 40; n += 1) arrive();
  pass(6000);
  const [first] = open;
  first?.end(false);
  first?.end(false);
  expect(arrive()).toBeUndefined();
  expect(arrive()).toBe(1);
});
