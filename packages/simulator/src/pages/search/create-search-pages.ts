import { Hono } from 'hono';
import type { AssociationsOutcome, SlotSearchOutcome } from '../../vendor/vendor-client.js';
import type { AssociationList } from '../associations/create-association-list.js';
import type { PageContext } from '../page-context.js';
import { toSearchPage } from './search-page.js';
import { parseSearchQuery, type SearchQuery, toSearchedDays } from './search-query.js';

/** Creates the slot search, which asks the vendor each time it is opened with a query. */
export function createSearchPages(
  { simulation, show }: PageContext,
  associations: AssociationList,
): Hono {
  const { vendor, vendorUrl, origin, clock } = simulation;

  const search = async (
    { day }: SearchQuery,
    sirets: readonly string[],
  ): Promise<SlotSearchOutcome | undefined> => {
    if (sirets.length === 0) return undefined;
    const now = clock.now();
    const days = toSearchedDays(day, now);
    return await vendor.searchSlots({
      sirets,
      from: Math.max(now, days[0].from),
      // The window holds its end: the first instant of the next day is out.
      to: (days.at(-1) ?? days[0]).to - 1,
    });
  };

  const routes = new Hono();
  routes.get('/', async (context) => {
    const query = parseSearchQuery(new URL(context.req.url).searchParams);
    const asked = associations.read();
    const [listed, found] = await Promise.all([
      asked,
      query.isForAll
        ? asked.then((each) => search(query, toSirets(each)))
        : search(query, query.sirets),
    ]);
    const now = clock.now();
    return show(
      context,
      toSearchPage({ query, associations: listed, found, vendorUrl, origin, now }),
    );
  });
  return routes;
}

function toSirets(listed: AssociationsOutcome): readonly string[] {
  if (listed.outcome === 'failed') return [];
  return [...new Set(listed.associations.map(({ siret }) => siret))];
}
