import { describe, expect, it } from 'vitest';
import { createGateway } from './create-gateway.js';
import { createEchoPart } from './echo-part.fixture.js';

async function metadata(
  options: Partial<Parameters<typeof createGateway>[0]> = {},
  url = 'https://agenda.example/fhir/metadata',
) {
  const gateway = createGateway({
    parts: [createEchoPart()],
    clock: { now: () => Date.parse('2026-12-01T08:00:00.000Z') },
    ...options,
  });
  return (await gateway(new Request(url), { basePath: '/fhir' })).json();
}

describe('/metadata', () => {
  it('describes what the parts support', async () => {
    const statement = await metadata({
      baseUrl: 'https://public.example/fhir',
      software: { name: 'Agenda', version: '4.2' },
    });
    expect(statement).toEqual({
      resourceType: 'CapabilityStatement',
      name: 'SasSosAgenda',
      status: 'active',
      date: '2026-12-01T08:00:00.000Z',
      kind: 'instance',
      software: { name: 'Agenda', version: '4.2' },
      implementation: { description: expect.any(String), url: 'https://public.example/fhir' },
      fhirVersion: '4.0.1',
      format: ['application/fhir+json'],
      implementationGuide: ['https://interop.esante.gouv.fr/ig/fhir/sas'],
      rest: [
        {
          mode: 'server',
          documentation: expect.any(String),
          security: { cors: false, description: expect.any(String) },
          resource: [
            {
              type: 'Slot',
              profile: 'https://example.org/slot',
              supportedProfile: ['https://example.org/slot'],
              interaction: [{ code: 'read' }, { code: 'search-type' }],
              versioning: 'no-version',
              searchInclude: ['Slot:schedule'],
              searchRevInclude: ['Schedule:actor'],
              searchParam: [{ name: 'start', type: 'date', documentation: 'Début' }],
            },
            {
              type: 'Practitioner',
              profile: 'https://example.org/practitioner',
              supportedProfile: ['https://example.org/practitioner'],
              interaction: [{ code: 'create' }, { code: 'update' }],
              versioning: 'no-version',
              conditionalUpdate: true,
            },
          ],
        },
      ],
    });
  });

  it('defaults to the address of the request', async () => {
    const statement = (await metadata()) as { implementation: { url: string } };
    expect(statement).not.toHaveProperty('software');
    expect(statement.implementation.url).toBe('https://agenda.example/fhir');
  });

  it('names what the parts instantiate, once each', async () => {
    const part = (type: string, instantiates: string) =>
      Object.assign(
        createEchoPart({ resources: [{ type, supportedProfile: 'x', interactions: ['read'] }] }),
        { instantiates },
      );
    const parts = [part('Slot', 'urn:a'), part('Schedule', 'urn:a'), part('Location', 'urn:b')];
    expect(await metadata({ parts })).toMatchObject({ instantiates: ['urn:a', 'urn:b'] });
    expect(await metadata()).not.toHaveProperty('instantiates');
  });

  it('lists a conditional update as an update', async () => {
    const capability = {
      type: 'Practitioner',
      supportedProfile: 'x',
      interactions: ['create'],
      conditionalUpdate: true,
      updateCreate: true,
    } as const;
    const { rest } = (await metadata({
      parts: [createEchoPart({ resources: [capability] })],
    })) as { rest: readonly { resource: readonly object[] }[] };
    expect(rest[0]?.resource).toMatchObject([
      {
        interaction: [{ code: 'create' }, { code: 'update' }],
        updateCreate: true,
        conditionalUpdate: true,
      },
    ]);
  });

  it.each([
    { name: 'with a guard', guarded: true, service: ['Certificates'] },
    { name: 'without one', guarded: false, service: [] },
  ])('says how callers are checked, $name', async ({ guarded, service }) => {
    const statement = (await metadata(
      guarded ? { guard: async () => ({ caller: { commonName: 'x' } }) as never } : {},
    )) as { rest: readonly { security: { cors: boolean; service?: readonly object[] } }[] };
    const security = statement.rest[0]?.security;
    expect(security?.cors).toBe(false);
    expect(security?.service ?? []).toMatchObject(service.map((code) => ({ coding: [{ code }] })));
  });

  it('has no empty element', async () => {
    const part = createEchoPart({
      resources: [
        {
          type: 'Slot',
          supportedProfile: 'https://example.org/slot',
          interactions: [],
          searchParameters: [],
          searchInclude: [],
          searchRevInclude: [],
          conditionalUpdate: false,
        },
      ],
    });
    expect(JSON.stringify(await metadata({ parts: [part] }))).not.toMatch(/\[\]|\{\}|""|null/);
  });
});
