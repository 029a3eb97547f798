import type { Request } from 'express';
import { readField } from './form.js';
import { toNextPath } from './next-path.js';

/**
 * Returns the page on which a form was shown, to come back to after it was refused: that of the
 * slot, or of the appointment; the home page for any other form.
 */
export function toPageOfForm(request: Request): string {
  const [path = ''] = request.originalUrl.split(/[?&]/, 1);
  const [, page] = /^((?:\/agenda|\/appointments)\/[^/]+)\/[a-z]+$/.exec(path) ?? [];
  if (page === undefined) return '/';
  const slot = path.startsWith('/agenda/') ? readField(request, 'slot') : '';
  return toNextPath(slot === '' ? page : `${page}?${new URLSearchParams({ slot })}`, '/');
}

/** Says what a refused form did not do. */
export function toUndone(request: Request): string {
  const [path = ''] = request.originalUrl.split('?', 1);
  if (/^\/agenda\/[^/]+\/appointments$/.test(path)) return 'Rien n’a été réservé.';
  if (path.endsWith('/reschedule')) return 'Le rendez-vous n’a pas été déplacé.';
  if (path.endsWith('/status') && readField(request, 'status') === 'cancelled') {
    return 'Le rendez-vous n’a pas été annulé.';
  }
  return 'Rien n’a été enregistré.';
}
