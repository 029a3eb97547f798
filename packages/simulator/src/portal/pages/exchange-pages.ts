import { Hono } from 'hono';
import { type RequestEdit, readRequestEdit } from '../../platform/vendor/raw-request.js';
import { isReplayable, toRawRequest } from '../../platform/vendor/replay.js';
import type { Exchange, Flow } from '../../state/exchange.js';
import type { ExchangeQuery } from '../../state/exchange-log.js';
import { findJourney } from '../../state/find-journey.js';
import {
  statusClasses,
  toExchangeCount,
  toExchangeListPage,
  toExchangeRows,
} from './exchange-list.js';
import { type ExchangeSurroundings, toExchangePage } from './exchange-page.js';
import { readForm } from './form.js';
import { toHar } from './har.js';
import { fragmentHeaders } from './layout.js';
import type { PageContext } from './page-context.js';
import { flowWords, toFullName } from './words.js';

const pageLength = 200;
/** Maximum number of exchanges in an export. */
const mostExported = 1000;
/** Page length; the script keeps as many. */
const longestAddition = 500;

/** Creates the pages of the exchanges. */
export function createExchangePages({ simulation, show, showError }: PageContext): Hono {
  const { exchanges: log, vendor, vendorUrl, desk } = simulation;
  const routes = new Hono();

  routes.post('/exchanges/clear', (context) => {
    log.clear();
    return context.redirect('/exchanges', 303);
  });
  routes.get('/exchanges.har', (context) => {
    const query = parseQuery(new URL(context.req.url).searchParams);
    const listed = log.list({ ...query, before: undefined, limit: mostExported });
    const exchanges = listed.flatMap(({ number }) => log.find(number) ?? []);
    return context.body(JSON.stringify(toHar(exchanges.reverse())), 200, {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': 'attachment; filename="exchanges.har"',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
  });
  routes.get('/exchanges', (context) => {
    const asked = parseNumber(context.req.query('number') || null);
    if (asked !== undefined) return context.redirect(`/exchanges/${asked}`, 302);
    const query = parseQuery(new URL(context.req.url).searchParams);
    const exchanges = log.list({ ...query, limit: pageLength + 1 });
    return show(
      context,
      toExchangeListPage({
        exchanges: exchanges.slice(0, pageLength),
        ...query,
        hasOlder: exchanges.length > pageLength,
        count: log.count(),
        matching: log.count(query),
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
      'x-count': encodeURIComponent(
        toExchangeCount(log.count(), log.count(parseQuery(parameters))),
      ),
    });
  });
  routes.get('/exchanges/:number', (context) => {
    const number = parseNumber(context.req.param('number'));
    const exchange = number === undefined ? undefined : log.find(number);
    return exchange
      ? show(context, toExchangePage(exchange, toSurroundings(exchange)))
      : showError(context, 404);
  });
  routes.post('/exchanges/:number/replay', async (context) => {
    const exchange = findReplayable(context.req.param('number'));
    if (!exchange) return showError(context, 404);
    const number = await vendor.replay(toRawRequest(exchange));
    return context.redirect(`/exchanges/${number}`, 303);
  });
  routes.post('/exchanges/:number/edit', async (context) => {
    const exchange = findReplayable(context.req.param('number'));
    if (!exchange) return showError(context, 404);
    const form = await readForm(context);
    const field = (name: keyof RequestEdit) => form.get(name) ?? '';
    const edit: RequestEdit = {
      method: field('method'),
      url: field('url'),
      headers: field('headers'),
      body: field('body'),
    };
    const read = readRequestEdit(edit, vendorUrl);
    if ('mistakes' in read) {
      const surroundings = { ...toSurroundings(exchange), refused: { edit, ...read } };
      return show(context, toExchangePage(exchange, surroundings), 422);
    }
    const number = await vendor.replay({ ...toRawRequest(exchange), ...read });
    return context.redirect(`/exchanges/${number}`, 303);
  });

  function findReplayable(text: string): Exchange | undefined {
    const number = parseNumber(text);
    const exchange = number === undefined ? undefined : log.find(number);
    return exchange && isReplayable(exchange) ? exchange : undefined;
  }

  function toSurroundings(exchange: Exchange): ExchangeSurroundings {
    const { number, regulatorId } = exchange;
    const regulator = desk.list().find(({ id }) => id === regulatorId);
    return {
      journey: findJourney(log, exchange),
      regulator: regulator && toFullName(regulator),
      previous: log.find(number - 1)?.number,
      next: log.find(number + 1)?.number,
      replays: log.list({ replayOf: number, limit: 10 }).map((replay) => replay.number),
      isReplayable: isReplayable(exchange),
    };
  }
  return routes;
}

function parseQuery(parameters: URLSearchParams) {
  const flow = parameters.get('flow') ?? '';
  return {
    flow: Object.hasOwn(flowWords, flow) ? (flow as Flow) : undefined,
    failedOnly: parameters.has('failed') && parameters.get('failed') !== '',
    status: statusClasses.find((candidate) => candidate === parameters.get('status')),
    text: (parameters.get('text') ?? '').trim().slice(0, 200) || undefined,
    before: parseNumber(parameters.get('before')),
  } satisfies Omit<ExchangeQuery, 'limit'>;
}

function parseNumber(text: string | null): number | undefined {
  return text !== null && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}
