import 'reflect-metadata';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { toFastifyPlugin, toNodeGuard, toNodeHandler } from 'sas-sos';
import { AgendaModule, keepRight } from './agenda-module.js';
import { createVendor } from './vendor.js';

const { PORT = '3000', PLATFORM_URL = 'http://127.0.0.1:4000' } = process.env;
const { PUBLIC_URL = `http://127.0.0.1:${PORT}`, NEST_PLATFORM = 'express' } = process.env;
const { sas, visitSlot } = await createVendor(PUBLIC_URL, PLATFORM_URL);

const isFastify = NEST_PLATFORM === 'fastify';
const app = await NestFactory.create(
  AgendaModule.of(visitSlot),
  isFastify ? new FastifyAdapter() : new ExpressAdapter(),
  { logger: ['error', 'warn'] },
);
// Nest adds its body parsers when it starts, after what is mounted here.
if (isFastify) {
  const onFastify = app as NestFastifyApplication;
  await onFastify.register(toFastifyPlugin(sas.handler), { prefix: '/fhir' });
  await onFastify.register(toFastifyPlugin(sas.callback), { prefix: '/sso/callback' });
  await onFastify.register(toFastifyPlugin(sas.logout), { prefix: '/sso/logout' });
} else {
  app.use('/fhir', toNodeHandler(sas.handler));
  app.use('/sso/callback', toNodeHandler(sas.callback));
  app.use('/sso/logout', toNodeHandler(sas.logout));
}

// On both platforms a middleware has the request of `node:http`.
const guard = toNodeGuard(sas.guard);
app.use('/agenda', async (request: IncomingMessage, response: ServerResponse, next: () => void) => {
  const visit = await guard(request, response);
  if (!visit) return; // answered: redirected to the provider, or refused
  keepRight(request, visit.right);
  next();
});

await app.listen(Number(PORT), '127.0.0.1');
sas.start();
console.log(`listening on ${await app.getUrl()}`);
