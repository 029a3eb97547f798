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

  it('gives winston an error as an object that it can write, with its causes', () => {
    const { winston, log } = createWinston({ error: 0, warn: 1 });
    const away = Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
    const endless = new Error('again');
    endless.cause = endless;
    const logger = readLogger(winston);
    logger.error({ err: new TypeError('failed', { cause: away }), a: 1 }, 'first');
    logger.error({ err: endless }, 'second');
    logger.error({ err: 'not an error' }, 'third');
    const written = JSON.parse(JSON.stringify(log.mock.calls.map(([, , fields]) => fields)));
    expect(written[0]).toMatchObject({
      a: 1,
      err: {
        ...{ name: 'TypeError', message: 'failed', stack: expect.stringContaining('failed') },
        cause: { name: 'Error', message: 'away', code: 'ECONNREFUSED' },
      },
    });
    expect(JSON.stringify(written[1]).split('"again"')).toHaveLength(7);
    expect(written[2]).toEqual({ err: 'not an error' });
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
