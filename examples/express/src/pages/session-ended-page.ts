import { html } from './html.js';
import { layout } from './layout.js';

/** Renders the page for a form that was sent after its session had ended. */
export function sessionEndedPage({
  undone,
  signOnPath,
  loginPath,
}: {
  /** What the form did not do. */
  readonly undone: string;
  /** Where a regulator signs on again and comes back; absent if they cannot sign on here. */
  readonly signOnPath: string | undefined;
  /** Where the staff signs in again and comes back. */
  readonly loginPath: string;
}): string {
  return layout({
    title: 'Session expirée',
    main: html`<h1>Votre session a expiré</h1>
<p role="alert" class="alert">${undone}</p>
${signOnPath !== undefined && html`<p><a href="${signOnPath}">Se reconnecter et reprendre</a></p>`}
<p><a href="${loginPath}">Se connecter en tant que secrétariat</a></p>`,
  });
}
