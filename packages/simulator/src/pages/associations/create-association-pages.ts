import { Hono } from 'hono';
import type { PageContext } from '../page-context.js';
import { toAssociationPage } from './association-page.js';
import type { AssociationList } from './create-association-list.js';
import { toAssociationCsv } from './to-association-csv.js';

/** Creates the pages of what the vendor carries. */
export function createAssociationPages(
  { simulation, show }: PageContext,
  list: AssociationList,
): Hono {
  const routes = new Hono();
  routes.get('/associations', async (context) =>
    show(context, toAssociationPage(await list.read(), simulation.vendorUrl)),
  );
  routes.post('/associations/refresh', async (context) => {
    await list.refresh();
    return context.redirect('/associations', 303);
  });
  routes.get('/associations.csv', async (context) => {
    const listed = await list.read();
    if (listed.outcome === 'failed') {
      return show(context, toAssociationPage(listed, simulation.vendorUrl), 502);
    }
    return context.body(toAssociationCsv(listed.associations), 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="associations.csv"',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
  });
  return routes;
}
