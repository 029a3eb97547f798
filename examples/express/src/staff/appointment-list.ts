import { appointmentStatuses } from '@sas-sos/appointments';
import type { RequestHandler } from 'express';
import { zoneOf } from '../appointments/appointment-words.js';
import { parseLocalDay } from '../pages/local-day.js';
import { toZone } from '../pages/local-time.js';
import { send } from '../pages/send.js';
import { signedInOf } from '../session/signed-in.js';
import type { AppointmentBook } from '../store/appointment-book.js';
import { readPlaces } from '../store/read-places.js';
import type { Store } from '../store/store.js';
import { appointmentListPage, listedAppointments } from './appointment-list-page.js';
import { findAccounts } from './find-accounts.js';
import { parsePage } from './parse-page.js';

/** Answers with the list of appointments, filtered by place, day, regulator and state. */
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
    const search = (query.get('q') ?? '').slice(0, 200);
    const places = await readPlaces(store);
    const place = places.get(query.get('place') ?? '');
    // A day is that of the place; without a place it is that of Paris.
    const day = parseLocalDay(query.get('day'), toZone(zoneOf(place)));
    const accountIds = await findAccounts(store, search);
    const listPage = (page: number) =>
      book.list({
        status,
        accountIds,
        placeId: place?.id ?? null,
        from: day?.from ?? null,
        to: day?.to ?? null,
        offset: (page - 1) * listedAppointments,
        limit: listedAppointments,
      });
    let page = parsePage(query.get('page'));
    let list = await listPage(page);
    const last = Math.max(1, Math.ceil(list.total / listedAppointments));
    if (page > last) {
      page = last;
      list = await listPage(page);
    }
    const ids = list.appointments.map(({ regulator }) => regulator.accountId);
    const regulators = await store.regulators.findAll([...new Set(ids)]);
    const signedIn = signedInOf(response);
    const filter = { status, day: day?.date ?? '', placeId: place?.id ?? '', search };
    const content = { list, places, regulators, filter, page, signedIn };
    send(response, 200, appointmentListPage(content));
  };
}
