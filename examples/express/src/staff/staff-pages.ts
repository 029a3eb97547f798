import type { Logger } from '@sas-sos/core';
import express, { type Router } from 'express';
import { send } from '../pages/send.js';
import { sendError } from '../pages/send-error.js';
import { sessionEndedPage } from '../pages/session-ended-page.js';
import { terms } from '../regulator/terms.js';
import { readSession, sessionOf } from '../session/current-session.js';
import type { Notices } from '../session/notices.js';
import type { Sessions } from '../session/sessions.js';
import { signedInOf } from '../session/signed-in.js';
import type { Reporting } from '../store/appointment-book.js';
import { toSearchWords } from '../store/search-text.js';
import type { Store } from '../store/store.js';
import { createAppointmentList } from './appointment-list.js';
import { createAuditList } from './audit-list.js';
import { countKeptAside } from './count-kept-aside.js';
import { parsePage } from './parse-page.js';
import {
  listedAccounts,
  type RegulatorStateFilter,
  regulatorListPage,
} from './regulator-list-page.js';
import { regulatorPage, shownEvents } from './regulator-page.js';
import { createReportPages } from './report-pages.js';

/** Creates the staff pages, under `/staff`; a visitor who has not signed in is sent to `/login`. */
export function createStaffPages(options: {
  readonly store: Store;
  readonly reporting: Reporting;
  readonly sessions: Sessions;
  readonly notices: Notices;
  readonly logger: Logger;
}): Router {
  const { store, reporting, sessions, notices, logger } = options;
  const { regulators } = store;
  const router = express.Router();

  router.use(readSession(sessions), (request, response, next) => {
    if (sessionOf(response)?.kind === 'staff') return next();
    if (request.method === 'POST') {
      // A form is not replayed after sign-in: the person sends it again, from its list.
      const [, , list = 'regulators'] = request.originalUrl.split(/[/?]/);
      const loginPath = `/login?${new URLSearchParams({ next: `/staff/${list}` })}`;
      const undone = 'Rien n’a été enregistré.';
      return send(response, 403, sessionEndedPage({ undone, loginPath, signOnPath: undefined }));
    }
    response.redirect(303, `/login?${new URLSearchParams({ next: request.originalUrl })}`);
  });

  router.use(countKeptAside({ reporting, logger }));
  router.get('/appointments', createAppointmentList({ store, book: reporting.book }));
  router.get('/audit', createAuditList({ store }));
  router.use('/reports', createReportPages({ store, reporting, notices, logger }));

  router.get('/regulators', async (request, response) => {
    const query = new URL(request.originalUrl, 'http://localhost').searchParams;
    const search = (query.get('q') ?? '').slice(0, 200);
    const state = parseState(query.get('state'));
    const listPage = (page: number) =>
      regulators.list({
        words: toSearchWords(search),
        active: state === 'all' ? null : state === 'active',
        offset: (page - 1) * listedAccounts,
        limit: listedAccounts,
      });
    let page = parsePage(query.get('page'));
    let list = await listPage(page);
    const last = Math.max(1, Math.ceil(list.total / listedAccounts));
    if (page > last) {
      page = last;
      list = await listPage(page);
    }
    const signedIn = signedInOf(response);
    send(
      response,
      200,
      regulatorListPage({ list, search, state, page, signedIn, termsVersion: terms.version }),
    );
  });

  router.get('/regulators/:id', async (request, response) => {
    const { id } = request.params;
    const regulator = isAccountId(id) ? await regulators.find(id) : undefined;
    if (!regulator) return sendError(response, 404);
    const events = await regulators.listEvents(id, shownEvents);
    const signedIn = signedInOf(response);
    send(
      response,
      200,
      regulatorPage({ regulator, events, signedIn, termsVersion: terms.version }),
    );
  });
  return router;
}

function parseState(text: string | null): RegulatorStateFilter {
  return text === 'active' || text === 'disabled' ? text : 'all';
}

function isAccountId(text: string): boolean {
  return /^[\w.-]{1,64}$/.test(text);
}
