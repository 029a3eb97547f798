import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Agenda } from '@sas-sos/core';
import { describe, expect, it } from 'vitest';
import { createSlotHandler } from '../create-slot-handler.js';
import {
  type CarriedAssociation,
  listCarriedAssociations,
  toAssociationCsv,
} from './association-list.js';
import { fetchAssociations } from './fetch-associations.js';

const agenda: Agenda = {
  listAssociations: () => [
    {
      siret: '34173748400020',
      name: 'SOS "Médecins"; Rennes',
      places: [
        {
          id: 'p1',
          name: '=HYPERLINK("x")',
          finess: '350000022',
          phone: '01 99 00 12 34',
          address: { line: '1 rue\nde Rennes', postalCode: '01000', city: 'Bourg' },
        },
        {
          id: 'p2',
          name: 'Sans téléphone',
          address: { line: '2 rue', postalCode: '35000', city: 'Rennes' },
        },
        {
          id: 'p3',
          name: 'Sans code postal',
          address: { line: '3 rue', postalCode: '', city: 'Rennes' },
        },
      ],
    },
    { siret: '92080466300010', name: 'Sans lieu', places: [] },
  ],
  findFreeSlots: () => [],
};

const expected: readonly CarriedAssociation[] = [
  {
    siret: '334173748400020',
    name: 'SOS "Médecins"; Rennes',
    places: [
      {
        id: 'p1',
        finess: '1350000022',
        name: '=HYPERLINK("x")',
        line: '1 rue de Rennes',
        postalCode: '01000',
        city: 'Bourg',
        phone: '+33199001234',
      },
      { id: 'p2', name: 'Sans téléphone', line: '2 rue', postalCode: '35000', city: 'Rennes' },
    ],
  },
  { siret: '392080466300010', name: 'Sans lieu', places: [] },
];

describe('the list of associations carried', () => {
  it('contains everything in an agenda that can be sent', async () => {
    expect(await listCarriedAssociations(agenda)).toStrictEqual(expected);
  });

  it('is CSV that a French spreadsheet opens: no cell is a formula, no zero is lost', () => {
    expect(toAssociationCsv(expected)).toBe(
      [
        '\ufeff"siret";"association";"place_id";"finess";"place";"line";"postal_code";"city";"phone"',
        '"334173748400020";"SOS ""Médecins""; Rennes";"p1";"1350000022";"\'=HYPERLINK(""x"")";"1 rue de Rennes";"01000";"Bourg";"+33199001234"',
        '"334173748400020";"SOS ""Médecins""; Rennes";"p2";"";"Sans téléphone";"2 rue";"35000";"Rennes";""',
        '"392080466300010";"Sans lieu";"";"";"";"";"";"";""',
        '',
      ].join('\r\n'),
    );
  });

  it.each([
    { name: 'by their own ids', placeIdentifier: 'internal' as const, finess: undefined },
    { name: 'by their FINESS', placeIdentifier: 'national' as const, finess: '1350000022' },
  ])(
    'reads the same from an endpoint that identifies places $name',
    async ({ placeIdentifier, finess }) => {
      const handler = createSlotHandler({
        agenda,
        placeIdSystem: 'urn:oid:1.2.3',
        placeIdentifier,
      });
      const read = await fetchAssociations('https://agenda.example/fhir/', {
        fetch: (url) => handler(new Request(url as string), { basePath: '/fhir' }),
      });
      const withFiness = expected.map((association) => ({
        ...association,
        places: association.places.map(({ finess: _, ...place }) =>
          finess !== undefined && place.id === 'p1' ? { ...place, finess } : place,
        ),
      }));
      expect(read).toEqual(withFiness);
    },
  );

  it.each([
    { name: 'a page', status: 200, body: '<html>' },
    { name: 'a refusal', status: 403, body: '{"resourceType":"OperationOutcome","issue":[]}' },
    { name: 'another resource', status: 200, body: '{"resourceType":"Patient"}' },
    {
      name: 'a Bundle with a failure',
      status: 500,
      body: '{"resourceType":"Bundle","type":"searchset"}',
    },
  ])('is not read from $name', async ({ status, body }) => {
    const server = createServer((_request, response) => response.writeHead(status).end(body));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await expect(fetchAssociations(`http://127.0.0.1:${port}`)).rejects.toMatchObject({
      code: 'SAS_ASSOCIATIONS_UNREADABLE',
    });
    server.close();
  });
});
