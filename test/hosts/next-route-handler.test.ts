import { createMemoryAgenda, createMemoryRegulatorAccounts } from '@sas-sos/testing';
import { createSas } from 'sas-sos';
import { describe, expect, it } from 'vitest';

const publicUrl = 'https://agenda.example';

/** What `app/fhir/[...path]/route.ts` exports: Next.js calls it with a request and its own context. */
async function createRoute() {
  const sas = await createSas({
    ...{ publicUrl, idSystem: 'https://editeur.example/ids' },
    agenda: createMemoryAgenda({ associations: [], slots: [] }),
    accounts: createMemoryRegulatorAccounts(),
  });
  const answer = (request: Request, _context: { readonly params: Promise<unknown> }) =>
    sas.handler(request, { basePath: '/fhir' });
  return { GET: answer, POST: answer, PUT: answer };
}

const params = Promise.resolve({ path: ['metadata'] });

describe('A route handler of Next.js', () => {
  it('answers a search and a call on accounts', async () => {
    const { GET, POST } = await createRoute();
    const metadata = await GET(new Request(`${publicUrl}/fhir/metadata`), { params });
    expect(await metadata.json()).toMatchObject({ resourceType: 'CapabilityStatement' });
    const refused = await POST(
      new Request(`${publicUrl}/fhir/Practitioner`, {
        method: 'POST',
        headers: { 'content-type': 'application/fhir+json' },
        body: '{"a":',
      }),
      { params },
    );
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ resourceType: 'OperationOutcome' });
  });
});
