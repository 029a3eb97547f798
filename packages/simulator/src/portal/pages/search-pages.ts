import { Hono } from 'hono';
import { locatePlace } from '../../geography/locate-place.js';
import { toDistance } from '../../geography/position.js';
import { type FoundTown, findTown } from '../../geography/towns.js';
import type { AssociationsOutcome } from '../../platform/vendor/vendor-client.js';
import { scriptPaths } from '../assets.js';
import type { AssociationList } from './association-list.js';
import { toCheckReport, toFailure } from './call-report.js';
import { type Html, html } from './html.js';
import type { PageContext } from './page-context.js';
import { toLateChoice, toSearchForm } from './search-form.js';
import { parseSearchQuery, type SearchQuery, toSearchPath } from './search-query.js';
import { renderResults } from './search-results.js';
import { toSearchedWindow } from './searched-days.js';
import { hole, type LatePart } from './stream-page.js';

type FoundAssociations = Extract<AssociationsOutcome, { outcome: 'found' }>;

/**
 * Creates the slot search, which calls the vendor each time it is opened with a query. The frame
 * and the form are sent at once, the places as they come.
 */
export function createSearchPages(
  { simulation, stream, reader }: PageContext,
  associations: AssociationList,
): Hono {
  const { vendor, vendorUrl, origin, clock } = simulation;
  const routes = new Hono();

  routes.get('/', (context) => {
    const query = parseSearchQuery(new URL(context.req.url).searchParams);
    const remembered = associations.remembered();
    const asked = associations.read();
    // The page itself reports a failure; nothing else waits for this promise.
    asked.catch(() => {});
    const now = clock.now();
    const regulatorId = reader(context)?.id;
    const state: SearchState = { query, remembered, asked, regulatorId, hasFailed: false };
    const page = {
      title: 'Recherche de créneaux',
      current: 'search',
      script: scriptPaths.search,
      main: html`<h1>Recherche de créneaux</h1>
<p class="lead spare">Ce que voit un régulateur : les créneaux libres de <code>${vendorUrl}</code>, demandés à l’instant.</p>
<div class="aside-layout${!remembered && ' late'}">
<div class="aside">${toSearchForm(query, remembered, now)}</div>
<div id="resultats" class="results" tabindex="-1">
${hole}
</div>
${!remembered && hole}
</div>`,
    } as const;
    return stream(context, page, [search(state, now), addChoice(state)]);
  });

  async function* search(state: SearchState, now: number): LatePart {
    const { query, remembered, asked, regulatorId } = state;
    if (!query.isAsked) {
      yield toInvitation();
      return;
    }
    if (!query.isForAll && query.sirets.length === 0) {
      yield toNothingChosen();
      return;
    }
    yield html`<p class="pending" role="status">Recherche en cours…</p>`;
    const listed = remembered ?? (query.isForAll ? await asked : undefined);
    if (listed?.outcome === 'failed') {
      state.hasFailed = true;
      yield html`<h2>La recherche a échoué</h2>${toFailure(listed)}`;
      return;
    }
    const town = query.near ? findTown(query.near) : undefined;
    const sirets = query.isForAll ? toSirets(listed, town) : query.sirets;
    if (sirets.length === 0) {
      yield html`<div class="empty"><h2>Aucune association</h2><p>Votre logiciel ne porte aucune association : ajoutez-en une, puis rechargez la page.</p></div>`;
      return;
    }
    let shown = 0;
    const window = toSearchedWindow(query.day, now);
    for await (const found of vendor.searchBatches({ sirets, ...window }, { regulatorId })) {
      if (found.outcome === 'failed') {
        state.hasFailed = true;
        yield html`<h2>La recherche a échoué</h2>${toFailure(found)}`;
        return;
      }
      shown += yield* renderResults(found, { query, origin, now, town, shown });
    }
    if (remembered && query.isForAll) yield await toChange(remembered, asked, query);
  }

  async function* addChoice(state: SearchState): LatePart {
    const { query } = state;
    const listed = await state.asked;
    // The search has reported the same failure already.
    if (listed.outcome === 'failed' && !state.hasFailed) {
      yield html`<div class="late-failure">${toFailure(listed)}</div>`;
    }
    if (listed.outcome === 'found') yield html`${toCheckReport(listed.checks, listed.exchanges)}`;
    yield toLateChoice(query, listed);
  }

  return routes;
}

interface SearchState {
  readonly query: SearchQuery;
  readonly remembered: FoundAssociations | undefined;
  readonly asked: Promise<AssociationsOutcome>;
  /** The regulator who searches, if they are signed in. */
  readonly regulatorId: string | undefined;
  hasFailed: boolean;
}

/** Every SIRET; near a town, the associations with the nearest places are asked first. */
function toSirets(
  listed: FoundAssociations | undefined,
  town: FoundTown | undefined,
): readonly string[] {
  const associations = [...(listed?.associations ?? [])];
  if (town) {
    const distances = new Map(
      associations.map(({ siret, places }) => [
        siret,
        Math.min(
          ...places.map((place) => {
            const location = locatePlace(place);
            return location ? toDistance(town.town, location) : 40_000;
          }),
          50_000,
        ),
      ]),
    );
    const far = (siret: string) => distances.get(siret) ?? 0;
    associations.sort((first, second) => far(first.siret) - far(second.siret));
  }
  return [...new Set(associations.map(({ siret }) => siret))];
}

/** Says that the remembered list was not the current one, if that is known by now. */
async function toChange(
  remembered: FoundAssociations,
  asked: Promise<AssociationsOutcome>,
  query: SearchQuery,
): Promise<Html> {
  const listed = await Promise.race([asked, undefined]);
  if (listed?.outcome !== 'found') return html``;
  const toKey = ({ associations }: FoundAssociations) =>
    associations
      .map(({ siret }) => siret)
      .sort()
      .join();
  if (toKey(listed) === toKey(remembered)) return html``;
  return html`<p class="notice careful">La liste des associations de votre logiciel a changé depuis la recherche précédente. <a href="${toSearchPath(query)}">Relancer la recherche</a></p>`;
}

const toInvitation = () => html`<div class="empty">
<h2>Que cherchez-vous ?</h2>
<p>Donnez une ville ou un code postal, un jour, une consultation, puis « Rechercher ». Chaque créneau trouvé ouvre l’agenda de votre logiciel, comme depuis la plateforme.</p>
</div>`;

const toNothingChosen = () => html`<div class="empty">
<h2>Aucune association choisie</h2>
<p>Cochez au moins une association, ou « Toutes », puis relancez la recherche.</p>
</div>`;
