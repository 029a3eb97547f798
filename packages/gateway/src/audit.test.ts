import { createHash } from 'node:crypto';
import { type AuditEvent, SasError, silentLogger } from '@sas-sos/core';
import { toErrorResponse, toFhirResponse, withErrorCodes } from '@sas-sos/fhir-http';
import { describe, expect, it, vi } from 'vitest';
import { createGateway, type Gateway } from './create-gateway.js';
import { createEchoPart } from './echo-part.fixture.js';

const origin = 'https://agenda.example';

function audited(options: Partial<Parameters<typeof createGateway>[0]> = {}) {
  const events: AuditEvent[] = [];
  const gateway = createGateway({
    parts: [createEchoPart()],
    clock: { now: () => Date.parse('2026-12-01T08:00:00.000Z') },
    audit: { record: (event) => void events.push(event) },
    ...options,
  });
  return { gateway, events };
}

describe('the audit trail', () => {
  it.each(['identity', 'gzip'])('has the codes of what an answer left out, %s', async (coding) => {
    const { gateway, events } = audited({
      parts: [
        createEchoPart({
          answer: () =>
            withErrorCodes(
              toFhirResponse({ resourceType: 'Basic', code: { text: 'a'.repeat(3000) } }),
              ['SAS_SEARCH_IDENTIFIER_MALFORMED', 'SAS_SEARCH_IDENTIFIER_MALFORMED'],
            ),
        }),
      ],
    });
    const response = await gateway(
      new Request(`${origin}/Slot`, { headers: { 'accept-encoding': coding } }),
    );
    expect(response.headers.get('content-encoding') ?? 'identity').toBe(coding);
    expect(events).toMatchObject([
      { status: 200, outcomeCodes: ['SAS_SEARCH_IDENTIFIER_MALFORMED'] },
    ]);
  });

  it.each([
    { method: 'GET', path: '/Slot?a=1', interaction: 'search-type', type: 'Slot', status: 200 },
    { method: 'HEAD', path: '/Slot/77', interaction: 'read', type: 'Slot', status: 200 },
    {
      method: 'POST',
      path: '/Slot/_search',
      interaction: 'search-type',
      type: 'Slot',
      status: 200,
    },
    {
      method: 'POST',
      path: '/Practitioner',
      interaction: 'create',
      type: 'Practitioner',
      status: 200,
    },
    {
      method: 'PUT',
      path: '/Practitioner',
      interaction: 'update',
      type: 'Practitioner',
      status: 200,
    },
    { method: 'GET', path: '/metadata', interaction: 'capabilities', type: undefined, status: 200 },
    { method: 'DELETE', path: '/Slot/77', interaction: undefined, type: 'Slot', status: 405 },
    { method: 'GET', path: '/Patient/77', interaction: undefined, type: undefined, status: 404 },
  ])('$method $path', async ({ method, path, interaction, type, status }) => {
    const { gateway, events } = audited();
    const response = await gateway(new Request(`${origin}${path}`, { method }), {
      remoteAddress: '192.0.2.1',
    });
    const body = await response.arrayBuffer();
    expect(events).toEqual([
      {
        recordedAt: '2026-12-01T08:00:00.000Z',
        interaction,
        resourceType: type,
        method,
        status,
        outcomeCodes:
          { 404: ['SAS_REQUEST_NOT_FOUND'], 405: ['SAS_METHOD_NOT_ALLOWED'] }[status] ?? [],
        durationMilliseconds: expect.any(Number),
        responseBytes: body.byteLength,
        remoteAddress: '192.0.2.1',
        certificateFingerprint: undefined,
      },
    ]);
    // Without the duration, which may contain any digits.
    const text = JSON.stringify(events.map((event) => ({ ...event, durationMilliseconds: 0 })));
    expect(text).not.toContain('77');
    expect(events[0]?.durationMilliseconds).toBeGreaterThanOrEqual(0);
  });

  it('records why a part refused', async () => {
    const { gateway, events } = audited({
      parts: [
        createEchoPart({
          answer: () =>
            toErrorResponse(
              SasError.of([
                { code: 'SAS_SEARCH_START_MISSING' },
                { code: 'SAS_SEARCH_END_MISSING' },
                { code: 'SAS_SEARCH_START_MISSING' },
              ]),
            ),
        }),
      ],
    });
    await gateway(new Request(`${origin}/Slot`));
    expect(events[0]?.outcomeCodes).toEqual(['SAS_SEARCH_START_MISSING', 'SAS_SEARCH_END_MISSING']);
  });

  it.each([
    {
      name: 'something other than JSON',
      answer: () => new Response('no', { status: 400 }),
      bytes: undefined,
    },
    { name: 'no body', answer: () => new Response(null, { status: 400 }), bytes: 0 },
  ])('accepts an answer with $name', async ({ answer, bytes }) => {
    const { gateway, events } = audited({ parts: [createEchoPart({ answer })] });
    await gateway(new Request(`${origin}/Slot`));
    expect(events[0]).toMatchObject({ status: 400, outcomeCodes: [] });
    expect(events[0]?.responseBytes).toBe(bytes);
  });

  it('records which certificate called', async () => {
    const { gateway, events } = audited();
    const peerCertificate = { raw: new Uint8Array([1, 2, 3]), authorized: true };
    for (let call = 0; call < 2; call += 1) {
      await gateway(new Request(`${origin}/Slot`), { peerCertificate });
    }
    const fingerprint = createHash('sha256').update(peerCertificate.raw).digest('hex');
    expect(events.map((event) => event.certificateFingerprint)).toEqual([fingerprint, fingerprint]);
  });

  it('counts the bytes that are sent', async () => {
    const { gateway, events } = audited({
      parts: [createEchoPart({ resources: manyTypes })],
    });
    const response = await gateway(
      new Request(`${origin}/metadata`, { headers: { 'accept-encoding': 'br' } }),
    );
    expect(response.headers.get('content-encoding')).toBe('br');
    expect(events[0]?.responseBytes).toBe(Number(response.headers.get('content-length')));
  });

  it.each([
    {
      name: 'throws',
      record: () => {
        throw new Error('full');
      },
    },
    { name: 'rejects', record: () => Promise.reject(new Error('full')) },
  ])('that $name changes nothing, and is logged', async ({ record }) => {
    const error = vi.fn();
    const { gateway } = audited({ audit: { record }, logger: { ...silentLogger, error } });
    expect((await gateway(new Request(`${origin}/Slot`))).status).toBe(200);
    await new Promise(setImmediate);
    expect(error).toHaveBeenCalledOnce();
  });

  it('does not delay the answer', async () => {
    const { gateway } = audited({ audit: { record: () => new Promise(() => {}) } });
    expect((await gateway(new Request(`${origin}/Slot`))).status).toBe(200);
  });

  it('is one line of the logger by default', async () => {
    const info = vi.fn();
    const gateway: Gateway = createGateway({
      parts: [createEchoPart()],
      logger: { ...silentLogger, info },
    });
    await gateway(new Request(`${origin}/Slot?actor=1`));
    expect(info).toHaveBeenCalledOnce();
    expect(info.mock.calls[0]?.[0]).toMatchObject({ interaction: 'search-type', status: 200 });
  });
});

const manyTypes = ['Slot', 'Schedule', 'Location', 'Organization', 'Practitioner'].map((type) => ({
  type,
  supportedProfile: `https://interop.esante.gouv.fr/ig/fhir/sas/StructureDefinition/${type}`,
  interactions: ['read', 'search-type'] as const,
  searchParameters: [
    { name: 'identifier', type: 'token' as const, documentation: 'Identifiant national'.repeat(9) },
  ],
}));
