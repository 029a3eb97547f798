import { type AuditEvent, type CallerGuard, SasError } from '@sas-sos/core';
import { describe, expect, it } from 'vitest';
import { createGateway } from './create-gateway.js';
import { codesOf, createEchoPart } from './echo-part.fixture.js';

const origin = 'https://agenda.example';
const platform = { caller: { commonName: 'sas-agregateur' }, fingerprint: 'ab12' };

function guarded(guard: CallerGuard) {
  const events: AuditEvent[] = [];
  const part = createEchoPart();
  const gateway = createGateway({
    parts: [part],
    guard,
    limits: { urlLength: 200 },
    audit: { record: (event) => void events.push(event) },
  });
  return { gateway, part, events };
}

describe('a gateway with a guard', () => {
  it('admits the callers that the guard admits, and passes on who they are', async () => {
    const { gateway, events } = guarded(() => platform);
    expect((await gateway(new Request(`${origin}/Slot`))).status).toBe(200);
    expect(events).toMatchObject([
      { status: 200, caller: 'sas-agregateur', certificateFingerprint: 'ab12' },
    ]);
  });

  it.each([
    { name: 'a search', path: '/Slot', method: 'GET' },
    { name: 'the CapabilityStatement', path: '/metadata', method: 'GET' },
    { name: 'an unknown path', path: '/Patient', method: 'GET' },
    { name: 'an unknown method', path: '/Slot', method: 'DELETE' },
    { name: 'a URL that is too long', path: `/Slot?a=${'b'.repeat(300)}`, method: 'GET' },
    { name: 'a body', path: '/Practitioner', method: 'POST' },
  ])('refuses $name of any other caller, and calls no part', async ({ path, method }) => {
    const { gateway, part, events } = guarded(async () => ({
      refusal: new SasError('SAS_CALLER_NOT_ADMITTED'),
      fingerprint: 'cd34',
      presentedSubject: 'CN=other',
    }));
    const body = method === 'POST' ? { body: '{}' } : {};
    const response = await gateway(new Request(`${origin}${path}`, { method, ...body }));
    expect(response.status).toBe(403);
    expect(await codesOf(response)).toEqual(['SAS_CALLER_NOT_ADMITTED']);
    expect(part.calls).toEqual([]);
    expect(events).toMatchObject([
      {
        status: 403,
        certificateFingerprint: 'cd34',
        presentedSubject: 'CN=other',
        outcomeCodes: ['SAS_CALLER_NOT_ADMITTED'],
      },
    ]);
    expect(events[0]?.caller).toBeUndefined();
  });

  it.each<{ name: string; guard: () => unknown }>([
    {
      name: 'throws',
      guard: () => {
        throw new Error('broken');
      },
    },
    { name: 'rejects', guard: () => Promise.reject(new Error('broken')) },
    { name: 'returns nothing', guard: () => undefined },
    { name: 'returns neither caller nor refusal', guard: () => ({ fingerprint: 'ab12' }) },
  ])('refuses every caller if the guard $name', async ({ guard }) => {
    const { gateway, part } = guarded(guard as CallerGuard);
    const response = await gateway(new Request(`${origin}/Slot`));
    expect(response.status).toBe(403);
    expect(await codesOf(response)).toEqual(['SAS_CALLER_NOT_ADMITTED']);
    expect(part.calls).toEqual([]);
  });

  it("does not record a proxy's certificate when the guard found none of the caller", async () => {
    const { gateway, events } = guarded(() => ({
      refusal: new SasError('SAS_CLIENT_CERTIFICATE_MISSING'),
    }));
    const peerCertificate = { raw: new Uint8Array([1]), authorized: true };
    await gateway(new Request(`${origin}/Slot`), { peerCertificate });
    expect(events[0]?.certificateFingerprint).toBeUndefined();
  });

  it('mentions client certificates in the CapabilityStatement, but not without a guard', async () => {
    const securityOf = async (gateway: ReturnType<typeof createGateway>) => {
      const response = await gateway(new Request(`${origin}/metadata`));
      const { rest } = (await response.json()) as { rest: { security?: object }[] };
      return rest[0]?.security;
    };
    expect(await securityOf(guarded(() => platform).gateway)).toMatchObject({
      service: [{ coding: [{ code: 'Certificates' }] }],
    });
    expect(await securityOf(createGateway({ parts: [createEchoPart()] }))).not.toHaveProperty(
      'service',
    );
  });
});
