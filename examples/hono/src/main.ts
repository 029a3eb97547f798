import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type HttpBindings, serve } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import type { HandlerContext } from 'sas-sos';
import { createVendor } from './vendor.js';

const { PORT = '3000', PLATFORM_URL = 'http://127.0.0.1:4000' } = process.env;
const { PUBLIC_URL = `http://127.0.0.1:${PORT}` } = process.env;
const { sas, visitSlot } = await createVendor(PUBLIC_URL, PLATFORM_URL);

/** What a `Request` cannot carry: the mount path, and the address of the caller. */
function contextOf({ env }: Context<{ Bindings: HttpBindings }>, basePath = ''): HandlerContext {
  return { basePath, remoteAddress: env.incoming.socket.remoteAddress };
}

const app = new Hono<{ Bindings: HttpBindings }>();
app.all('/fhir/*', (c) => sas.handler(c.req.raw, contextOf(c, '/fhir')));
app.all('/sso/callback', (c) => sas.callback(c.req.raw, contextOf(c)));
app.all('/sso/logout', (c) => sas.logout(c.req.raw, contextOf(c)));
app.get('/healthz', (c) => sas.health(c.req.raw));

// The page that the address of a slot leads to.
app.all('/agenda', async (c) => {
  const visit = await sas.guard(c.req.raw, contextOf(c));
  if (visit.kind === 'respond') return visit.response;
  const { status, page } = await visitSlot(visit.right, {
    slotId: c.req.query('slot'),
    isBooking: c.req.method === 'POST',
  });
  return c.html(page, status as 200);
});

const server = serve({ fetch: app.fetch, port: Number(PORT), hostname: '127.0.0.1' }, () => {
  sas.start();
  const { port } = (server as Server).address() as AddressInfo;
  console.log(`listening on http://127.0.0.1:${port}`);
});
