import type { Clock, Logger } from '@sas-sos/core';
import express, { type ErrorRequestHandler, type Router } from 'express';
import { createAppointmentPages } from '../appointments/appointment-pages.js';
import { isOpen } from '../appointments/change-appointment.js';
import { assets } from '../assets.js';
import type { Audit } from '../audit/create-audit.js';
import { createRegulatorPages } from '../regulator/regulator-pages.js';
import type { ClientAddress } from '../session/client-address.js';
import { readSession, sessionOf } from '../session/current-session.js';
import { createLogin } from '../session/login.js';
import { createNotices } from '../session/notices.js';
import type { Sessions } from '../session/sessions.js';
import { signedInOf } from '../session/signed-in.js';
import type { VendorSignOn } from '../sign-on/create-vendor-sign-on.js';
import { guardAgenda, rightOf } from '../sign-on/guard-agenda.js';
import { createSignOnPages } from '../sign-on/sign-on-pages.js';
import { countKeptAside } from '../staff/count-kept-aside.js';
import { createStaffPages } from '../staff/staff-pages.js';
import type { Reporting } from '../store/appointment-book.js';
import type { Store, StoredSlot } from '../store/store.js';
import { agendaPage, shownDays } from './agenda-page.js';
import { homePage } from './home-page.js';
import { stylePath } from './layout.js';
import { addDays, type LocalDay, parseLocalDay, toLocalDay } from './local-day.js';
import { toZone } from './local-time.js';
import { send } from './send.js';
import { sendError } from './send-error.js';

/** Browsers apply it to redirections after a form too: a logout redirects to the provider. */
const toContentSecurityPolicy = (providerOrigin: string | undefined, ...more: string[]) =>
  [
    "default-src 'none'",
    ...more,
    "style-src 'self'",
    "img-src 'self'",
    `form-action ${["'self'", providerOrigin].filter(Boolean).join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

const threeDays = 72 * 3_600_000;

/** Creates the vendor's own pages, in French. They work without JavaScript. */
export function createPages(options: {
  readonly store: Store;
  readonly reporting: Reporting;
  /** Who did what. */
  readonly audit: Audit;
  readonly sessions: Sessions;
  /** Sign-on of regulators; without it, they cannot sign on. */
  readonly signOn?: VendorSignOn | undefined;
  readonly staffPassword: string;
  /** Reads where a sign-in of the staff comes from; default: from the other end of the connection. */
  readonly addressOf?: ClientAddress | undefined;
  /** Whether the site is served over HTTPS. */
  readonly isSecure: boolean;
  readonly clock: Clock;
  readonly logger: Logger;
}): Router {
  const { store, reporting, audit, sessions, signOn, staffPassword, isSecure, clock, logger } =
    options;
  const { regulators } = store;
  const contentSecurityPolicy = toContentSecurityPolicy(signOn?.providerOrigin);
  const router = express.Router();

  router.use((_request, response, next) => {
    response.set({
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
    next();
  });

  router.get(stylePath, (_request, response) => {
    response.set('cache-control', 'public, max-age=300').type('css').send(assets.style);
  });
  router.get('/appointment.js', (_request, response) => {
    response.set('cache-control', 'public, max-age=300').type('js').send(assets.script);
  });
  router.get('/icon.svg', (_request, response) => {
    response.set('cache-control', 'public, max-age=86400').type('svg').send(assets.icon);
  });

  router.get('/', readSession(sessions), async (_request, response) => {
    const now = clock.now();
    const [directory, free] = await Promise.all([
      store.readDirectory(),
      store.countFreeSlots(now, now + threeDays),
    ]);
    const signedIn = sessionOf(response) && signedInOf(response);
    send(response, 200, homePage(directory, free, signedIn));
  });

  router.use('/agenda', (request, response, next) => {
    // No id of a place or slot contains U+0000, and PostgreSQL refuses it.
    if (request.originalUrl.includes('%00')) return sendError(response, 400);
    next();
  });
  /** The open appointments of a regulator at a place: ids by slot. */
  async function listOwn(
    placeId: string,
    {
      first,
      days,
      chosen,
      accountId,
    }: {
      readonly first: LocalDay;
      readonly days: readonly LocalDay[];
      readonly chosen: StoredSlot | null | undefined;
      readonly accountId: string;
    },
  ): Promise<ReadonlyMap<string, string>> {
    const from = Math.min(first.from, chosen?.startsAt ?? first.from);
    const to = Math.max(days.at(-1)?.to ?? first.to, (chosen?.startsAt ?? 0) + 1);
    const query = { accountIds: [accountId], placeId, from, to, offset: 0, limit: 500 };
    const { appointments } = await reporting.book.list(query);
    return new Map(appointments.filter(isOpen).map(({ id, slotId }) => [slotId, id]));
  }

  const guard = guardAgenda({ signOn, sessions });
  router.use(['/agenda', '/appointments'], ...guard, countKeptAside({ reporting, logger }));
  router.get('/agenda/:placeId', async (request, response) => {
    const place = await store.findPlace(request.params.placeId);
    if (!place) return sendError(response, 404);
    const zone = toZone(place.timeZone);
    const query = new URL(request.originalUrl, 'http://localhost').searchParams;
    const slotId = query.get('slot');
    const chosen = slotId === null ? undefined : ((await store.findSlot(place.id, slotId)) ?? null);
    const first =
      parseLocalDay(query.get('day'), zone) ?? toLocalDay(chosen?.startsAt ?? clock.now(), zone);
    const days = Array.from({ length: shownDays }, (_, count) => addDays(first, count, zone));
    const slots = await store.listSlots(place.id, first.from, days.at(-1)?.to ?? first.to);
    const signedIn = signedInOf(response);
    const right = rightOf(response);
    const now = clock.now();
    const own =
      right && (await listOwn(place.id, { first, days, chosen, accountId: right.regulator.id }));
    const reader = { signedIn, right, own: own ?? new Map<string, string>(), now };
    send(response, 200, agendaPage({ place, zone, days, slots, chosen, ...reader }));
  });
  const withScript = toContentSecurityPolicy(
    signOn?.providerOrigin,
    "script-src 'self'",
    "connect-src 'self'",
  );
  router.get('/appointments/:id', (_request, response, next) => {
    response.set('content-security-policy', withScript);
    next();
  });
  const notices = createNotices({ isSecure });
  router.use(createAppointmentPages({ store, reporting, audit, notices, clock, logger }));

  if (signOn) router.use('/sso', createSignOnPages({ signOn: signOn.handlers, sessions }));
  const toSignOnPath = signOn?.handlers.toSignOnPath;
  const { addressOf } = options;
  router.use(
    createLogin({ sessions, staffPassword, toSignOnPath, addressOf, isSecure, clock, logger }),
  );
  router.use('/staff', createStaffPages({ store, reporting, sessions, notices, logger }));
  router.use('/regulator', createRegulatorPages({ regulators, sessions, logger }));

  router.use((_request, response) => sendError(response, 404));

  const onError: ErrorRequestHandler = (error, _request, response, next) => {
    if (response.headersSent) return next(error);
    // A malformed address or form is the visitor's error; anything else is ours.
    const { status } = error ?? {};
    if (status === 413) return sendError(response, 413);
    if (status >= 400 && status < 500) return sendError(response, 400);
    logger.error({ err: error }, 'A page could not be made');
    sendError(response, 500);
  };
  router.use(onError);
  return router;
}
