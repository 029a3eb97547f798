import { Hono } from 'hono';
import type { ReportedAppointment } from '../../state/platform-state.js';
import { scriptPaths } from '../assets.js';
import { toAppointmentPage } from './appointment-page.js';
import { appointmentStates, toEffector, toState } from './appointment-words.js';
import { type Html, html } from './html.js';
import { fragmentHeaders, type PageContent } from './layout.js';
import { toIso, toMomentOf, toSeconds } from './local-time.js';
import type { PageContext } from './page-context.js';
import { toCount } from './words.js';

/** Creates the inbox of appointments. */
export function createAppointmentPages({ simulation, show, showError }: PageContext): Hono {
  const { state: store, url } = simulation;

  const toContent = (asked: string | undefined, page: string | undefined): InboxContent => {
    const all = [...store.read().appointments].reverse();
    const state = appointmentStates.find((candidate) => candidate === asked);
    const counts = new Map<string, number>();
    for (const { versions } of all) {
      const status = versions.at(-1)?.resource.status ?? '';
      counts.set(status, (counts.get(status) ?? 0) + 1);
    }
    return {
      appointments: state
        ? all.filter(({ versions }) => versions.at(-1)?.resource.status === state)
        : all,
      state,
      counts,
      total: all.length,
      page: /^\d{1,4}$/.test(page ?? '') ? Number(page) : 0,
      fhirUrl: `${url}/fhir`,
    };
  };

  const routes = new Hono();
  routes.get('/appointments', (context) => {
    const content = toContent(context.req.query('state'), context.req.query('page'));
    return context.req.query('fragment') === undefined
      ? show(context, toInboxPage(content))
      : context.body(toInbox(content).toString(), 200, fragmentHeaders);
  });
  routes.get('/appointments/:id', (context) => {
    const { appointments, regulators } = store.read();
    const appointment = appointments.find(({ id }) => id === context.req.param('id'));
    return appointment
      ? show(context, toAppointmentPage(appointment, regulators))
      : showError(context, 404);
  });
  return routes;
}

/** Maximum number of appointments on a page. */
const shown = 200;

/** What the inbox shows. */
interface InboxContent {
  /** The latest first. */
  readonly appointments: readonly ReportedAppointment[];
  /** Their state; any state if absent. */
  readonly state: string | undefined;
  /** Number of appointments in each state. */
  readonly counts: ReadonlyMap<string, number>;
  readonly total: number;
  readonly page: number;
  readonly fhirUrl: string;
}

/** The appointments that vendors reported. */
function toInboxPage(content: InboxContent): PageContent {
  return {
    title: 'Rendez-vous',
    current: 'appointments',
    script: scriptPaths.appointments,
    main: html`<h1>Rendez-vous</h1>
<p class="lead">Ce que votre logiciel annonce à <code>${content.fhirUrl}/Appointment</code> (INT_R03). La liste se met à jour seule.</p>
<p class="sr" role="status" id="nouvelles"></p>
<div id="boite">
${toInbox(content)}
</div>`,
  };
}

/** The live part of the inbox. */
function toInbox(content: InboxContent): Html {
  const { appointments, state, counts, total } = content;
  const page = appointments.slice(content.page * shown, (content.page + 1) * shown);
  return html`<nav aria-label="États">
<ul class="filters">
<li><a href="/appointments"${state === undefined && html` aria-current="true"`}>Tous <span class="number">${total}</span></a></li>
${appointmentStates.map(
  (
    option,
  ) => html`<li><a href="/appointments?state=${option}"${state === option && html` aria-current="true"`}>${toState(option).word} <span class="number">${counts.get(option) ?? 0}</span></a></li>
`,
)}</ul>
</nav>
${page.length === 0 ? toEmpty(content) : toTable(page, content)}
${toPaging(content)}`;
}

function toEmpty({ total, fhirUrl }: InboxContent): Html {
  return total > 0
    ? html`<div class="empty"><h2>Aucun rendez-vous ici</h2><p>Aucun rendez-vous n’est dans cet état. <a href="/appointments">Voir tous les rendez-vous</a></p></div>`
    : html`<div class="empty"><h2>Aucun rendez-vous reçu</h2><p>Cherchez <a href="/">un créneau</a>, ouvrez-le, réservez dans votre logiciel : le rendez-vous apparaît ici. Votre logiciel doit le transmettre à <code>${fhirUrl}</code>.</p></div>`;
}

function toTable(page: readonly ReportedAppointment[], { appointments }: InboxContent): Html {
  return html`<table class="stacked card" role="table">
<caption>${toCount(appointments.length, 'rendez-vous', 'rendez-vous')}, le dernier annoncé en tête ; heure de Paris, sauf mention contraire</caption>
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Date</th><th role="columnheader" scope="col">État</th><th role="columnheader" scope="col">Effecteur</th><th role="columnheader" scope="col">Transmissions</th><th role="columnheader" scope="col">Dernière reçue</th></tr></thead>
<tbody role="rowgroup">
${page.map(toRow)}</tbody>
</table>`;
}

function toRow({ id, versions }: ReportedAppointment): Html {
  const last = versions.at(-1);
  if (!last) return html``;
  const { resource, receivedAt } = last;
  const { word, tone } = toState(resource.status);
  const repeats = versions.filter(({ isRepeat }) => isRepeat).length;
  return html`<tr role="row">
<th role="rowheader" scope="row"><a class="tap" href="/appointments/${encodeURIComponent(id)}"><time datetime="${resource.start ?? ''}">${toMomentOf(resource.start)}</time></a></th>
<td role="cell" data-label="État"><span class="tag ${tone}">${word}</span></td>
<td role="cell" data-label="Effecteur">${toEffector(resource) ?? html`<span class="soft">pas encore connu</span>`}</td>
<td role="cell" data-label="Transmissions">${versions.length}${repeats > 0 && html` <small class="soft">dont ${toCount(repeats, 'répétée', 'répétées')}</small>`}</td>
<td role="cell" data-label="Dernière reçue"><time datetime="${toIso(receivedAt)}">${toSeconds(receivedAt)}</time></td>
</tr>
`;
}

function toPaging({ appointments, page, state }: InboxContent): Html | false {
  const toPath = (to: number) =>
    `/appointments?${new URLSearchParams({ ...(state ? { state } : {}), page: String(to) })}`;
  const hasOlder = appointments.length > (page + 1) * shown;
  if (!hasOlder && page === 0) return false;
  return html`<nav class="paging" aria-label="Pages">
${page > 0 && html`<a class="button second" href="${toPath(page - 1)}">Plus récents</a>`}
${hasOlder && html`<a class="button second" href="${toPath(page + 1)}">Plus anciens</a>`}
</nav>`;
}
