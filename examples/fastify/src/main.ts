import fastify from 'fastify';
import { toFastifyGuard, toFastifyPlugin } from 'sas-sos';
import { createVendor } from './vendor.js';

const { PORT = '3000', PLATFORM_URL = 'http://127.0.0.1:4000' } = process.env;
const { PUBLIC_URL = `http://127.0.0.1:${PORT}` } = process.env;
const { sas, visitSlot } = await createVendor(PUBLIC_URL, PLATFORM_URL);

const app = fastify();
app.register(toFastifyPlugin(sas.handler), { prefix: '/fhir' });
app.register(toFastifyPlugin(sas.callback), { prefix: '/sso/callback' });
app.register(toFastifyPlugin(sas.logout), { prefix: '/sso/logout' });
app.register(toFastifyPlugin(sas.health), { prefix: '/healthz' });

// The page that the address of a slot leads to; Fastify has no parser for forms of its own.
app.addContentTypeParser('application/x-www-form-urlencoded', (_request, _body, done) =>
  done(null),
);
const guard = toFastifyGuard(sas.guard);
app.all<{ Querystring: { slot?: string } }>('/agenda', async (request, reply) => {
  const visit = await guard(request, reply);
  if (!visit) return reply; // answered: redirected to the provider, or refused
  const { status, page } = await visitSlot(visit.right, {
    slotId: request.query.slot,
    isBooking: request.method === 'POST',
  });
  return reply.code(status).type('text/html; charset=utf-8').send(page);
});

console.log(`listening on ${await app.listen({ port: Number(PORT), host: '127.0.0.1' })}`);
sas.start();
