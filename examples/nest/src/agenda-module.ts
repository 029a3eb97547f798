import type { IncomingMessage } from 'node:http';
import {
  All,
  Controller,
  type DynamicModule,
  Header,
  Inject,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import type { RegulatorRight } from 'sas-sos';
import type { createVendor } from './vendor.js';

type VisitSlot = Awaited<ReturnType<typeof createVendor>>['visitSlot'];
/** The request of Express is that of `node:http`; Fastify has it in `raw`. */
type PlatformRequest = IncomingMessage & { readonly raw?: IncomingMessage };

const rights = new WeakMap<IncomingMessage, RegulatorRight>();

/** Keeps what the guard found for the page of the same request. */
export function keepRight(request: IncomingMessage, right: RegulatorRight | undefined): void {
  if (right) rights.set(request, right);
}

/** The page that the address of a slot leads to. */
@Controller('agenda')
class AgendaController {
  constructor(@Inject('visitSlot') private readonly visitSlot: VisitSlot) {}

  @All()
  @Header('content-type', 'text/html; charset=utf-8')
  async show(
    @Req() request: PlatformRequest,
    @Res({ passthrough: true }) response: { status(code: number): unknown },
    @Query('slot') slotId: string,
  ): Promise<string> {
    const { raw = request } = request;
    const isBooking = request.method === 'POST';
    const { status, page } = await this.visitSlot(rights.get(raw), { slotId, isBooking });
    response.status(status);
    return page;
  }
}

/** The vendor's pages. */
export const AgendaModule = {
  of: (visitSlot: VisitSlot): DynamicModule => ({
    module: class {},
    controllers: [AgendaController],
    providers: [{ provide: 'visitSlot', useValue: visitSlot }],
  }),
};
