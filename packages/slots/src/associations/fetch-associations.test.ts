import { describe, expect, it } from 'vitest';
import { fetchAssociations } from './fetch-associations.js';

const base = 'https://agenda.example/fhir';

/** A platform that answers a search for each type with these resources. */
function serve(organizations: readonly unknown[] | undefined, locations: readonly unknown[] = []) {
  const calls: unknown[] = [];
  const fetch = async (url: unknown, init?: RequestInit) => {
    calls.push([url, new Headers(init?.headers).get('accept')]);
    const resources = url === `${base}/Organization` ? organizations : locations;
    const entry = resources?.map((resource) => ({ resource }));
    return Response.json({ resourceType: 'Bundle', type: 'searchset', entry });
  };
  return { calls, fetch: fetch as typeof globalThis.fetch };
}

const organization = {
  resourceType: 'Organization',
  id: 'o1',
  identifier: [{ value: '334173748400020' }],
  name: 'SOS',
};
const location = (part: object) => ({
  resourceType: 'Location',
  managingOrganization: { reference: 'Organization/o1' },
  ...part,
});

describe('fetchAssociations', () => {
  it('asks for associations and places in FHIR, whatever the end of the address', async () => {
    for (const url of [base, `${base}/`]) {
      const { calls, fetch } = serve([]);
      expect(await fetchAssociations(url, { fetch })).toEqual([]);
      expect(calls).toEqual([
        [`${base}/Organization`, 'application/fhir+json'],
        [`${base}/Location`, 'application/fhir+json'],
      ]);
    }
  });

  it('gives each association its places', async () => {
    const { fetch } = serve(
      [organization, { ...organization, id: 'o2', identifier: [{ value: '3' }] }],
      [
        location({ identifier: [{ value: 'p1' }], telecom: [{ value: '+33199001234' }] }),
        location({
          id: 'l2',
          identifier: [{ type: { coding: [{ code: 'IDNST' }] }, value: '1350000022' }],
          name: 'Centre',
          address: { line: ['1 rue', 'bis'], postalCode: '35000', city: 'Rennes' },
        }),
        location({ managingOrganization: undefined, identifier: [{ value: 'p3' }] }),
        location({ managingOrganization: { reference: 'Organization/o3' } }),
      ],
    );
    const none = { name: '', line: '', postalCode: '', city: '' };
    expect(await fetchAssociations(base, { fetch })).toEqual([
      {
        siret: '334173748400020',
        name: 'SOS',
        places: [
          { id: 'p1', ...none, phone: '+33199001234' },
          {
            ...{ id: 'l2', finess: '1350000022', name: 'Centre' },
            ...{ line: '1 rue', postalCode: '35000', city: 'Rennes' },
          },
        ],
      },
      { siret: '3', name: 'SOS', places: [] },
    ]);
  });

  it.each<{ name: string; resource: unknown; expected: readonly object[] }>([
    { name: 'another resource', resource: { resourceType: 'Patient' }, expected: [] },
    { name: 'an entry without one', resource: undefined, expected: [] },
    {
      name: 'an association without anything',
      resource: { resourceType: 'Organization' },
      expected: [{ siret: '', name: '', places: [] }],
    },
  ])('reads $name', async ({ resource, expected }) => {
    const { fetch } = serve([resource]);
    expect(await fetchAssociations(base, { fetch })).toEqual(expected);
  });

  it.each<{ name: string; part: object; expected: object }>([
    { name: 'no identifier', part: { id: 'l1' }, expected: { id: '' } },
    { name: 'an empty list', part: { identifier: [] }, expected: { id: '' } },
    { name: 'no type', part: { identifier: [{ value: 'p1', type: {} }] }, expected: { id: 'p1' } },
    {
      name: 'a national one without a value',
      part: { id: 'l1', identifier: [{ type: { coding: [{ code: 'IDNST' }] } }] },
      expected: { id: 'l1' },
    },
    {
      name: 'an address without a line',
      part: { identifier: [{ value: 'p1' }], address: { city: 'Rennes' } },
      expected: { id: 'p1', city: 'Rennes' },
    },
    {
      name: 'no way to call it, and half an address',
      part: { identifier: [{ value: 'p1' }], telecom: [], address: { city: 'Rennes', line: [] } },
      expected: { id: 'p1', city: 'Rennes' },
    },
  ])('reads a place with $name', async ({ part, expected }) => {
    const { fetch } = serve([organization], [location(part)]);
    const [association] = await fetchAssociations(base, { fetch });
    const none = { name: '', line: '', postalCode: '', city: '' };
    expect(association?.places).toStrictEqual([{ ...none, ...expected }]);
  });

  it('reads a Bundle without entries', async () => {
    expect(await fetchAssociations(base, { fetch: serve(undefined).fetch })).toEqual([]);
  });

  it('stops when the caller stops waiting', async () => {
    const signal = AbortSignal.abort(new Error('left'));
    const fetch = async (_: unknown, init?: RequestInit) => {
      init?.signal?.throwIfAborted();
      return new Response();
    };
    await expect(
      fetchAssociations(base, { signal, fetch: fetch as typeof globalThis.fetch }),
    ).rejects.toMatchObject({ code: 'SAS_ASSOCIATIONS_UNREADABLE', cause: { message: 'left' } });
  });
});
