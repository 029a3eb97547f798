import { gunzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { hole, type LatePart, streamPage } from './stream-page.js';

function serve(parts: readonly LatePart[], errors: unknown[] = []) {
  return new Hono().get('/', (context) =>
    streamPage(context, {
      page: `<begin>${parts.map(() => hole).join('<between>')}<end>`,
      parts,
      headers: { 'content-type': 'text/html' },
      onError: (error) => errors.push(error),
    }),
  );
}

async function* toPart(...texts: readonly string[]): LatePart {
  yield* texts;
}

describe('A page that is sent as it becomes known', () => {
  it.each([{ encoding: 'gzip' }, { encoding: 'identity' }])(
    'sends its beginning before a part is known: $encoding',
    async ({ encoding }) => {
      let go = () => {};
      const answered = new Promise<void>((resolve) => {
        go = resolve;
      });
      const late = async function* (): LatePart {
        yield 'wait';
        yield 'more';
        await answered;
        yield 'found';
      };
      const response = await serve([late()]).request('/', {
        headers: { 'accept-encoding': encoding },
      });
      const reader = response.body?.getReader();
      let length = 0;
      // Everything that is known before the answer.
      while (length < '<begin>waitmore'.length)
        length += (await reader?.read())?.value?.length ?? 0;
      go();
      for (let isDone = false; !isDone; ) isDone = (await reader?.read())?.done ?? true;
      expect(response.headers.get('vary')).toBe('accept-encoding');
    },
  );

  it('writes every part in its place, compressed if the browser accepts it', async () => {
    const app = serve([toPart('a', 'b'), toPart('c')]);
    const plain = await app.request('/');
    expect(await plain.text()).toBe('<begin>ab<between>c<end>');
    const packed = await serve([toPart('a')]).request('/', {
      headers: { 'accept-encoding': 'br, gzip' },
    });
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    expect(gunzipSync(Buffer.from(await packed.arrayBuffer())).toString()).toBe('<begin>a<end>');
    const refused = await serve([toPart('a')]).request('/', {
      headers: { 'accept-encoding': 'gzip;q=0' },
    });
    expect(await refused.text()).toBe('<begin>a<end>');
  });

  it('says that the rest is missing when a part fails, and ends the page', async () => {
    const errors: unknown[] = [];
    const failing = async function* (): LatePart {
      yield 'a';
      throw new Error('secret');
    };
    const text = await (await serve([failing()], errors).request('/')).text();
    expect(text).toMatch(/^<begin>a<p class="notice bad" role="alert">.*<end>$/);
    expect(text).not.toContain('secret');
    expect(errors).toHaveLength(1);
  });
});
