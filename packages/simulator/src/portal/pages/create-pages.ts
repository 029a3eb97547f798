import { gzipSync } from 'node:zlib';
import { type Context, Hono } from 'hono';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import type { Simulation } from '../../simulation.js';
import { createAssetRoutes } from '../assets.js';
import { toApiPage } from './api-page.js';
import { createAssociationList } from './association-list.js';
import { createAssociationPages } from './association-pages.js';
import { createCertificationPages } from './certification-pages.js';
import { createExchangePages } from './exchange-pages.js';
import { createFaultPages } from './fault-pages.js';
import { limitForm } from './form.js';
import { html } from './html.js';
import { createAppointmentPages } from './inbox-pages.js';
import { type PageContent, renderPage, toPageHeaders } from './layout.js';
import type { ErrorStatus, PageContext, Visitors } from './page-context.js';
import { createRegulatorPages } from './regulator-pages.js';
import { createSearchPages } from './search-pages.js';
import { acceptsGzip, streamPage } from './stream-page.js';

const maximumFormBytes = 64_000;
/** Shorter pages fit in a few packets anyway. */
const shortestCompressed = 8000;

/** Creates the simulator's pages; any other path gets a page that says so. */
export function createPages(simulation: Simulation, visitors: Visitors): Hono {
  const headers = toPageHeaders([simulation.url]);
  const render = (context: Context, page: Parameters<PageContext['show']>[1]) =>
    renderPage({
      ...page,
      path: context.req.method === 'GET' ? toPath(context.req.url) : undefined,
      signedIn: visitors.regulatorOf(context.req.raw),
      faults: simulation.faults.read(),
      documentationUrl: simulation.documentationUrl,
    });
  const show: PageContext['show'] = (context, page, status = 200) => {
    const text = render(context, page);
    return text.length > shortestCompressed && acceptsGzip(context)
      ? context.body(new Uint8Array(gzipSync(text, { level: 4 })), status, {
          ...headers,
          vary: 'accept-encoding',
          'content-encoding': 'gzip',
        })
      : context.body(text, status, headers);
  };
  const stream: PageContext['stream'] = (context, page, parts) =>
    streamPage(context, {
      page: render(context, page),
      parts,
      headers,
      onError: (error) => {
        const { name, message } = error instanceof Error ? error : { name: '', message: '' };
        simulation.logger.error({ name, message }, 'A page failed.');
      },
    });
  const showError: PageContext['showError'] = (context, status) =>
    show(context, toErrorPage(status), status);
  const reader: PageContext['reader'] = ({ req }) => visitors.regulatorOf(req.raw);
  const pageContext: PageContext = { simulation, show, stream, reader, showError };
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
  pages.route('/', createCertificationPages(pageContext));
  pages.get('/api-reference', (context) => show(context, toApiPage(simulation.url)));
  // `notFound` would be lost when these routes are mounted in others.
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

const texts: Readonly<Record<ErrorStatus, { readonly title: string; readonly text: string }>> = {
  400: {
    title: 'Requête non valide',
    text: 'La requête n’est pas valide. Vérifiez le lien que vous avez suivi.',
  },
  403: {
    title: 'Formulaire refusé',
    text: 'Ce formulaire ne vient pas des pages du simulateur. Rien n’a été changé. Ouvrez la page ici et recommencez.',
  },
  404: {
    title: 'Page introuvable',
    text: 'Cette page n’existe pas, ou son contenu a été effacé depuis.',
  },
  413: {
    title: 'Formulaire trop long',
    text: 'L’envoi est trop volumineux. Rien n’a été enregistré.',
  },
  500: {
    title: 'Le simulateur a échoué',
    text: 'Une erreur s’est produite dans le simulateur lui-même, pas dans votre logiciel. Rechargez la page ; si cela recommence, relancez la commande.',
  },
};

/** The text of an error page. */
function toErrorPage(status: ErrorStatus): Pick<PageContent, 'title' | 'main'> {
  const { title, text } = texts[status];
  return {
    title,
    main: html`<h1>${title}</h1>
<p class="lead">${text}</p>
<p><a class="go" href="/">Revenir à la recherche de créneaux</a></p>`,
  };
}
