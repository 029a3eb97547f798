import { silentLogger } from '@sas-sos/core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createGateway } from './create-gateway.js';
import { createEchoPart, slotCapability } from './echo-part.fixture.js';

const probe = (method = 'GET') => new Request('http://127.0.0.1/health', { method });

function gatewayWith(check?: (signal: AbortSignal) => Promise<void>) {
  const error = vi.fn();
  const gateway = createGateway({
    parts: [
      createEchoPart({ resources: [slotCapability], ...(check ? { check } : {}) }),
      createEchoPart({ resources: [{ ...slotCapability, type: 'Schedule' }] }),
    ],
    logger: { ...silentLogger, error },
  });
  return { gateway, error };
}

afterEach(() => vi.useRealTimers());

describe('health', () => {
  it.each([
    { name: 'no part has anything to check', check: undefined, status: 200, logged: 0 },
    { name: 'every part is ready', check: async () => {}, status: 200, logged: 0 },
    {
      name: 'a part rejects',
      check: async () => {
        throw new Error('secret');
      },
      status: 503,
      logged: 1,
    },
    {
      name: 'a part throws',
      check: () => {
        throw new Error('secret');
      },
      status: 503,
      logged: 1,
    },
  ])('$name: $status', async ({ check, status, logged }) => {
    const { gateway, error } = gatewayWith(check);
    const response = await gateway.health(probe());
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/health+json');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.text()).toBe(`{"status":"${status === 200 ? 'pass' : 'fail'}"}`);
    expect(error).toHaveBeenCalledTimes(logged);
  });

  it('a part that does not answer for 2 s is aborted, and fails', async () => {
    vi.useFakeTimers();
    let seen: AbortSignal | undefined;
    const { gateway, error } = gatewayWith((signal) => {
      seen = signal;
      return new Promise(() => {});
    });
    const answer = gateway.health(probe());
    await vi.advanceTimersByTimeAsync(1999);
    expect(seen?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect((await answer).status).toBe(503);
    expect(seen?.aborted).toBe(true);
    expect(error).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('answers HEAD without a body, and nothing else', async () => {
    const { gateway } = gatewayWith();
    const head = await gateway.health(probe('HEAD'));
    expect([head.status, head.body, head.headers.get('content-length')]).toEqual([200, null, '17']);
    const post = await gateway.health(probe('POST'));
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });
});
