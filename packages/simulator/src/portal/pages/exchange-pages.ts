import { Hono } from 'hono';
import type { Flow } from '../../state/exchange.js';
import type { ExchangeQuery } from '../../state/exchange-log.js';
import { toExchangeListPage, toExchangeRows } from './exchange-list.js';
import { toExchangePage } from './exchange-page.js';
import { fragmentHeaders } from './layout.js';
import type { PageContext } from './page-context.js';
import { flowWords } from './words.js';

const pageLength = 200;
/** Page length; the script keeps as many. */
const longestAddition = 500;

/** Creates the pages of the exchanges. */
export function createExchangePages({ simulation, show, showError }: PageContext): Hono {
  const { exchanges: log } = simulation;
  const routes = new Hono();

  routes.get('/exchanges', (context) => {
    const query = parseQuery(new URL(context.req.url).searchParams);
    const exchanges = log.list({ ...query, limit: pageLength + 1 });
    return show(
      context,
      toExchangeListPage({
        exchanges: exchanges.slice(0, pageLength),
        flow: query.flow,
        failedOnly: query.failedOnly,
        before: query.before,
        hasOlder: exchanges.length > pageLength,
        count: log.count(),
      }),
    );
  });
  // Exchanges newer than those of a page: the script adds them at the top.
  routes.get('/exchanges/rows', (context) => {
    const parameters = new URL(context.req.url).searchParams;
    const after = parseNumber(parameters.get('after')) ?? 0;
    const latest = log.list({ ...parseQuery(parameters), limit: longestAddition });
    const added = latest.filter(({ number }) => number > after);
    return context.body(toExchangeRows(added).toString(), 200, {
      ...fragmentHeaders,
      'x-count': String(log.count()),
    });
  });
  routes.get('/exchanges/:number', (context) => {
    const number = parseNumber(context.req.param('number'));
    const exchange = number === undefined ? undefined : log.find(number);
    return exchange ? show(context, toExchangePage(exchange)) : showError(context, 404);
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
