import { randomBytes, randomUUID } from 'node:crypto';
import {
  type AgendaSlot,
  createMemoryAgenda,
  createMemoryOutbox,
  createMemoryRegulatorAccounts,
  createMemorySignOn,
} from '@sas-sos/testing';
import { type Association, createSas, type RegulatorRight, sasDelegation } from 'sas-sos';

// What the software had before, the same under every host; a product has databases here.
const association: Association = {
  siret: '34173748400020',
  name: 'SOS Médecins Rennes',
  places: [
    {
      id: 'rennes-nord',
      name: 'Centre de consultation Rennes Nord',
      address: { line: '320 avenue Général George Patton', postalCode: '35700', city: 'Rennes' },
    },
  ],
};
const halfHour = 30 * 60_000;

/** Wires the SDK to the adapters, and returns it with the page of a slot. */
export async function createVendor(publicUrl: string, platformUrl: string) {
  const slots = Array.from({ length: 144 }, (_, index): AgendaSlot => {
    const start = Math.ceil(Date.now() / halfHour + index) * halfHour;
    const url = `${publicUrl}/agenda?slot=s${index}`;
    return {
      ...{ id: `s${index}`, placeId: 'rennes-nord', start, end: start + halfHour, url },
      ...{ audience: ['sas'], consultation: ['on-site'], booking: 'appointment' },
    };
  });
  const agenda = createMemoryAgenda({ associations: [association], slots });
  const booked = new Set<string>();
  const sas = await createSas({
    ...{ publicUrl, idSystem: 'https://editeur.example/ids', agenda },
    accounts: createMemoryRegulatorAccounts(),
    signOn: {
      sessions: createMemorySignOn({ isSecure: publicUrl.startsWith('https:') }),
      method: sasDelegation({
        issuer: `${platformUrl}/realms/sas`,
        clientId: 'agenda-demo',
        clientAuthentication: { method: 'client_secret_basic', clientSecret: 'agenda-demo-secret' },
      }),
      origins: ['sas', 'sas-preprod'],
      cookieSecret: randomBytes(32).toString('base64url'), // the same one on all instances
    },
    outbox: createMemoryOutbox(), // in production on disk, so that reports survive the process
    platform: { url: `${platformUrl}/fhir` },
    compression: false, // Next.js removes the header that announces it, and compresses itself
  });

  /** Shows a slot to a regulator, or books it. */
  async function visitSlot(
    right: RegulatorRight | undefined,
    { slotId, isBooking }: { readonly slotId: string | undefined; readonly isBooking: boolean },
  ): Promise<{ readonly status: number; readonly page: string }> {
    if (!right) return { status: 403, page: 'Réservé aux régulateurs du SAS' };
    const slot = slots.find(({ id }) => id === slotId && !booked.has(id));
    if (!slot) return { status: 409, page: 'Ce créneau n’est plus libre' };
    if (!isBooking) {
      return { status: 200, page: '<form method="post"><button>Réserver</button></form>' };
    }
    agenda.book(slot.id);
    booked.add(slot.id);
    const { start, end } = slot;
    const appointment = { id: randomUUID(), status: 'booked', start, end } as const;
    const { regulator } = right;
    await sas.reporter.report({ ...appointment, takenAt: new Date(), regulator });
    return { status: 200, page: `Rendez-vous réservé : ${appointment.id}` };
  }

  return { sas, visitSlot };
}
