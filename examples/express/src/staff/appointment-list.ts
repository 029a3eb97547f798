import { appointmentStatuses } from '@sas-sos/appointments';
import type { RequestHandler } from 'express';
import { parseLocalDay } from '../pages/local-day.js';
import { toZone } from '../pages/local-time.js';
import { send } from '../pages/send.js';
import { signedInOf } from '../session/signed-in.js';
import type { AppointmentBook } from '../store/appointment-book.js';
import type { Store } from '../store/store.js';
import { appointmentListPage, listedAppointments } from './appointment-list-page.js';
import { parsePage } from './parse-page.js';

/** Answers with the list of appointments, filtered by day and state. */
export function createAppointmentList({
  store,
  book,
}: {
  readonly store: Store;
  readonly book: AppointmentBook;
}): RequestHandler {
  return async (request, response) => {
    const query = new URL(request.originalUrl, 'http://localhost').searchParams;
    const status = appointmentStatuses.find((name) => name === query.get('state')) ?? null;
    const day = parseLocalDay(query.get('day'), toZone('Europe/Paris'));
    const listPage = (page: number) =>
      book.list({
        status,
        from: day?.from ?? null,
        to: day?.to ?? null,
        offset: (page - 1) * listedAppointments,
        limit: listedAppointments,
      });
    const { associations } = await store.readDirectory();
    const places = new Map(
      associations.flatMap((association) => association.places).map((place) => [place.id, place]),
    );
    let page = parsePage(query.get('page'));
    let list = await listPage(page);
    const last = Math.max(1, Math.ceil(list.total / listedAppointments));
    if (page > last) {
      page = last;
      list = await listPage(page);
    }
    const signedIn = signedInOf(response);
    const content = { list, places, status, day: day?.date ?? '', page, signedIn };
    send(response, 200, appointmentListPage(content));
  };
}
