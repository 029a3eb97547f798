import { renderDocument } from '../pages/plain-pages.js';
import type { SignIn } from './sign-in-attempt.js';
import type { TestUser } from './test-user.js';

/** Shows a form with login and password, and signs in the user whose values were entered. */
export function createPasswordSignIn(users: readonly TestUser[]): SignIn {
  return ({ action, form, show, finish, cancel }) => {
    if (form?.has('abandon')) return cancel();
    const user = users.find(
      (candidate) =>
        candidate.login === form?.get('login') && passwordOf(candidate) === form?.get('password'),
    );
    if (user) return finish({ subject: subjectOf(user), acr: user.acr ?? 'eidas1' });
    show({ html: renderLoginPage(action), status: form ? 401 : 200 });
  };
}

/** Returns the `sub` of a user. */
export function subjectOf({ subject, login }: TestUser): string {
  return subject ?? login;
}

/** Returns the password of a user. */
export function passwordOf({ password = 'secret' }: TestUser): string {
  return password;
}

const renderLoginPage = (action: string) =>
  renderDocument(
    'Se connecter',
    `<form method="post" action="${action}">
<p><label>Identifiant <input name="login" autocomplete="username"></label></p>
<p><label>Mot de passe <input name="password" type="password" autocomplete="current-password"></label></p>
<p><button>Se connecter</button> <button name="abandon" value="1">Abandonner</button></p>
</form>`,
  );
