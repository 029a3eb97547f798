import { type HandlerContext, SasError } from '@sas-sos/core';
import express from 'express';
import express4 from 'express4';
import { describe, expect, it, vi } from 'vitest';
import { dial, listen } from './server.fixture.js';
import { toNodeGuard } from './to-node-guard.js';

/** Admits callers who give their name. */
async function guard(request: Request, context?: HandlerContext) {
  const name = new URL(request.url).searchParams.get('name');
  if (name !== null) {
    const { method, body } = request;
    return { kind: 'pass' as const, name, method, body, basePath: context?.basePath };
  }
  const response = Response.json({ who: 'you?' }, { status: 401 });
  response.headers.append('set-cookie', 'a=1');
  return { kind: 'respond' as const, response };
}

const hosts = [
  { host: 'Express 5', create: express },
  { host: 'Express 4', create: express4 },
];

describe.each(hosts)('$host', ({ create }) => {
  function createApp() {
    const look = toNodeGuard(guard);
    const seen = vi.fn();
    const app = create().use('/agenda', async (request, response, next) => {
      const passed = await look(request, response);
      seen(passed);
      if (passed) next();
    });
    app.use(create.urlencoded({ extended: false }));
    app.use((request, response) => {
      response.json(request.body ?? {});
    });
    return { app, seen };
  }

  it('passes on an admitted request, with its body unread', async () => {
    const { app, seen } = createApp();
    await using host = await listen(app);
    const response = await fetch(`${host.url}/agenda/1?name=Camille`, {
      method: 'POST',
      body: new URLSearchParams({ slot: 's1' }),
    });
    expect(await response.json()).toEqual({ slot: 's1' });
    expect(seen).toHaveBeenCalledExactlyOnceWith({
      kind: 'pass',
      name: 'Camille',
      method: 'POST',
      body: null,
      basePath: '/agenda',
    });
  });

  it('is a middleware whose result the page finds by its request', async () => {
    const look = toNodeGuard(guard);
    const seen = vi.fn();
    const app = create().use('/agenda', look.middleware);
    app.use('/agenda', (request, response) => {
      seen(look.passed(request), look.passed({ raw: request }), look.passed({}));
      response.end();
    });
    await using host = await listen(app);
    expect((await fetch(`${host.url}/agenda/1?name=Camille`)).status).toBe(200);
    expect((await fetch(`${host.url}/agenda/1`)).status).toBe(401);
    const passed = expect.objectContaining({ kind: 'pass', name: 'Camille' });
    expect(seen).toHaveBeenCalledExactlyOnceWith(passed, passed, undefined);
  });

  it('answers any other request, and calls no other handler', async () => {
    const { app, seen } = createApp();
    await using host = await listen(app);
    const response = await fetch(`${host.url}/agenda/1`, { method: 'POST', body: 'x'.repeat(1e6) });
    expect(response.status).toBe(401);
    expect(response.headers.getSetCookie()).toEqual(['a=1']);
    expect(await response.json()).toEqual({ who: 'you?' });
    expect(seen).toHaveBeenCalledExactlyOnceWith(undefined);
  });
});

it.each([
  { name: 'a SasError', error: new SasError('SAS_REGULATORS_UNAVAILABLE'), status: 503 },
  { name: 'anything else', error: new Error('secret'), status: 500 },
])('answers when a guard rejects with $name', async ({ error, status }) => {
  const look = toNodeGuard(() => Promise.reject(error));
  const passed: unknown[] = [];
  await using host = await listen(async (request, response) => {
    passed.push(await look(request, response));
  });
  const response = await fetch(host.url);
  expect(response.status).toBe(status);
  expect(passed).toEqual([undefined]);
  expect(await response.text()).not.toContain('secret');
});

it('answers a malformed request', async () => {
  const look = toNodeGuard(guard);
  await using host = await listen((request, response) => void look(request, response));
  using caller = await dial(host.port);
  caller.socket.write('GET / HTTP/1.1\r\nHost: a b\r\n\r\n');
  await caller.until(/^HTTP\/1\.1 400 /);
});

it('aborts the signal of a guard when the caller leaves, and passes nothing on', async () => {
  let leave = () => {};
  const look = toNodeGuard(
    (_request, context) =>
      new Promise<{ readonly kind: 'pass' }>((_, reject) => {
        context?.signal?.addEventListener('abort', () => reject(context.signal?.reason));
        leave();
      }),
  );
  const exchanges: Promise<unknown>[] = [];
  await using host = await listen((request, response) => {
    exchanges.push(look(request, response));
  });
  using caller = await dial(host.port);
  leave = () => caller.socket.destroy();
  caller.socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  await caller.untilClosed();
  expect(await Promise.all(exchanges)).toEqual([undefined]);
});
