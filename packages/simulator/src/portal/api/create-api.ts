import { Hono } from 'hono';
import { demoRegulators } from '../../platform/regulators/demo-regulators.js';
import { demoPassword } from '../../platform/sign-on/sas-sign-in.js';
import type { Simulation } from '../../simulation.js';
import { createBrowserStateRoutes } from './browser-state-routes.js';
import { createCertificationRoutes } from './certification-routes.js';
import { createExchangeRoutes } from './exchange-routes.js';
import { toOpenApi } from './open-api.js';
import { ApiError, readJson, toErrorBody } from './read-request.js';
import { createRegulatorRoutes } from './regulator-routes.js';
import { requestSchemas } from './request-schemas.js';
import { createSearchRoutes } from './search-routes.js';

/** Creates the API, which does everything that the pages do; JSON in, JSON out. */
export function createApi(simulation: Simulation): Hono {
  const { url, vendorUrl, origin, state, exchanges, faults, desk, logger } = simulation;
  const routes = new Hono()
    .use(async (context, next) => {
      await next();
      context.header('x-content-type-options', 'nosniff');
      if (!context.res.headers.has('cache-control')) context.header('cache-control', 'no-store');
    })
    .get('/state', (context) =>
      context.json({
        url,
        vendorUrl,
        origin,
        // For programs that sign regulators on: the login page shows it to people.
        demoPassword,
        ...state.read(),
        faults: faults.read(),
        exchanges: exchanges.count(),
      }),
    )
    .delete('/state', (context) => {
      state.change(() => ({ regulators: demoRegulators, appointments: [] }));
      return context.body(null, 204);
    })
    .get('/appointments', (context) =>
      // The latest first, as on the pages.
      context.json({ appointments: state.read().appointments.toReversed() }),
    )
    .get('/appointments/:id', (context) => {
      const id = context.req.param('id');
      const appointment = state.read().appointments.find((candidate) => candidate.id === id);
      if (!appointment) throw new ApiError(404, 'There is no such appointment.');
      return context.json(appointment);
    })
    .get('/faults', (context) => context.json(faults.read()))
    .put('/faults', async (context) => {
      const settings = await readJson(context, requestSchemas.faults);
      try {
        return context.json(faults.set(settings as Parameters<typeof faults.set>[0]));
      } catch (error) {
        if (error instanceof RangeError) throw new ApiError(400, error.message);
        throw error;
      }
    })
    .get('/openapi.json', (context) => context.json(toOpenApi(`${url}/api`)))
    .route('/', createSearchRoutes(simulation))
    .route('/regulators', createRegulatorRoutes(desk))
    .route('/certifications', createCertificationRoutes(simulation.certification))
    .route('/regulators', createBrowserStateRoutes(simulation))
    .route('/exchanges', createExchangeRoutes(simulation));
  // `notFound` would be lost when these routes are mounted in others.
  routes.all('*', (context) =>
    toErrorBody(context, new ApiError(404, 'There is no such route, or not with this method.')),
  );
  routes.onError((error, context) => {
    if (error instanceof ApiError) return toErrorBody(context, error);
    logger.error({ name: error.name }, 'A request to the API could not be answered');
    return toErrorBody(context, new ApiError(500, 'The simulator failed to answer.'));
  });
  return routes;
}
