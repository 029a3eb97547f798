import type { Clock } from '@sas-sos/core';
import type { RequestHandler } from 'express';
import { send } from '../pages/send.js';
import { signedInOf } from '../session/signed-in.js';
import { rightOf } from '../sign-on/guard-agenda.js';
import type { AppointmentBook } from '../store/appointment-book.js';
import { readPlaces } from '../store/read-places.js';
import type { Store } from '../store/store.js';
import { listedOwn, ownListPage } from './own-list-page.js';

/** Answers with a regulator's own appointments; the staff has a list of all. */
export function createOwnList({
  store,
  book,
  clock,
}: {
  readonly store: Store;
  readonly book: AppointmentBook;
  readonly clock: Clock;
}): RequestHandler {
  return async (_request, response) => {
    const right = rightOf(response);
    if (!right) return response.redirect(303, '/staff/appointments');
    const own = { accountIds: [right.regulator.id], offset: 0, limit: listedOwn };
    // One that has begun is still needed: the patient may call back.
    const border = clock.now() - 3_600_000;
    const [coming, past, places] = await Promise.all([
      book.list({ ...own, from: border, order: 'start' }),
      book.list({ ...own, to: border, order: 'start-descending' }),
      readPlaces(store),
    ]);
    const signedIn = signedInOf(response);
    const lists = { coming: coming.appointments, past: past.appointments };
    send(response, 200, ownListPage({ ...lists, places, signedIn }));
  };
}
