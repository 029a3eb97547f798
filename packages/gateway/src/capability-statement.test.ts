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
      rest: [
        {
          mode: 'server',
          resource: [
            {
              type: 'Slot',
              supportedProfile: ['https://example.org/slot'],
              interaction: [{ code: 'read' }, { code: 'search-type' }],
              versioning: 'no-version',
              searchInclude: ['Slot:schedule'],
              searchRevInclude: ['Schedule:actor'],
              searchParam: [{ name: 'start', type: 'date', documentation: 'Début' }],
            },
            {
              type: 'Practitioner',
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
