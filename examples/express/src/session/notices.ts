import type { Request, Response } from 'express';
import { createCookie } from './cookie.js';

/** What was done, for the page after it. */
const texts = {
  moved: 'Rendez-vous déplacé.',
  kind: 'Type de consultation enregistré.',
  cancelled: 'Rendez-vous annulé : le créneau est de nouveau libre.',
  effector: 'Médecin désigné.',
  fulfilled: 'Rendez-vous honoré : enregistré.',
  noshow: 'Rendez-vous non honoré : enregistré.',
  mend: 'Transmission corrigée et renvoyée.',
  resend: 'Transmission renvoyée telle quelle.',
  drop: 'Transmission abandonnée : elle ne sera jamais envoyée.',
} as const;

export type Notice = keyof typeof texts;

/** Says on the next page what a form did; kept in a cookie, because a form answers with a redirection. */
export interface Notices {
  add(response: Response, notice: Notice): void;
  /** Returns the text to show, once; `undefined` if there is none. */
  take(request: Request, response: Response): string | undefined;
}

export function createNotices({ isSecure }: { readonly isSecure: boolean }): Notices {
  const cookie = createCookie('agenda_notice', { isSecure });
  return {
    add(response, notice) {
      response.append('set-cookie', `${cookie.write(notice)}; Max-Age=60`);
    },
    take(request, response) {
      const notice = cookie.read(request.headers.cookie);
      if (notice === undefined) return undefined;
      response.append('set-cookie', cookie.clear());
      return Object.hasOwn(texts, notice) ? texts[notice as Notice] : undefined;
    },
  };
}
