import { SasError, silentLogger } from '@sas-sos/core';
import { toFhirResponse } from '@sas-sos/fhir-http';
import { expect, it, vi } from 'vitest';
import { createGateway } from './create-gateway.js';
import { codesOf, createEchoPart } from './echo-part.fixture.js';

/** A part that answers a request when what is in `waiting` for it is called. */
function createWaitingPart() {
  const waiting: (() => void)[] = [];
  const part = createEchoPart({
    answer: () =>
      new Promise((resolve) => {
        waiting.push(() => resolve(toFhirResponse({ resourceType: 'Basic', code: {} })));
      }),
  });
  return { part, waiting };
}

it('refuses what exceeds limits.requests at once, and answers callers of /metadata and of the guard', async () => {
  const { part, waiting } = createWaitingPart();
  const logger = { ...silentLogger, error: vi.fn(), warn: vi.fn() };
  const gateway = createGateway({
    parts: [part],
    limits: { requests: 2 },
    logger,
    audit: { record: () => {} },
    guard: (request) =>
      request.headers.has('x-caller')
        ? { caller: { commonName: 'sas' } }
        : { refusal: new SasError('SAS_CALLER_NOT_ADMITTED') },
  });
  const ask = (path: string, headers = { 'x-caller': '1' }) =>
    gateway(new Request(`https://agenda.example/${path}`, { headers }));

  const admitted = [ask('Slot'), ask('Slot')];
  await vi.waitFor(() => expect(waiting).toHaveLength(2));
  const refused = await ask('Slot');
  expect(refused.status).toBe(503);
  expect(refused.headers.get('retry-after')).toBe('1');
  expect(await codesOf(refused)).toEqual(['SAS_REQUESTS_TOO_MANY']);
  expect(part.calls).toHaveLength(2);
  expect((await ask('metadata')).status).toBe(200);
  expect((await gateway(new Request('https://agenda.example/Slot'))).status).toBe(403);
  expect(logger.warn).toHaveBeenCalledOnce();
  expect(logger.error).not.toHaveBeenCalled();

  for (const answer of waiting) answer();
  for (const response of await Promise.all(admitted)) expect(response.status).toBe(200);
  const after = ask('Slot');
  await vi.waitFor(() => expect(waiting).toHaveLength(3));
  waiting[2]?.();
  expect((await after).status).toBe(200);
});

it('has a part work on limits.concurrency requests at once, and another part meanwhile', async () => {
  const { part: slow, waiting } = createWaitingPart();
  const other = createEchoPart({
    resources: [{ type: 'Basic', supportedProfile: 'x', interactions: ['read'] }],
  });
  const gateway = createGateway({
    parts: [slow, other],
    limits: { concurrency: 1, requests: 3, milliseconds: 1500 },
  });
  const ask = (path: string) => gateway(new Request(`https://agenda.example/${path}`));

  const first = ask('Slot');
  const second = ask('Slot');
  const third = ask('Slot');
  await vi.waitFor(() => expect(waiting).toHaveLength(1));
  // Those that wait count among limits.requests.
  expect(await codesOf(await ask('Slot'))).toEqual(['SAS_REQUESTS_TOO_MANY']);
  waiting[0]?.();
  expect((await first).status).toBe(200);
  expect((await ask('Basic/1')).status).toBe(200);
  await vi.waitFor(() => expect(waiting).toHaveLength(2));
  // The second never ends: it and the third, which came right after it, reach their time limit.
  for (const late of [await second, await third]) {
    expect(late.status).toBe(503);
    expect(await codesOf(late)).toEqual(['SAS_TIME_LIMIT_EXCEEDED']);
  }
  // Its turn has ended, though its answer never came.
  waiting.length = 0;
  const fourth = ask('Slot');
  await vi.waitFor(() => expect(waiting).toHaveLength(1));
  waiting[0]?.();
  expect((await fourth).status).toBe(200);
});

it('never calls a part for a change whose caller left while it waited for its turn', async () => {
  const { part, waiting } = createWaitingPart();
  const statuses: number[] = [];
  const gateway = createGateway({
    parts: [part],
    limits: { concurrency: 1 },
    audit: { record: ({ status }) => void statuses.push(status) },
  });
  const caller = new AbortController();
  const ask = (signal?: AbortSignal) =>
    gateway(
      new Request('https://agenda.example/Practitioner', {
        method: 'POST',
        headers: { 'content-type': 'application/fhir+json' },
        body: '{}',
        ...(signal && { signal }),
      }),
    );
  const first = ask();
  await vi.waitFor(() => expect(waiting).toHaveLength(1));
  const left = ask(caller.signal);
  const last = ask();
  // Its body has been read, and it waits.
  await new Promise((resolve) => setTimeout(resolve, 50));
  caller.abort();
  await left.catch(() => {});
  expect(statuses).toEqual([499]);
  waiting[0]?.();
  expect((await first).status).toBe(200);
  await vi.waitFor(() => expect(waiting).toHaveLength(2));
  waiting[1]?.();
  expect((await last).status).toBe(200);
  expect(part.calls).toHaveLength(2);
  expect(statuses).toEqual([499, 200, 200]);
});
