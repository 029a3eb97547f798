import type { RegulatorDetails } from '@sas-sos/core';
import { type Html, html } from '../pages/html.js';
import { layout, type SignedIn } from '../pages/layout.js';
import { toMoment } from '../pages/local-time.js';
import type { FieldChange, RegulatorEvent } from '../store/regulator-event.js';
import type { StoredRegulator } from '../store/regulator-register.js';
import {
  toEventName,
  toFieldName,
  toFullName,
  toGender,
  toIdentifiers,
  toIdentifierText,
  toState,
} from './regulator-words.js';

/** Number of events on the page, latest first. */
export const shownEvents = 200;

export interface RegulatorPageContent {
  readonly regulator: StoredRegulator;
  readonly events: readonly RegulatorEvent[];
  readonly signedIn: SignedIn;
  readonly termsVersion: string;
}

/** Renders an account and its history. */
export function regulatorPage(content: RegulatorPageContent): string {
  const { regulator, events, signedIn, termsVersion } = content;
  const { account, createdAt, updatedAt, terms } = regulator;
  const name = toFullName(account);
  return layout({
    title: name,
    signedIn,
    main: html`<p><a href="/staff/regulators">Comptes des régulateurs</a></p>
<h1>${name}</h1>
<dl>
<dt>État</dt><dd class="state ${account.active ? 'free' : 'blocked'}">${toState(account.active)}</dd>
<dt>Adresse e-mail</dt><dd>${account.email}</dd>
${toIdentifiers(account).map(({ kind, value }) => html`<dt>Identifiant ${kind}</dt><dd>${value}</dd>`)}
<dt>Conditions d’utilisation</dt><dd>${toTerms(terms, termsVersion)}</dd>
<dt>Compte créé</dt><dd>${toMoment(createdAt)}</dd>
<dt>Dernière modification</dt><dd>${toMoment(updatedAt)}</dd>
</dl>
<h2>Autres informations transmises</h2>
${renderDetails(account.details)}
<h2>Historique</h2>
<p class="soft">Heure de Paris, du plus récent au plus ancien.${events.length === shownEvents && ` Les ${shownEvents} derniers événements.`}</p>
${renderHistory(events)}`,
  });
}

function toTerms(terms: StoredRegulator['terms'], current: string): string {
  if (!terms) return 'Non acceptées ; elles seront demandées à la première connexion.';
  const accepted = `Version ${terms.version} acceptée le ${toMoment(terms.acceptedAt)}`;
  if (terms.version === current) return `${accepted}.`;
  return `${accepted} ; la version ${current} sera demandée à la prochaine connexion.`;
}

function renderDetails(details: RegulatorDetails): Html {
  const { title, professionalTitles, gender, birthDate, birthName, address } = details;
  const { socialSecurityNumber, qualifications } = details;
  const rows = [
    { field: 'title', text: title },
    { field: 'professionalTitles', text: professionalTitles?.join(', ') },
    { field: 'gender', text: gender && toGender(gender) },
    { field: 'birthDate', text: birthDate },
    { field: 'birthName', text: birthName },
    {
      field: 'address',
      text: [address?.lines?.join(', '), address?.postalCode, address?.city, address?.country]
        .filter(Boolean)
        .join(' '),
    },
    { field: 'socialSecurityNumber', text: socialSecurityNumber },
    {
      field: 'qualifications',
      text: qualifications?.map(({ code, label }) => label ?? code).join(', '),
    },
  ] as const;
  const filled = rows.filter(({ text }) => text);
  if (filled.length === 0) return html`<p>Aucune.</p>`;
  return html`<dl>
${filled.map(({ field, text }) => html`<dt class="begin">${toFieldName(field)}</dt><dd>${text}</dd>`)}
</dl>`;
}

function renderHistory(events: readonly RegulatorEvent[]): Html {
  if (events.length === 0) return html`<p>Aucun événement.</p>`;
  return html`<table class="stacked" role="table">
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Date</th><th scope="col" role="columnheader">Événement</th><th scope="col" role="columnheader">Changements</th></tr></thead>
<tbody role="rowgroup">
${events.map(
  (event) => html`<tr role="row">
<th scope="row" role="rowheader"><time datetime="${new Date(event.occurredAt).toISOString()}">${toMoment(event.occurredAt)}</time></th>
<td role="cell">${toEventName(event)}</td>
<td role="cell">${event.changes.map((change) => html`<div>${toChange(change)}</div>`)}</td>
</tr>
`,
)}</tbody>
</table>`;
}

function toChange({ field, ...values }: FieldChange): string {
  const toText = (value: FieldChange['before']) =>
    field === 'nationalId' && typeof value === 'string' ? toIdentifierText(value) : value;
  const [before, after] = [toText(values.before), toText(values.after)];
  const name = toFieldName(field);
  if (before === undefined && after === undefined) return name;
  if (before === null || before === undefined) return `${name} : ${after}`;
  if (after === null || after === undefined) return `${name} : ${before} → (retiré)`;
  return `${name} : ${before} → ${after}`;
}
