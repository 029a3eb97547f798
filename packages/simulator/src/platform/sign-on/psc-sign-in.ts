import type { SignedIn, SignIn } from '@sas-sos/test-provider';
import { html } from '../../portal/pages/html.js';
import { toFullName } from '../../portal/pages/words.js';
import type { RegulatorDesk } from '../regulators/regulator-desk.js';
import { renderRealmPage } from './realm-pages.js';
import type { RealmPeople } from './realm-people.js';

const mostNames = 50;

/**
 * Signs in to the realm `esante-wallet`: a page replaces the confirmation on the person's e-CPS.
 */
export function createPscSignIn({
  desk,
  people,
}: {
  readonly desk: RegulatorDesk;
  readonly people: RealmPeople;
}): SignIn {
  return ({ action, form, show, finish, cancel }) => {
    if (form?.get('action') === 'cancel') return cancel();
    const regulator = desk.find(form?.get('regulator') ?? '');
    const subject = regulator && people.toSubject(regulator);
    if (subject !== undefined) return finish(toPscSignedIn(subject));
    show(toPage(action, desk));
  };
}

/** Writes how a person signed in to the realm `esante-wallet`. */
export function toPscSignedIn(subject: string): SignedIn {
  return { subject, methods: ['psc'], acr: 'eidas1' };
}

function toPage(action: string, desk: RegulatorDesk) {
  const holders = desk.list().filter(({ nationalId }) => nationalId !== null);
  return renderRealmPage({
    title: 'Pro Santé Connect (simulé)',
    main: html`<h1>Pro Santé Connect (simulé)</h1>
<p class="lead">Choisissez le professionnel qui s’authentifie, comme il le ferait avec l’application e-CPS. Seuls les régulateurs qui ont un identifiant national ont une carte.</p>
${holders.length === 0 && html`<p role="alert" class="notice bad">Aucun régulateur n’a d’identifiant national.</p>`}
<form method="post" action="${action}" class="card">
<ul class="plain">
${holders.slice(0, mostNames).map(
  (
    holder,
  ) => html`<li><button class="second" name="regulator" value="${holder.id}">Confirmer avec l’e-CPS de ${toFullName(holder)}</button>
<span class="soft" translate="no">${holder.nationalId}</span>${!holder.isActive && html` <span class="tag off">Compte désactivé sur la plateforme</span>`}</li>
`,
)}</ul>
</form>
<form method="post" action="${action}"><p class="actions"><button class="second" name="action" value="cancel">Annuler</button></p></form>`,
  });
}
