import { randomBytes, randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createMemoryOutbox, createMemoryRegulatorAccounts } from '@sas-sos/testing';
import express from 'express';
import {
  type Agenda,
  createSas,
  type RegulatorRight,
  type RegulatorSession,
  type SignOn,
  sasDelegation,
  toNodeGuard,
  toNodeHandler,
} from 'sas-sos';

const { PORT = '3000', PLATFORM_URL = 'http://127.0.0.1:4000' } = process.env;
const { PUBLIC_URL: publicUrl = `http://127.0.0.1:${PORT}` } = process.env;
/** The system of this software's ids, different from any other software's: an OID, or a URL. */
const idSystem = 'https://editeur.example/ids';

// What the software had before the SDK: a place, and a slot every half hour of the next three days.
const place = {
  id: 'rennes-nord',
  name: 'Centre de consultation Rennes Nord',
  address: { line: '320 avenue Général George Patton', postalCode: '35700', city: 'Rennes' },
};
const halfHour = 30 * 60_000;
const slots = Array.from({ length: 144 }, (_, index) => ({
  id: `s${index}`,
  start: Math.ceil(Date.now() / halfHour + index) * halfHour,
  isFree: true,
}));
type Slot = (typeof slots)[number];

// 1. The adapters. This one reads the agenda: here from an array, in production from a database.
const agenda: Agenda = {
  listAssociations: () => [
    { siret: '34173748400020', name: 'SOS Médecins Rennes', places: [place] },
  ],
  findFreeSlots: ({ placeIds, from, to }) =>
    slots
      .filter(({ isFree, start }) => isFree && start >= +from && start <= +to)
      .filter(() => placeIds.includes(place.id))
      .map(({ id, start }) => ({
        ...{ id, placeId: place.id, start, end: start + halfHour },
        ...{ audience: ['sas'], consultation: ['on-site'], booking: 'appointment' },
        url: `${publicUrl}/agenda?slot=${id}`,
      })),
};

// The accounts of regulators: `find` and `save` over a table with unique keys.
const accounts = createMemoryRegulatorAccounts();

// The sessions of regulators, separate from those of the staff.
const opened = new Map<string, RegulatorSession>();
const idOf = (request: Request) =>
  /\bsession=([\w-]+)/.exec(request.headers.get('cookie') ?? '')?.[1] ?? '';
const sessions: SignOn = {
  openSession(_right, { session }) {
    const id = randomBytes(32).toString('base64url');
    opened.set(id, session);
    return { cookies: [`session=${id}; Path=/; HttpOnly; SameSite=Lax`] }; // on https, Secure
  },
  currentSession: (request) => opened.get(idOf(request)),
  closeSession(request) {
    opened.delete(idOf(request));
    return { cookies: ['session=; Path=/; Max-Age=0'] };
  },
};

// 2. The four flows: search and accounts behind one FHIR endpoint, sign-on, reports.
const sas = await createSas({
  ...{ publicUrl, idSystem, agenda, accounts },
  signOn: {
    sessions,
    method: sasDelegation({
      issuer: `${PLATFORM_URL}/realms/sas`,
      clientId: 'agenda-demo',
      clientAuthentication: { method: 'client_secret_basic', clientSecret: 'agenda-demo-secret' },
    }),
    origins: ['sas', 'sas-preprod'],
    cookieSecret: randomBytes(32).toString('base64url'), // the same one on all instances
  },
  outbox: createMemoryOutbox(), // in production on disk, so that reports survive the process
  platform: { url: `${PLATFORM_URL}/fhir` },
});

/** Books a slot. Only sign-on through the platform gives the right that it takes. */
async function book({ regulator }: RegulatorRight, slot: Slot): Promise<string> {
  slot.isFree = false;
  const { start } = slot;
  const appointment = { id: randomUUID(), start, end: start + halfHour, takenAt: new Date() };
  await sas.reporter.report({ ...appointment, status: 'booked', regulator });
  return appointment.id;
}

// 3. The mounts, and the page that the address of a slot leads to.
const app = express();
app.use('/fhir', toNodeHandler(sas.handler));
app.use('/sso/callback', toNodeHandler(sas.callback));
app.use('/sso/logout', toNodeHandler(sas.logout));
const guard = toNodeGuard(sas.guard);
app.all('/agenda', async (request, response) => {
  const visit = await guard(request, response);
  if (!visit) return; // answered: redirected to the provider, or refused
  if (!visit.right) return response.status(403).send('Réservé aux régulateurs du SAS');
  const slot = slots.find(({ id, isFree }) => isFree && id === request.query['slot']);
  if (!slot) return response.status(409).send('Ce créneau n’est plus libre');
  if (request.method !== 'POST') {
    return response.send('<form method="post"><button>Réserver ce créneau</button></form>');
  }
  response.send(`Rendez-vous réservé : ${await book(visit.right, slot)}`);
});

const server = app.listen(Number(PORT), '127.0.0.1', () => {
  sas.start();
  console.log(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
