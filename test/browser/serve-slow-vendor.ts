import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** A vendor that answers with a given number of slots, after a given time. */
export interface SlowVendor extends AsyncDisposable {
  /** Its FHIR base. */
  readonly url: string;
  /** How long each answer takes, in milliseconds. */
  delay: number;
}

const profile = 'https://interop.esante.gouv.fr/ig/fhir/sas/StructureDefinition/sas-sos-';
const coding = (system: string, code: string) => ({ coding: [{ system, code }] });
const towns = [
  ['Lyon', '69003', 45.76, 4.85],
  ['Villeurbanne', '69100', 45.77, 4.88],
  ['Rennes', '35000', 48.11, -1.68],
  ['Bordeaux', '33000', 44.84, -0.58],
  ['Paris', '75013', 48.83, 2.36],
  ['Lille', '59000', 50.63, 3.06],
  ['Marseille', '13005', 43.29, 5.4],
  ['Nantes', '44000', 47.22, -1.55],
  ['Saint-Denis', '97400', -20.88, 55.45],
  ['Fort-de-France', '97200', 14.61, -61.07],
] as const;

/** Serves INT_SOS1 and INT_SOS-transco for ten associations with two places each. */
export async function serveSlowVendor(slots: number): Promise<SlowVendor> {
  const directory = towns.flatMap((town, index) => toDirectory(town, index));
  const organizations = directory.filter(({ resourceType }) => resourceType === 'Organization');
  const locations = directory.filter(({ resourceType }) => resourceType === 'Location');
  const schedules = locations.map(({ id }) => ({
    resourceType: 'Schedule',
    id: `c-${id}`,
    meta: { profile: [`${profile}schedule-aggregator`] },
    actor: [{ reference: `Location/${id}` }],
  }));
  // From the next full hour: every slot is ahead, and within three days.
  const begin = Math.ceil(Date.now() / 3_600_000) * 3_600_000;
  const perPlace = Math.ceil(slots / locations.length);
  const answer = JSON.stringify(
    toBundle([
      ...directory,
      ...schedules,
      ...locations.flatMap(({ id }, place) =>
        Array.from({ length: perPlace }, (_, index) => toSlot(id, place, index, perPlace, begin)),
      ),
    ]),
  );
  const texts = {
    Schedule: answer,
    Organization: JSON.stringify(toBundle(organizations)),
    Location: JSON.stringify(toBundle([...locations, ...organizations])),
  };
  const settings = { delay: 0 };
  const server = createServer(async (request, response) => {
    const [, type] = /^\/fhir\/(Schedule|Organization|Location)/.exec(request.url ?? '') ?? [];
    await delay(settings.delay);
    response.setHeader('content-type', 'application/fhir+json');
    response.end(texts[type as keyof typeof texts]);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`,
    get delay() {
      return settings.delay;
    },
    set delay(milliseconds) {
      settings.delay = milliseconds;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

type Resource = { readonly resourceType: string; readonly id: string };

function toDirectory(
  [city, postalCode, latitude, longitude]: (typeof towns)[number],
  index: number,
): readonly Resource[] {
  const organization = {
    resourceType: 'Organization',
    id: `o${index}`,
    meta: { profile: [`${profile}organization-aggregator`] },
    identifier: [
      { system: 'urn:oid:1.2.250.1.71.4.2.2', value: `39000000000${String(1000 + index)}` },
    ],
    name: `SOS Médecins ${city}`,
  };
  const places = [0, 1].map((rank) => ({
    resourceType: 'Location',
    id: `p${index}-${rank}`,
    meta: { profile: [`${profile}location-aggregator`] },
    name: `Centre de consultation ${city} ${rank === 0 ? 'Centre' : 'Nord'}`,
    telecom: [{ system: 'phone', value: '+33193246789' }],
    address: { line: ['1 rue de la République'], city, postalCode },
    position: { latitude: latitude + rank * 0.12, longitude: longitude + rank * 0.08 },
    managingOrganization: { reference: `Organization/o${index}` },
  }));
  return [organization, ...places];
}

function toSlot(place: string, rank: number, index: number, count: number, begin: number) {
  const start = begin + Math.floor((index / count) * 60 * 12) * 300_000;
  const isOverseas = rank >= 16;
  const offset = isOverseas ? (rank < 18 ? 4 : -4) : 1;
  const write = (epoch: number) =>
    `${new Date(epoch + offset * 3_600_000).toISOString().slice(0, 19)}${offset < 0 ? '-' : '+'}0${Math.abs(offset)}:00`;
  const kinds = ['AMB', 'VR', 'HH'];
  const system = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
  return {
    resourceType: 'Slot',
    id: `s-${place}-${index}`,
    meta: {
      profile: [`${profile}slot-aggregator`],
      security: [
        {
          system: 'https://interop.esante.gouv.fr/ig/fhir/sas/CodeSystem/sas-cs-slottype',
          code: index % 5 === 0 ? 'SNP' : 'PUBLIC',
        },
      ],
    },
    serviceType: [coding(system, kinds[index % 3] ?? 'AMB')],
    ...(index % 4 === 0 ? { specialty: [{ text: 'Pédiatrie' }] } : {}),
    appointmentType: coding('http://terminology.hl7.org/CodeSystem/v2-0276', 'ROUTINE'),
    schedule: { reference: `Schedule/c-${place}` },
    status: 'free',
    start: write(start),
    end: write(start + 900_000),
    comment: `https://agenda.example/agenda/${place}?slot=s-${place}-${index}`,
  };
}

function toBundle(resources: readonly Resource[]) {
  return {
    resourceType: 'Bundle',
    meta: { profile: [`${profile}bundle-aggregator`] },
    type: 'searchset',
    total: resources.filter(({ resourceType }) => resourceType === 'Slot').length,
    link: [{ relation: 'self', url: 'https://agenda.example/fhir/Schedule' }],
    entry: resources.map((resource) => ({
      fullUrl: `https://agenda.example/fhir/${resource.resourceType}/${resource.id}`,
      resource,
      search: { mode: resource.resourceType === 'Schedule' ? 'match' : 'include' },
    })),
  };
}
