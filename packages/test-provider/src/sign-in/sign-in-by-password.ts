import { toDocument } from '../pages/plain-pages.js';
import type { SignIn } from './sign-in-attempt.js';
import type { TestUser } from './test-user.js';

/** Shows a form of login and password, and signs in whoever has typed those of a user. */
export function createPasswordSignIn(users: readonly TestUser[]): SignIn {
  return ({ action, form, show, finish, cancel }) => {
    if (form?.has('abandon')) return cancel();
    const user = users.find(
      (each) => each.login === form?.get('login') && passwordOf(each) === form?.get('password'),
    );
    if (user) return finish({ subject: subjectOf(user), acr: user.acr ?? 'eidas1' });
    show({ html: toLoginPage(action), status: form ? 401 : 200 });
  };
}

/** `sub` of somebody. */
export function subjectOf({ subject, login }: TestUser): string {
  return subject ?? login;
}

/** What somebody types beside their login. */
export function passwordOf({ password = 'secret' }: TestUser): string {
  return password;
}

const toLoginPage = (action: string) =>
  toDocument(
    'Se connecter',
    `<form method="post" action="${action}">
<p><label>Identifiant <input name="login" autocomplete="username"></label></p>
<p><label>Mot de passe <input name="password" type="password" autocomplete="current-password"></label></p>
<p><button>Se connecter</button> <button name="abandon" value="1">Abandonner</button></p>
</form>`,
  );
