import { Hono } from 'hono';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import type { Simulation } from '../simulation.js';
import { createAppointmentPages } from './appointments/create-appointment-pages.js';
import { createAssetRoutes } from './assets/create-asset-routes.js';
import { createAssociationList } from './associations/create-association-list.js';
import { createAssociationPages } from './associations/create-association-pages.js';
import { toErrorPage } from './error-page.js';
import { createExchangePages } from './exchanges/create-exchange-pages.js';
import { createFaultPages } from './faults/create-fault-pages.js';
import { renderPage } from './layout.js';
import { limitForm } from './limit-form.js';
import type { ErrorStatus, PageContext, Visitors } from './page-context.js';
import { toPageHeaders } from './page-headers.js';
import { createRegulatorPages } from './regulators/create-regulator-pages.js';
import { createSearchPages } from './search/create-search-pages.js';

const maximumFormBytes = 64_000;

/** Creates the simulator's pages; what is under none of their paths is a page that says so. */
export function createPages(simulation: Simulation, visitors: Visitors): Hono {
  const headers = toPageHeaders([simulation.url]);
  const show: PageContext['show'] = (context, page, status = 200) =>
    context.body(
      renderPage({
        ...page,
        path: context.req.method === 'GET' ? toPath(context.req.url) : undefined,
        signedIn: visitors.regulatorOf(context.req.raw),
        faults: simulation.faults.read(),
      }),
      status,
      headers,
    );
  const showError: PageContext['showError'] = (context, status) =>
    show(context, toErrorPage(status), status);
  const pageContext: PageContext = { simulation, show, showError };
  const associations = createAssociationList(simulation);

  const pages = new Hono();
  pages.onError((error, context) => {
    const status = toErrorStatus(error);
    if (status === 500) {
      simulation.logger.error({ name: error.name, message: error.message }, 'A page failed.');
    }
    return showError(context, status);
  });
  pages.route('/assets', createAssetRoutes());
  pages.use(
    csrf(),
    limitForm({ limit: maximumFormBytes, refuse: (context) => showError(context, 413) }),
  );
  pages.route('/', visitors.routes);
  pages.route('/', createSearchPages(pageContext, associations));
  pages.route('/', createRegulatorPages(pageContext));
  pages.route('/', createAppointmentPages(pageContext));
  pages.route('/', createAssociationPages(pageContext, associations));
  pages.route('/', createExchangePages(pageContext));
  pages.route('/', createFaultPages(pageContext));
  // `notFound` would be lost where these routes are mounted in others.
  pages.all('*', (context) => showError(context, 404));
  return pages;
}

function toPath(url: string): string {
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}

function toErrorStatus(error: Error): ErrorStatus {
  if (!(error instanceof HTTPException)) return 500;
  return error.status === 403 || error.status === 404 || error.status === 413
    ? error.status
    : error.status < 500
      ? 400
      : 500;
}
