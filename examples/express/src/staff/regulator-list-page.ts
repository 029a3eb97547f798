import { type Html, html } from '../pages/html.js';
import { layout, type SignedIn } from '../pages/layout.js';
import { toMoment } from '../pages/local-time.js';
import type { RegulatorList, StoredRegulator } from '../store/regulator-register.js';
import { toFullName, toIdentifiers, toState } from './regulator-words.js';

/** Accounts on one page. */
export const listedAccounts = 100;

export interface RegulatorListContent {
  readonly list: RegulatorList;
  /** The search text, as typed. */
  readonly search: string;
  readonly state: RegulatorStateFilter;
  /** Starts at 1. */
  readonly page: number;
  readonly signedIn: SignedIn;
  readonly termsVersion: string;
}

export type RegulatorStateFilter = 'all' | 'active' | 'disabled';

const states: Readonly<Record<RegulatorStateFilter, string>> = {
  all: 'Tous',
  active: 'Habilités',
  disabled: 'Désactivés',
};

/** Renders the accounts of regulators and their states. */
export function regulatorListPage(content: RegulatorListContent): string {
  const { list, search, state, signedIn } = content;
  return layout({
    title: 'Comptes des régulateurs',
    signedIn,
    main: html`<h1>Comptes des régulateurs</h1>
<p>La plateforme SAS les crée, les modifie et les désactive ; ils sont ici en lecture seule.</p>
<form method="get" action="/staff/regulators" role="search" class="fields">
<p><label for="q">Nom, adresse e-mail ou identifiant</label>
<input id="q" name="q" type="search" value="${search}" maxlength="200" autocomplete="off"></p>
<p><label for="state">État</label>
<select id="state" name="state">${Object.entries(states).map(
      ([value, label]) =>
        html`<option value="${value}"${value === state && html` selected`}>${label}</option>`,
    )}</select></p>
<p><button>Rechercher</button></p>
</form>
${renderCount(content)}
${list.regulators.length > 0 && renderTable(content)}
${renderPages(content)}`,
  });
}

function renderCount({ list: { total }, search, state }: RegulatorListContent): Html {
  const isAll = search.trim() === '' && state === 'all';
  if (total > 0) return html`<p role="status">${total} ${total > 1 ? 'comptes' : 'compte'}.</p>`;
  return isAll
    ? html`<p role="status">Aucun compte : la plateforme SAS n’en a encore créé aucun.</p>`
    : html`<p role="status">Aucun compte ne correspond à cette recherche. <a href="/staff/regulators">Voir tous les comptes</a></p>`;
}

function renderTable({ list, termsVersion }: RegulatorListContent): Html {
  return html`<table class="stacked" role="table">
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Nom</th><th scope="col" role="columnheader">Adresse e-mail</th><th scope="col" role="columnheader">Identifiants</th><th scope="col" role="columnheader">État</th><th scope="col" role="columnheader">Conditions d’utilisation</th><th scope="col" role="columnheader">Dernière modification</th></tr></thead>
<tbody role="rowgroup">
${list.regulators.map((regulator) => renderRow(regulator, termsVersion))}</tbody>
</table>`;
}

function renderRow({ account, terms, updatedAt }: StoredRegulator, termsVersion: string): Html {
  const { id, email, active } = account;
  return html`<tr role="row">
<th scope="row" role="rowheader"><a href="/staff/regulators/${encodeURIComponent(id)}">${toFullName(account)}</a></th>
<td role="cell" class="any">${email}</td>
<td role="cell">${toIdentifiers(account).map(({ kind, value }) => html`<div>${kind} : ${value}</div>`)}</td>
<td role="cell" class="state ${active ? 'free' : 'blocked'}">${toState(active)}</td>
<td role="cell">${terms?.version === termsVersion ? 'Conditions acceptées' : 'Conditions non acceptées'}</td>
<td role="cell" data-label="Dernière modification">${toMoment(updatedAt)}</td>
</tr>
`;
}

function renderPages({ list, search, state, page }: RegulatorListContent): Html | false {
  const last = Math.ceil(list.total / listedAccounts);
  if (last <= 1) return false;
  const toPath = (number: number) =>
    `/staff/regulators?${new URLSearchParams({ q: search, state, page: String(number) })}`;
  return html`<nav aria-label="Pages">
<ul class="days">
${page > 1 && html`<li><a href="${toPath(page - 1)}" rel="prev">Page précédente</a></li>`}
<li aria-current="page">Page ${page} sur ${last}</li>
${page < last && html`<li><a href="${toPath(page + 1)}" rel="next">Page suivante</a></li>`}
</ul>
</nav>`;
}
