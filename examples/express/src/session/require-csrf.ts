import type { RequestHandler } from 'express';
import { refusalPage } from '../pages/refusal-page.js';
import { send } from '../pages/send.js';
import { sessionOf } from './current-session.js';
import { readField } from './form.js';
import { toPageOfForm, toUndone } from './page-of-form.js';
import { isSameSecret } from './secret.js';
import { toSignedIn } from './signed-in.js';

/**
 * Refuses a form that was not created for its session: at a shared desk, one that the former person
 * left open.
 */
export const requireCsrf: RequestHandler = (request, response, next) => {
  const session = sessionOf(response);
  if (session && isSameSecret(readField(request, 'csrf'), session.csrf)) return next();
  const page = refusalPage({
    title: 'Formulaire refusé',
    text: `Ce formulaire n’est plus valable : il a été ouvert dans une autre session, peut-être par une autre personne, ou votre navigateur refuse les cookies. ${toUndone(request)} Rouvrez la page et recommencez.`,
    back: { path: toPageOfForm(request), text: 'Rouvrir la page' },
    signedIn: session && toSignedIn(session),
  });
  send(response, 403, page);
};
