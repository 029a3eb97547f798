import { type Logger, silentLogger } from '@sas-sos/core';
import { describe, expect, it, vi } from 'vitest';
import { readLogger } from './read-logger.js';

/** A logger with the methods of winston's by which it is recognised. */
function createWinston(levels: Readonly<Record<string, number>>) {
  const log = vi.fn();
  const lost = () => {
    throw new Error('With its arguments the other way round, the sentence is lost.');
  };
  const winston = { levels, log, configure() {}, debug: lost, info: lost, warn: lost, error: lost };
  return { winston: winston as unknown as Logger, log };
}

describe('readLogger', () => {
  it.each([
    { levels: { error: 0, warn: 1, info: 2, debug: 5 }, warn: 'warn' },
    { levels: { error: 3, warning: 4, info: 6, debug: 7 }, warn: 'warning' },
  ])('gives winston the sentence first: $warn', ({ levels, warn }) => {
    const { winston, log } = createWinston(levels);
    const logger = readLogger(winston);
    for (const level of ['debug', 'info', 'warn', 'error'] as const) logger[level]({ a: 1 }, level);
    expect(log.mock.calls).toEqual([
      ['debug', 'debug', { a: 1 }],
      ['info', 'info', { a: 1 }],
      [warn, 'warn', { a: 1 }],
      ['error', 'error', { a: 1 }],
    ]);
  });

  it('returns any other logger as it is, and a silent one for none', () => {
    const own: Logger = { ...silentLogger };
    const likePino = Object.assign({ levels: { values: {} } }, silentLogger);
    expect(readLogger(own)).toBe(own);
    expect(readLogger(console)).toBe(console);
    expect(readLogger(likePino)).toBe(likePino);
    expect(readLogger(undefined)).toBe(silentLogger);
  });
});
