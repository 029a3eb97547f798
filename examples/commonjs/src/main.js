const { randomBytes, randomUUID } = require('node:crypto');
const {
  createMemoryAgenda,
  createMemoryOutbox,
  createMemoryRegulatorAccounts,
  createMemorySignOn,
} = require('@sas-sos/testing');
const express = require('express');
const { createSas, sasDelegation, toNodeGuard, toNodeHandler } = require('sas-sos');

const { PORT = '3000', PLATFORM_URL = 'http://127.0.0.1:4000' } = process.env;
const { PUBLIC_URL: publicUrl = `http://127.0.0.1:${PORT}` } = process.env;

// What the software had before; a product has databases here.
const place = {
  id: 'rennes-nord',
  name: 'Centre de consultation Rennes Nord',
  address: { line: '320 avenue Général George Patton', postalCode: '35700', city: 'Rennes' },
};
const halfHour = 30 * 60_000;
const slots = Array.from({ length: 144 }, (_, index) => {
  const start = Math.ceil(Date.now() / halfHour + index) * halfHour;
  return {
    ...{ id: `s${index}`, placeId: place.id, start, end: start + halfHour },
    ...{ audience: ['sas'], consultation: ['on-site'], booking: 'appointment' },
    url: `${publicUrl}/agenda?slot=s${index}`,
  };
});
const agenda = createMemoryAgenda({
  associations: [{ siret: '34173748400020', name: 'SOS Médecins Rennes', places: [place] }],
  slots,
});
const booked = new Set();

async function main() {
  const sas = await createSas({
    ...{ publicUrl, idSystem: 'https://editeur.example/ids', agenda },
    accounts: createMemoryRegulatorAccounts(),
    signOn: {
      sessions: createMemorySignOn({ isSecure: publicUrl.startsWith('https:') }),
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

  const app = express();
  app.use('/fhir', toNodeHandler(sas.handler));
  app.use('/sso/callback', toNodeHandler(sas.callback));
  app.use('/sso/logout', toNodeHandler(sas.logout));
  const guard = toNodeGuard(sas.guard);
  // Express 4 does not wait for a promise: what fails goes to `next`.
  app.all('/agenda', (request, response, next) => {
    showSlot(request, response).catch(next);
  });

  async function showSlot(request, response) {
    const visit = await guard(request, response);
    if (!visit) return; // answered: redirected to the provider, or refused
    if (!visit.right) return response.status(403).send('Réservé aux régulateurs du SAS');
    const slot = slots.find(({ id }) => id === request.query.slot && !booked.has(id));
    if (!slot) return response.status(409).send('Ce créneau n’est plus libre');
    if (request.method !== 'POST') {
      return response.send('<form method="post"><button>Réserver</button></form>');
    }
    agenda.book(slot.id);
    booked.add(slot.id);
    const { start, end } = slot;
    const appointment = { id: randomUUID(), status: 'booked', start, end, takenAt: new Date() };
    await sas.reporter.report({ ...appointment, regulator: visit.right.regulator });
    response.send(`Rendez-vous réservé : ${appointment.id}`);
  }

  const server = app.listen(Number(PORT), '127.0.0.1', () => {
    sas.start();
    console.log(`listening on http://127.0.0.1:${server.address().port}`);
  });
}

main();
