import 'reflect-metadata';
import { All, Controller, Header, Module, Query, Req, Res } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { type GuardedRequest, toNodeGuard, toNodeHandler } from 'sas-sos';
import { createVendor } from './vendor.js';

const { PORT = '3000', PLATFORM_URL = 'http://127.0.0.1:4000' } = process.env;
const { PUBLIC_URL = `http://127.0.0.1:${PORT}`, NEST_PLATFORM = 'express' } = process.env;
const { sas, visitSlot } = await createVendor(PUBLIC_URL, PLATFORM_URL);
const guard = toNodeGuard(sas.guard);

/** The page that the address of a slot leads to; only requests that passed the guard come here. */
@Controller('agenda')
class AgendaController {
  @All()
  @Header('content-type', 'text/html; charset=utf-8')
  async show(
    @Req() request: GuardedRequest,
    @Res({ passthrough: true }) response: { status(code: number): unknown },
    @Query('slot') slotId: string,
  ): Promise<string> {
    const isBooking = request.method === 'POST';
    const { status, page } = await visitSlot(guard.passed(request)?.right, { slotId, isBooking });
    response.status(status);
    return page;
  }
}

@Module({ controllers: [AgendaController] })
class AgendaModule {}

const platform = NEST_PLATFORM === 'fastify' ? new FastifyAdapter() : new ExpressAdapter();
const app = await NestFactory.create(AgendaModule, platform, { logger: ['error', 'warn'] });
// On both platforms a middleware has the request of `node:http`, before Nest's body parsers.
app.use('/fhir', toNodeHandler(sas.handler));
app.use('/sso/callback', toNodeHandler(sas.callback));
app.use('/sso/logout', toNodeHandler(sas.logout));
app.use('/agenda', guard.middleware);

await app.listen(Number(PORT), '127.0.0.1');
sas.start();
console.log(`listening on ${await app.getUrl()}`);
