import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { discardBody } from './discard-body.js';
import type { NodeRequest } from './node-message.js';

afterEach(() => void vi.useRealTimers());

const turn = () => new Promise((resolve) => setImmediate(resolve));

function discard() {
  const body = new PassThrough();
  let isDone = false;
  const ended = discardBody(body as unknown as NodeRequest).then(() => {
    isDone = true;
  });
  return { body, ended, isDone: () => isDone };
}

describe('discardBody', () => {
  it('reads until the end', async () => {
    const { body, ended, isDone } = discard();
    body.write('a');
    await turn();
    body.write('b');
    await turn();
    expect([isDone(), body.readableLength]).toEqual([false, 0]);
    body.end();
    await ended;
  });

  it('waits for nothing once the body has ended', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const body = new PassThrough({ autoDestroy: false });
    body.resume().end('a');
    await turn();
    expect([body.readableEnded, body.destroyed]).toEqual([true, false]);
    await discardBody(body as unknown as NodeRequest);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    { name: 'more than 32 MiB', bytes: 33_554_433, isEnough: true },
    { name: '32 MiB', bytes: 33_554_432, isEnough: false },
  ])('reads 32 MiB at most: $name', async ({ bytes, isEnough }) => {
    const { body, isDone } = discard();
    body.write(Buffer.alloc(bytes));
    await turn();
    expect([isDone(), body.isPaused()]).toEqual([isEnough, isEnough]);
    body.destroy();
  });

  it('stops after two seconds, and holds no listener', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { body, isDone } = discard();
    vi.advanceTimersByTime(1999);
    await turn();
    expect(isDone()).toBe(false);
    vi.advanceTimersByTime(1);
    await turn();
    expect([isDone(), body.isPaused(), body.listenerCount('data')]).toEqual([true, true, 0]);
  });

  it.each([
    { name: 'was cut', finish: (body: PassThrough) => void body.destroy() },
    { name: 'fails', finish: (body: PassThrough) => void body.destroy(new Error('reset')) },
  ])('ends when the connection $name', async ({ finish }) => {
    const { body, ended } = discard();
    finish(body);
    await ended;
    await discardBody(body as unknown as NodeRequest);
  });
});
