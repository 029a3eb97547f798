import type { Rule } from '../../rule/rule.js';
import { byHand } from '../../rule/rule-source.js';
import { type PageVisit, toEnd } from './page-visit.js';

/** `&origin=…` at the end of a path is understood. */
export const signOnGlued: Rule<PageVisit> = {
  id: 'sign-on.glued',
  level: 'good-practice',
  source: byHand('Connexion, origin collé au chemin'),
  looksAt: 'redirections',
  title: {
    fr: '« &origin=… » collé au chemin est compris.',
    en: '`&origin=…` glued to the path is understood.',
  },
  wrong: {
    fr: '« &origin=… » collé au chemin n’est pas compris',
    en: '`&origin=…` glued to the path is not understood',
  },
  remedy: {
    fr: 'La plateforme ajoute « &origin=… » comme du texte : lisez-le aussi à la fin du chemin.',
    en: 'The platform appends `&origin=…` as text: read it at the end of the path, too.',
  },
  find: (visit) => (visit.isAtPlatform ? [] : [{ element: 'page', received: toEnd(visit) }]),
};
