import { SasError, silentLogger } from '@sas-sos/core';
import { toFhirResponse } from '@sas-sos/fhir-http';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createGateway } from './create-gateway.js';
import { codesOf, createEchoPart } from './echo-part.fixture.js';

type Answer = NonNullable<Parameters<typeof createEchoPart>[0]>['answer'];

const request = () => new Request('https://agenda.example/Slot');

function gatewayWith(answer: Answer) {
  const error = vi.fn();
  const debug = vi.fn();
  const record = vi.fn();
  const gateway = createGateway({
    parts: [createEchoPart(answer ? { answer } : {})],
    limits: { milliseconds: 500 },
    logger: { ...silentLogger, error, debug },
    audit: { record },
  });
  return { gateway, error, debug, record };
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => vi.useRealTimers());

describe('the time limit', () => {
  it('answers 503 at once, even if the part never ends', async () => {
    let signal: AbortSignal | undefined;
    const { gateway, error } = gatewayWith((_, context) => {
      signal = context.signal;
      return new Promise(() => {});
    });
    const answer = gateway(request());
    await vi.advanceTimersByTimeAsync(499);
    expect(signal?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    const response = await answer;
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    expect(await codesOf(response)).toEqual(['SAS_TIME_LIMIT_EXCEEDED']);
    expect(signal?.aborted).toBe(true);
    expect(error).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is the fault of the caller if its body does not arrive: 408, and no error of ours', async () => {
    let isAsked = false;
    const { gateway, error } = gatewayWith(() => {
      isAsked = true;
      return new Promise(() => {});
    });
    const answer = gateway(
      new Request('https://agenda.example/Slot/_search', {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new ReadableStream({}),
        duplex: 'half',
      }),
    );
    await vi.advanceTimersByTimeAsync(500);
    const response = await answer;
    expect(response.status).toBe(408);
    expect(await codesOf(response)).toEqual(['SAS_BODY_TOO_SLOW']);
    expect(isAsked).toBe(false);
    expect(error).not.toHaveBeenCalled();
  });

  it('takes precedence over a part that rejects because it was aborted', async () => {
    const { gateway } = gatewayWith(
      (_, { signal }) =>
        new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
    );
    const answer = gateway(request());
    await vi.advanceTimersByTimeAsync(500);
    expect(await codesOf(await answer)).toEqual(['SAS_TIME_LIMIT_EXCEEDED']);
  });

  it.each([
    { name: 'a late rejection', end: () => Promise.reject(new Error('late')) },
    { name: 'a late answer', end: () => toFhirResponse({ resourceType: 'Basic', code: {} }) },
  ])('$name is logged only as a detail', async ({ end }) => {
    const { gateway, error, debug, record } = gatewayWith(async () => {
      await new Promise((resolve) => setTimeout(resolve, 600));
      return end();
    });
    const answer = gateway(request());
    await vi.advanceTimersByTimeAsync(500);
    expect((await answer).status).toBe(503);
    expect(debug).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(100);
    expect(debug).toHaveBeenCalledOnce();
    expect(error).toHaveBeenCalledOnce();
    expect(record).toHaveBeenCalledOnce();
  });

  it('a stream that arrives late is cancelled', async () => {
    const cancel = vi.fn();
    const { gateway } = gatewayWith(async () => {
      await new Promise((resolve) => setTimeout(resolve, 600));
      return new Response(new ReadableStream({ cancel }));
    });
    const answer = gateway(request());
    await vi.advanceTimersByTimeAsync(600);
    await answer;
    expect(cancel).toHaveBeenCalledOnce();
  });

  it('leaves no timer and no listener after an answer', async () => {
    const { gateway } = gatewayWith(undefined);
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, 'addEventListener');
    const removed = vi.spyOn(signal, 'removeEventListener');
    await gateway(request(), { signal });
    expect(vi.getTimerCount()).toBe(0);
    expect(added).toHaveBeenCalledOnce();
    expect(removed).toHaveBeenCalledOnce();
    expect(removed.mock.calls[0]?.[1]).toBe(added.mock.calls[0]?.[1]);
  });

  it('applies to the body of a request too', async () => {
    const cancel = vi.fn();
    const { gateway } = gatewayWith(undefined);
    const body = new ReadableStream({ cancel });
    const answer = gateway(
      new Request('https://agenda.example/Practitioner', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        duplex: 'half',
      }),
    );
    await vi.advanceTimersByTimeAsync(500);
    expect((await answer).status).toBe(408);
    expect(cancel).toHaveBeenCalledOnce();
  });
});

describe('a caller who disconnects', () => {
  it.each([
    { name: 'through the host', viaContext: true },
    { name: 'through the request', viaContext: false },
  ])('$name, aborts the part; nothing counts as our error', async ({ viaContext }) => {
    const { gateway, error, record } = gatewayWith(
      (_, { signal }) =>
        new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
    );
    const caller = new AbortController();
    const answer = viaContext
      ? gateway(request(), { signal: caller.signal })
      : gateway(new Request('https://agenda.example/Slot', { signal: caller.signal }));
    await vi.advanceTimersByTimeAsync(1);
    caller.abort();
    await answer;
    expect(error).not.toHaveBeenCalled();
    expect(record.mock.calls[0]?.[0]).toMatchObject({ status: 499, outcomeCodes: [] });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('before a part was called: no part is called', async () => {
    const part = createEchoPart();
    const record = vi.fn();
    const gateway = createGateway({ parts: [part], audit: { record } });
    await gateway(request(), { signal: AbortSignal.abort() });
    expect(part.calls).toEqual([]);
    expect(record.mock.calls[0]?.[0]).toMatchObject({ status: 499 });
  });

  it('does not hide what a part still did', async () => {
    const caller = new AbortController();
    const { gateway, record } = gatewayWith(() => {
      caller.abort();
      return new Response(null, { status: 201 });
    });
    await gateway(request(), { signal: caller.signal });
    expect(record.mock.calls[0]?.[0]).toMatchObject({ status: 201 });
  });
});

describe('a part that throws', () => {
  it.each([
    { name: 'a bug', thrown: new Error('patient Dupont'), code: 'SAS_INTERNAL', logged: 1 },
    { name: 'something that is not an error', thrown: null, code: 'SAS_INTERNAL', logged: 1 },
    {
      name: 'a failure',
      thrown: new SasError('SAS_AGENDA_UNAVAILABLE', { cause: new Error('patient Dupont') }),
      code: 'SAS_AGENDA_UNAVAILABLE',
      logged: 1,
    },
    {
      name: 'a refusal',
      thrown: new SasError('SAS_SEARCH_START_MISSING'),
      code: 'SAS_SEARCH_START_MISSING',
      logged: 0,
    },
  ])('$name', async ({ thrown, code, logged }) => {
    const { gateway, error } = gatewayWith(() => {
      throw thrown;
    });
    const text = await (await gateway(request())).text();
    expect(text).toContain(code);
    expect(text).not.toContain('Dupont');
    expect(text).not.toContain('.ts');
    expect(error).toHaveBeenCalledTimes(logged);
    if (logged > 0) expect(error.mock.calls[0]?.[0]).toEqual({ err: thrown });
  });
});
