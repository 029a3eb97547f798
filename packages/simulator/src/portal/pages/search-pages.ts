import { Hono } from 'hono';
import type { FoundPlace } from '../../platform/vendor/found-place.js';
import type {
  AssociationsOutcome,
  SlotSearchOutcome,
} from '../../platform/vendor/vendor-client.js';
import { scriptPaths } from '../assets.js';
import type { AssociationList } from './association-list.js';
import { toCheckReport, toExchangeLinks, toFailure } from './call-report.js';
import { consultationWords } from './consultation-words.js';
import { type Html, html } from './html.js';
import type { PageContent } from './layout.js';
import type { PageContext } from './page-context.js';
import { toPlaceCard } from './place-card.js';
import { toPlaceMap } from './place-map.js';
import { toSearchForm } from './search-form.js';
import { parseSearchQuery, type SearchQuery, toSearchedDays } from './search-query.js';
import { toCount, toDuration } from './words.js';

/** Creates the slot search, which calls the vendor each time it is opened with a query. */
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
      // The end is part of the window, so the first instant of the next day is excluded.
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
        ? asked.then((outcome) => search(query, toSirets(outcome)))
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

/** Content of the search page. */
interface SearchPageContent {
  readonly query: SearchQuery;
  readonly associations: AssociationsOutcome;
  /** Absent if nothing was searched for. */
  readonly found: SlotSearchOutcome | undefined;
  readonly vendorUrl: string;
  readonly origin: string;
  readonly now: number;
}

/** The search, as the platform shows it to a regulator. */
function toSearchPage(content: SearchPageContent): PageContent {
  const { query, associations, vendorUrl, now } = content;
  return {
    title: 'Recherche de créneaux',
    current: 'search',
    script: scriptPaths.search,
    main: html`<h1>Recherche de créneaux</h1>
<p class="lead">Ce que voit un régulateur : les créneaux libres de <code>${vendorUrl}</code>, demandés à l’instant.</p>
<div class="aside-layout">
<div class="aside">${toSearchForm(query, associations, now)}</div>
<div id="resultats" class="results" tabindex="-1">
${associations.outcome === 'failed' && toFailure(associations, vendorUrl)}
${associations.outcome === 'found' && toCheckReport(associations.checks, associations.exchanges)}
${toResults(content)}
</div>
</div>`,
  };
}

function toResults({
  query,
  associations,
  found,
  vendorUrl,
  origin,
  now,
}: SearchPageContent): Html {
  if (!query.isAsked) {
    return html`<div class="empty">
<h2>Que cherchez-vous ?</h2>
<p>Choisissez des associations et un jour, puis « Rechercher ». Chaque créneau trouvé ouvre l’agenda de votre logiciel, comme depuis la plateforme.</p>
</div>`;
  }
  if (!found) {
    return html`<div class="empty">
<h2>Aucune association choisie</h2>
<p>${
      associations.outcome === 'found' && associations.associations.length === 0
        ? 'Votre logiciel ne porte aucune association : ajoutez-en une, puis rechargez la page.'
        : 'Cochez au moins une association, ou « Toutes », puis relancez la recherche.'
    }</p>
</div>`;
  }
  if (found.outcome === 'failed') {
    return html`<h2>La recherche n’a rien rapporté</h2>${toFailure(found, vendorUrl)}`;
  }
  const places = found.places.flatMap((place) => keepConsultations(place, query));
  const shown = places.reduce((sum, { slots }) => sum + slots.length, 0);
  const dates = toSearchedDays(query.day, now).map(({ date }) => date);
  return html`<h2>${toCount(shown, 'créneau', 'créneaux')} dans ${toCount(places.length, 'lieu', 'lieux')}</h2>
<p class="soft">Réponse en ${toDuration(found.durationMilliseconds)}.${shown < found.slots && ` ${toCount(found.slots - shown, 'autre créneau écarté', 'autres créneaux écartés')} par le type de consultation.`}${toExchangeLinks(found.exchanges)}</p>
${toCheckReport(found.checks, found.exchanges)}
${places.length === 0 ? toNothing() : toLegend()}
${toPlaceMap(places)}
${places.map((place, index) => toPlaceCard(place, { number: index + 1, dates, origin }))}`;
}

function keepConsultations(
  place: FoundPlace,
  { consultations }: SearchQuery,
): readonly FoundPlace[] {
  if (consultations.length === 0) return place.slots.length > 0 ? [place] : [];
  const slots = place.slots.filter((slot) =>
    slot.consultations.some((consultation) => consultations.includes(consultation)),
  );
  return slots.length > 0 ? [{ ...place, slots }] : [];
}

const toNothing = () => html`<div class="empty">
<p>Aucun créneau libre pour ces associations, ce jour et ce type de consultation. Ce n’est pas une erreur : votre logiciel a répondu, et n’a rien à proposer.</p>
<p>Essayez « Les trois jours », ou vérifiez dans votre agenda qu’un créneau est bien ouvert au public ou au SAS.</p>
</div>`;

const toLegend = () =>
  html`<p class="legend">${Object.entries(consultationWords).map(
    ([consultation, { letter, words }]) =>
      html`<span><b class="letter ${consultation}">${letter}</b> ${words}</span> `,
  )}<span>Chaque créneau ouvre un nouvel onglet.</span></p>`;
