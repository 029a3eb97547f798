import { Hono } from 'hono';
import type {
  CertificationDesk,
  CertificationRun,
} from '../../platform/certification/certification-desk.js';
import { ApiError, readJson } from './read-request.js';
import { requestSchemas } from './request-schemas.js';

/** Creates the routes of the certification: starts runs, and follows them. */
export function createCertificationRoutes(desk: CertificationDesk): Hono {
  return new Hono()
    .get('/', (context) => context.json({ certifications: desk.list().map(toSummary) }))
    .post('/', async (context) => {
      await readJson(context, requestSchemas.nothing);
      const run = desk.start();
      if (!run) throw new ApiError(409, 'A run of the certification has not ended yet.');
      return context.json(toSummary(run), 201, {
        location: `/api/certifications/${run.number}`,
      });
    })
    .get('/:number', (context) => {
      const text = context.req.param('number');
      const found = /^\d{1,9}$/.test(text) ? desk.find(Number(text)) : undefined;
      if (!found) throw new ApiError(404, 'There is no such run, or it is no longer kept.');
      return context.json({ ...toSummary(found), run: found.run });
    });
}

/** How far a run has come, and how it ended. */
function toSummary({ groups: _, run, ...rest }: CertificationRun) {
  return { ...rest, verdict: run?.verdict ?? null, counts: run?.counts ?? null };
}
