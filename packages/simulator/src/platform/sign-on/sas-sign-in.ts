import { timingSafeEqual } from 'node:crypto';
import type { Page, PscBroker, SignedIn, SignIn, SignInAttempt } from '@sas-sos/test-provider';
import { type Html, html } from '../../portal/pages/html.js';
import { toFullName } from '../../portal/pages/words.js';
import type { PlatformRegulator } from '../../state/platform-state.js';
import type { RegulatorDesk } from '../regulators/regulator-desk.js';
import { renderRealmPage } from './realm-pages.js';

/** Maximum wait for the vendor, before the sign-on continues without it. */
const sendMilliseconds = 7000;

const words = {
  wrongPassword: 'Adresse e-mail ou mot de passe inconnus.',
  unknown: 'Ce régulateur n’est pas connu de la plateforme.',
  inactive: 'Ce compte est désactivé sur la plateforme : la connexion est refusée.',
  pscAbandoned: 'La connexion par Pro Santé Connect a été abandonnée.',
} as const;

/** Signs in to the realm `sas`: by a password, by a click, or through Pro Santé Connect. */
export function createSasSignIn(parts: {
  readonly desk: RegulatorDesk;
  readonly broker: PscBroker;
  /** Finds the person with a `sub` of the realm `esante-wallet`. */
  readonly findHolder: (subject: string) => PlatformRegulator | undefined;
}): SignIn {
  const { desk, broker, findHolder } = parts;

  return async (attempt) => {
    const { form, fromPsc, uid } = attempt;
    if (fromPsc) {
      if (fromPsc.code === undefined) return showPage(attempt, { alert: words.pscAbandoned });
      const subject = await broker.redeem(fromPsc.code, uid);
      return signIn(attempt, subject === undefined ? undefined : findHolder(subject), 'psc');
    }
    switch (form?.get('action')) {
      case 'cancel':
        return attempt.cancel();
      case 'psc':
        return attempt.redirect(broker.toPscUrl(uid));
      case 'password':
        return signInByPassword(attempt);
      default:
        if (!form) return showPage(attempt);
        return signIn(attempt, desk.find(form.get('regulator') ?? ''), 'password');
    }
  };

  function showPage(
    { action, show }: SignInAttempt,
    options: { alert?: string; email?: string; status?: number } = {},
  ): void {
    show(renderSasSignIn({ action, regulators: desk.list(), ...options }));
  }

  async function signInByPassword(attempt: SignInAttempt): Promise<void> {
    const email = attempt.form?.get('email') ?? '';
    const regulator = desk.findByEmail(email);
    if (regulator && isDemoPassword(attempt.form?.get('password') ?? '')) {
      return signIn(attempt, regulator, 'password');
    }
    showPage(attempt, { alert: words.wrongPassword, email: email.slice(0, 320), status: 401 });
  }

  async function signIn(
    attempt: SignInAttempt,
    regulator: PlatformRegulator | undefined,
    method: 'password' | 'psc',
  ): Promise<void> {
    if (!regulator) return showPage(attempt, { alert: words.unknown, status: 403 });
    if (!regulator.isActive) return showPage(attempt, { alert: words.inactive, status: 403 });
    await sendAccount(desk, regulator.id);
    return attempt.finish(toSasSignedIn(regulator.id, method));
  }
}

/** Writes how a person signed in to the realm `sas`. */
export function toSasSignedIn(subject: string, method: 'password' | 'psc'): SignedIn {
  return { subject, methods: [method], acr: method === 'psc' ? 'eidas1' : '1' };
}

/**
 * Sends the account of the person to the vendor, as the platform does; a failure stops no sign-on.
 */
export async function sendAccount(desk: RegulatorDesk, id: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, sendMilliseconds);
  });
  await Promise.race([desk.send(id), enough]);
  clearTimeout(timer);
}

function isDemoPassword(typed: string): boolean {
  const [actual, expected] = [Buffer.from(typed), Buffer.from(demoPassword)];
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

/** The password of every regulator. */
export const demoPassword = 'sas-demo';

/** Number of names on the page: other people type their e-mail address. */
const mostNames = 50;

/** Renders the login page of the realm `sas`. */
function renderSasSignIn({
  action,
  regulators,
  alert,
  email = '',
  status = 200,
}: {
  /** Target of its forms. */
  readonly action: string;
  readonly regulators: readonly PlatformRegulator[];
  /** Why the last attempt failed. */
  readonly alert?: string | undefined;
  /** The typed text. */
  readonly email?: string | undefined;
  readonly status?: number | undefined;
}): Page {
  return renderRealmPage({
    title: 'Se connecter à la plateforme',
    status,
    main: html`<h1>Se connecter à la plateforme</h1>
<p class="lead">Les régulateurs de la démonstration ont tous le même mot de passe : <code id="password-hint" translate="no">${demoPassword}</code></p>
${alert !== undefined && html`<p role="alert" class="notice bad">${alert}</p>`}
<div class="aside-layout">
<div>
<form method="post" action="${action}" class="card">
<p class="field"><label for="email">Adresse e-mail</label>
<input id="email" name="email" type="email" autocomplete="username" required maxlength="320" value="${email}"></p>
<p class="field"><label for="password">Mot de passe</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="256" aria-describedby="password-hint"></p>
<p class="actions"><button name="action" value="password">Se connecter</button></p>
</form>
<form method="post" action="${action}"><p class="actions"><button class="second" name="action" value="psc">Pro Santé Connect</button></p></form>
</div>
<div class="card aside">
<h2>Ou en un clic</h2>
<form method="post" action="${action}">
<ul class="plain">
${regulators.slice(0, mostNames).map(
  (
    regulator,
  ) => html`<li><button class="second" name="regulator" value="${regulator.id}">Se connecter en tant que ${toFullName(regulator)}</button>
${toKind(regulator)}</li>
`,
)}</ul>
</form>
</div>
</div>
<form method="post" action="${action}"><p class="actions"><button class="second" name="action" value="cancel">Annuler</button></p></form>`,
  });
}

function toKind({ isActive, nationalId }: PlatformRegulator): Html {
  if (!isActive) return html`<span class="tag off">Compte désactivé</span>`;
  return nationalId === null
    ? html`<span class="soft">sans identifiant national</span>`
    : html`<span class="soft">avec un identifiant national</span>`;
}
