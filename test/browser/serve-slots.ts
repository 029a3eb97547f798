import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net';
import { createGateway } from '@sas-sos/gateway';
import { toNodeHandler } from '@sas-sos/node';
import { createSlotHandler } from '@sas-sos/slots';
import { createMemoryAgenda } from '@sas-sos/testing';

/** A vendor's search in this process, at an instant of its own. */
export interface SlotVendor extends AsyncDisposable {
  /** Host and port. */
  readonly host: string;
  /** Answers in place of the agenda; `undefined`: the agenda answers. */
  answer: RequestListener | undefined;
  /** Speaks it from now on; connections of before are closed. */
  speak(scheme: 'http' | 'https'): void;
}

/** 23:30 in Paris, 18:30 in Martinique, 02:30 of the next day in La Réunion: a Tuesday. */
export const slotsNow = Date.parse('2026-12-01T22:30:00Z');

const hours = [{ days: ['mon', 'tue', 'wed'], opens: '08:00', closes: '24:00' }] as const;
type Agenda = Parameters<typeof createMemoryAgenda>[0];

/** An association with one place, or two. */
const toAssociation = (
  siret: string,
  town: string,
  places: readonly (readonly [id: string, latitude: number, longitude: number])[],
  postalCode: string,
): Agenda['associations'][number] => ({
  siret,
  name: `SOS Médecins ${town}`,
  places: places.map(([id, latitude, longitude]) => ({
    id: id.toLowerCase().replaceAll(/[^a-z]+/g, '-'),
    name: `Centre de consultation ${id}`,
    phone: '04 65 71 08 08',
    address: { line: '12 rue des Alpes', postalCode, city: town.toUpperCase() },
    coordinates: { latitude, longitude },
    openingHours: hours,
  })),
});

const toSlot = (placeId: string, start: string): Agenda['slots'][number] => ({
  id: `${placeId}-${start.slice(8, 13)}`,
  placeId,
  start,
  end: new Date(Date.parse(start) + 1_200_000),
  audience: ['sas'],
  consultation: ['home-visit'],
  booking: 'appointment',
  reasons: ['Fièvre'],
  url: `https://agenda.example/agenda/${placeId}?slot=${start.slice(11, 13)}`,
});

const agenda: Agenda = {
  associations: [
    toAssociation('34173748400020', 'Paris', [['Paris', 48.85, 2.35]], '75013'),
    toAssociation(
      '92080466300010',
      'Lyon',
      [
        ['Part-Dieu', 45.76, 4.85],
        ['Monplaisir', 45.74, 4.87],
      ],
      '69003',
    ),
    toAssociation('90000000100017', 'Brest', [['Brest', 48.39, -4.49]], '29200'),
    toAssociation('90000000200015', 'Martinique', [['Fort-de-France', 14.6, -61.07]], '97200'),
    toAssociation('90000000400011', 'La Réunion', [['Saint-Denis', -20.88, 55.45]], '97400'),
  ],
  slots: [
    toSlot('paris', '2026-12-01T23:40:00+01:00'),
    toSlot('paris', '2026-12-02T10:00:00+01:00'),
    toSlot('part-dieu', '2026-12-02T11:00:00+01:00'),
    toSlot('monplaisir', '2026-12-02T12:00:00+01:00'),
    toSlot('brest', '2026-12-02T13:00:00+01:00'),
    // After midnight in Paris, on the day that a regulator of Martinique calls today.
    toSlot('fort-de-france', '2026-12-01T20:00:00-04:00'),
    toSlot('fort-de-france', '2026-12-01T23:00:00-04:00'),
    toSlot('fort-de-france', '2026-12-02T09:00:00-04:00'),
    toSlot('saint-denis', '2026-12-02T10:00:00+04:00'),
    toSlot('saint-denis', '2026-12-03T10:00:00+04:00'),
  ],
};

/** Serves the agenda by the SDK, at {@link slotsNow}. */
export async function serveSlots(): Promise<SlotVendor> {
  const clock = { now: () => slotsNow };
  const placeIdSystem = 'https://editeur.example/ids';
  const slots = createSlotHandler({ agenda: createMemoryAgenda(agenda), placeIdSystem, clock });
  const handler = toNodeHandler(createGateway({ parts: [slots] }), { basePath: '/fhir' });
  const plain = createServer((request, response) => (vendor.answer ?? handler)(request, response));
  // Enough for a caller that speaks http: it fails before a certificate is asked for.
  const secure = createTlsServer({});
  const sockets = new Set<Socket>();
  let spoken = plain;
  const front = createSocketServer((socket) => {
    sockets.add(socket.once('close', () => sockets.delete(socket)));
    spoken.emit('connection', socket);
  }).listen(0, '127.0.0.1');
  await once(front, 'listening');
  const vendor: SlotVendor = {
    host: `127.0.0.1:${(front.address() as AddressInfo).port}`,
    answer: undefined,
    speak(scheme) {
      spoken = scheme === 'http' ? plain : secure;
      for (const socket of sockets) socket.destroy();
    },
    async [Symbol.asyncDispose]() {
      front.close();
      for (const socket of sockets) socket.destroy();
      await once(front, 'close');
    },
  };
  return vendor;
}
