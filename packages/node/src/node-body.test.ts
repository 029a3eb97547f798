import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createNodeBody } from './node-body.js';
import type { NodeRequest } from './node-message.js';

const turn = () => new Promise((resolve) => setImmediate(resolve));
const limit = 10;

function open() {
  const source = new PassThrough();
  const listeners = () =>
    ['data', 'end', 'close'].reduce((count, name) => count + source.listenerCount(name), 0);
  const idle = listeners();
  return {
    source,
    body: createNodeBody(source as unknown as NodeRequest),
    isLeft: () => listeners() === idle,
  };
}

describe('createNodeBody', () => {
  it.each([
    { name: 'no chunk', chunks: [] },
    { name: 'one chunk', chunks: ['été'] },
    { name: 'several chunks, as many bytes as the limit', chunks: ['a', 'bcd', 'efghij'] },
  ])('reads $name', async ({ chunks }) => {
    const { source, body, isLeft } = open();
    const reading = body.read({ limit });
    for (const chunk of chunks) {
      source.write(chunk);
      await turn();
    }
    source.end();
    expect(new TextDecoder().decode(await reading)).toBe(chunks.join(''));
    expect(isLeft()).toBe(true);
  });

  it('gives bytes that nobody else can write to', async () => {
    const { source, body } = open();
    const chunk = Buffer.from('abc');
    source.end(chunk);
    const bytes = await body.read({ limit });
    expect(bytes.buffer).not.toBe(chunk.buffer);
    expect(bytes.buffer.byteLength).toBe(3);
  });

  it('takes nothing from the request before it is asked for it', async () => {
    const { source, body } = open();
    source.write('a');
    await turn();
    expect([source.readableFlowing, source.readableLength]).toEqual([null, 1]);
    body.release();
    expect(source.readableFlowing).toBe(null);
    source.end('b');
    expect(new TextDecoder().decode(await body.read({ limit }))).toBe('ab');
  });

  it('refuses a longer body as it comes, and holds the sender back', async () => {
    const { source, body, isLeft } = open();
    const reading = body.read({ limit });
    source.write('abcdef');
    await turn();
    source.write('ghijk');
    await expect(reading).rejects.toMatchObject({ code: 'SAS_BODY_TOO_LARGE' });
    expect([source.isPaused(), isLeft()]).toEqual([true, true]);
  });

  it('stops once it is no longer needed', async () => {
    const { source, body, isLeft } = open();
    const leaving = new AbortController();
    const reading = body.read({ limit, signal: leaving.signal });
    source.write('a');
    await turn();
    leaving.abort(new Error('gone'));
    await expect(reading).rejects.toThrow('gone');
    expect([source.isPaused(), isLeft()]).toEqual([true, true]);
    await expect(body.read({ limit, signal: leaving.signal })).rejects.toThrow('gone');
  });

  it.each([
    { name: 'left before the body was read', isBegun: false },
    { name: 'leaves while the body is read', isBegun: true },
  ])('fails when the caller $name', async ({ isBegun }) => {
    const { source, body } = open();
    const read = () =>
      expect(body.read({ limit })).rejects.toMatchObject({ code: 'SAS_BODY_UNREADABLE' });
    const begun = isBegun ? read() : undefined;
    await turn();
    source.destroy();
    await turn();
    await (begun ?? read());
  });

  it('fails for a late reader once it is released, and takes a late error', async () => {
    const { source, body, isLeft } = open();
    const reading = body.read({ limit });
    body.release();
    await expect(reading).rejects.toMatchObject({ code: 'SAS_BODY_UNREADABLE' });
    expect([source.isPaused(), isLeft()]).toEqual([true, true]);
    expect(() => source.emit('error', new Error('reset'))).not.toThrow();
  });
});
