import { Hono } from 'hono';
import type { Simulation } from '../../simulation.js';
import { ApiError, readJson } from './read-request.js';
import { requestSchemas } from './request-schemas.js';

/** Creates the route that signs a regulator in without a page. */
export function createBrowserStateRoutes({ provider }: Pick<Simulation, 'provider'>): Hono {
  return new Hono().post('/:id/browser-state', async (context) => {
    const { method } = await readJson(context, requestSchemas.browserState);
    const signIn = await provider.browserStates.open(context.req.param('id'), method);
    switch (signIn.outcome) {
      case 'signed-in':
        return context.json(signIn.browserState);
      case 'unknown':
        throw new ApiError(404, 'There is no such regulator.');
      case 'inactive':
        throw new ApiError(422, 'The platform refuses the sign-in.', [
          { path: '', message: 'Ce compte est désactivé sur la plateforme.' },
        ]);
      case 'without-national-id':
        throw new ApiError(422, 'The platform refuses the sign-in.', [
          { path: 'method', message: 'Sans identifiant national, pas de Pro Santé Connect.' },
        ]);
    }
  });
}
