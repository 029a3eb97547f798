import { Hono } from 'hono';
import type { Flow } from '../../state/exchange.js';
import type { ExchangeQuery } from '../../state/exchange-log.js';
import { toExchangeListPage, toExchangeRows } from './exchange-list.js';
import { toExchangePage } from './exchange-page.js';
import { fragmentHeaders } from './layout.js';
import type { PageContext } from './page-context.js';
import { flowWords } from './words.js';

const pageLength = 200;
/** As many as the script keeps on the page. */
const longestAddition = 500;

/** Creates the pages of the exchanges. */
export function createExchangePages({ simulation, show, showError }: PageContext): Hono {
  const { exchanges: log } = simulation;
  const routes = new Hono();

  routes.get('/exchanges', (context) => {
    const query = parseQuery(new URL(context.req.url).searchParams);
    const found = log.list({ ...query, limit: pageLength + 1 });
    return show(
      context,
      toExchangeListPage({
        exchanges: found.slice(0, pageLength),
        flow: query.flow,
        failedOnly: query.failedOnly,
        before: query.before,
        hasOlder: found.length > pageLength,
        count: log.count(),
      }),
    );
  });
  // What is newer than what a page has: the script puts it on top.
  routes.get('/exchanges/rows', (context) => {
    const parameters = new URL(context.req.url).searchParams;
    const after = parseNumber(parameters.get('after')) ?? 0;
    const found = log.list({ ...parseQuery(parameters), limit: longestAddition });
    const added = found.filter(({ number }) => number > after);
    return context.body(toExchangeRows(added).toString(), 200, {
      ...fragmentHeaders,
      'x-count': String(log.count()),
    });
  });
  routes.get('/exchanges/:number', (context) => {
    const number = parseNumber(context.req.param('number'));
    const found = number === undefined ? undefined : log.find(number);
    return found ? show(context, toExchangePage(found)) : showError(context, 404);
  });
  return routes;
}

function parseQuery(parameters: URLSearchParams) {
  const flow = parameters.get('flow') ?? '';
  return {
    flow: Object.hasOwn(flowWords, flow) ? (flow as Flow) : undefined,
    failedOnly: parameters.has('failed') && parameters.get('failed') !== '',
    before: parseNumber(parameters.get('before')),
  } satisfies Omit<ExchangeQuery, 'limit'>;
}

function parseNumber(text: string | null): number | undefined {
  return text !== null && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}
