import { SasError, silentLogger } from '@sas-sos/core';
import { toFhirResponse } from '@sas-sos/fhir-http';
import { expect, it, vi } from 'vitest';
import { createGateway } from './create-gateway.js';
import { codesOf, createEchoPart } from './echo-part.fixture.js';

it('refuses what exceeds limits.requests at once, and answers callers of /metadata and of the guard', async () => {
  const waiting: (() => void)[] = [];
  const logger = { ...silentLogger, error: vi.fn(), warn: vi.fn() };
  const part = createEchoPart({
    answer: () =>
      new Promise((resolve) => {
        waiting.push(() => resolve(toFhirResponse({ resourceType: 'Basic', code: {} })));
      }),
  });
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
