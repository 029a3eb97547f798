import { type Context, Hono } from 'hono';
import type {
  RegulatorDesk,
  RegulatorDeskOutcome,
} from '../../platform/regulators/regulator-desk.js';
import type { RegulatorFields } from '../../platform/regulators/regulator-fields.js';
import { ApiError, readJson } from './read-request.js';
import { requestSchemas } from './request-schemas.js';

/** Creates the routes of the platform's regulators. */
export function createRegulatorRoutes(desk: RegulatorDesk): Hono {
  const find = (id: string) => {
    const regulator = desk.find(id);
    if (!regulator) throw toUnknown();
    return regulator;
  };
  const act = (deed: (id: string) => RegulatorDeskOutcome | Promise<RegulatorDeskOutcome>) =>
    async function answer(context: Context) {
      await readJson(context, requestSchemas.nothing);
      return context.json(toRegulator(await deed(context.req.param('id') ?? '')));
    };
  return new Hono()
    .get('/', (context) => context.json({ regulators: desk.list() }))
    .post('/', async (context) => {
      const regulator = toRegulator(desk.create(await readJson(context, requestSchemas.regulator)));
      const location = `${new URL(context.req.url).pathname}/${encodeURIComponent(regulator.id)}`;
      return context.json(regulator, 201, { location });
    })
    .get('/:id', (context) => context.json(find(context.req.param('id'))))
    .patch('/:id', async (context) => {
      // JSON has no `undefined`.
      const fields = (await readJson(
        context,
        requestSchemas.regulatorChange,
      )) as Partial<RegulatorFields>;
      return context.json(toRegulator(desk.change(context.req.param('id'), fields)));
    })
    .post('/:id/disable', act(desk.disable))
    .post('/:id/enable', act(desk.enable))
    .post('/:id/send', act(desk.send));
}

function toRegulator(outcome: RegulatorDeskOutcome) {
  if (outcome.outcome === 'unknown') throw toUnknown();
  if (outcome.outcome === 'done') return outcome.regulator;
  const mistakes = outcome.mistakes.map(({ field, message }) => ({ path: field, message }));
  throw new ApiError(422, 'The platform refuses this regulator.', mistakes);
}

function toUnknown(): ApiError {
  return new ApiError(404, 'There is no such regulator.');
}
