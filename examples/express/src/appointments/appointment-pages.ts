import type { Clock, Consultation, Logger } from '@sas-sos/core';
import express, { type RequestHandler, type Response, type Router } from 'express';
import type { AppointmentAction } from '../audit/audit-record.js';
import { toActor } from '../audit/audited-sessions.js';
import type { Audit } from '../audit/create-audit.js';
import { send } from '../pages/send.js';
import { sendError } from '../pages/send-error.js';
import { parseKind } from '../pages/words.js';
import { sessionOf } from '../session/current-session.js';
import { readField, readForm } from '../session/form.js';
import type { Notice, Notices } from '../session/notices.js';
import { requireCsrf } from '../session/require-csrf.js';
import { signedInOf } from '../session/signed-in.js';
import { rightOf } from '../sign-on/guard-agenda.js';
import type { Reporting } from '../store/appointment-book.js';
import type { Store, StoredPlace, StoredSlot } from '../store/store.js';
import type { Appointment, AppointmentChange } from './appointment.js';
import { kindsOf } from './appointment-kinds.js';
import { appointmentPage } from './appointment-page.js';
import { toAppointmentPath } from './appointment-path.js';
import { zoneOf } from './appointment-words.js';
import { whyUnbookable } from './bookable-slot.js';
import { isOpen } from './change-appointment.js';
import { kindChangePage } from './kind-change-page.js';
import { toMoveChoices, toMoveWindow } from './move-choices.js';
import { createOwnList } from './own-list.js';
import { parseRpps } from './parse-rpps.js';
import { sendForbidden, sendNotBooked, sendNotMoved, sendOutcome } from './refusals.js';
import { renderReports } from './report-table.js';

/** Reports on the page of an appointment. */
const shownReports = 500;

/** Books slots, shows and changes appointments. Mount it after the agenda guard. */
export function createAppointmentPages(options: {
  readonly store: Store;
  readonly reporting: Reporting;
  readonly audit: Audit;
  readonly notices: Notices;
  readonly clock: Clock;
  readonly logger: Logger;
}): Router {
  const { store, reporting, audit, notices, clock, logger } = options;
  const { book, reporter } = reporting;
  const router = express.Router();
  const readPost = [readForm, requireCsrf];

  router.post('/agenda/:placeId/appointments', ...readPost, async (request, response) => {
    const right = rightOf(response);
    if (!right)
      return sendForbidden(response, 'Seul un régulateur venu de la plateforme SAS peut réserver.');
    const place = await store.findPlace(String(request.params['placeId']));
    const slot = place && (await findSlot(place, readField(request, 'slot')));
    if (!place || !slot) return sendError(response, 404);
    const reason = whyUnbookable(slot, clock.now());
    // A slot that is taken may have been taken by this same form, sent twice.
    if (reason && reason !== 'taken') return sendNotBooked(response, place, reason);
    const asked = readField(request, 'consultation');
    const consultation = parseKind(asked);
    if (asked !== '' && !consultation) return sendError(response, 400);
    const { regulator } = right;
    const taking = { placeId: place.id, slotId: slot.id, consultation, regulator };
    const taken = await book.take(taking);
    if (taken.outcome === 'done' || taken.outcome === 'same') {
      const { id } = taken.appointment;
      if (taken.outcome === 'done') {
        logger.info({ appointment: id }, 'An appointment was taken');
        await audit.recordAppointment(
          { action: 'taken', id },
          { kind: 'regulator', account: regulator },
        );
      }
      return response.redirect(303, toAppointmentPath(id));
    }
    if (taken.outcome === 'slot-taken') return sendNotBooked(response, place, 'taken');
    if (taken.outcome === 'kind-not-offered') return sendNotBooked(response, place, taken.outcome);
    sendForbidden(response, 'Votre compte vient d’être désactivé : rien n’a été réservé.');
  });

  const findOwn: RequestHandler = async (request, response, next) => {
    const id = String(request.params['id']);
    const appointment = isUuid(id) ? await book.find(id) : undefined;
    if (!appointment || !maySee(response, appointment)) {
      return sendError(response, 404);
    }
    response.locals['appointment'] = appointment;
    next();
  };

  router.get('/appointments', createOwnList({ store, book, clock }));

  router.get('/appointments/:id', findOwn, async (request, response) => {
    const appointment = appointmentOf(response);
    const [place, slot] = await Promise.all([
      store.findPlace(appointment.placeId),
      findHeldSlot(appointment),
    ]);
    const kinds = kindsOf(appointment, slot);
    const [regulator, reports, choices] = await Promise.all([
      store.regulators.find(appointment.regulator.accountId),
      listReports(appointment),
      isOpen(appointment) ? listChoices(appointment, kinds) : { same: [], other: [] },
    ]);
    const content = { appointment, place, slot, kinds, account: regulator?.account, reports };
    const reader = { signedIn: signedInOf(response), isStaff: isStaff(response) };
    const notice = notices.take(request, response);
    send(response, 200, appointmentPage({ ...content, choices, notice, ...reader }));
  });

  // The part of the page that changes by itself.
  router.get('/appointments/:id/reports', findOwn, async (_request, response) => {
    const appointment = appointmentOf(response);
    const [place, reports] = await Promise.all([
      store.findPlace(appointment.placeId),
      listReports(appointment),
    ]);
    const reader = { timeZone: zoneOf(place), isStaff: isStaff(response) };
    send(response, 200, renderReports(reports, reader).toString());
  });

  router.post('/appointments/:id/status', ...readPost, findOwn, async (request, response) => {
    const status = readField(request, 'status');
    if (status !== 'cancelled' && status !== 'fulfilled' && status !== 'noshow') {
      return sendError(response, 400);
    }
    if (status !== 'cancelled' && !isStaff(response)) {
      return sendForbidden(response, 'Seul le secrétariat dit si un rendez-vous a été honoré.');
    }
    const given = status === 'fulfilled' ? readField(request, 'rpps').trim() : '';
    const effector = parseRpps(given);
    if (given !== '' && !effector)
      return sendOutcome(response, appointmentOf(response), 'effector-missing');
    await change(response, { kind: 'status', status, effector }, status);
  });

  router.post('/appointments/:id/consultation', ...readPost, findOwn, async (request, response) => {
    const appointment = appointmentOf(response);
    const consultation = parseKind(readField(request, 'consultation'));
    if (!consultation) return sendError(response, 400);
    const slot = await findHeldSlot(appointment);
    if (!slot?.consultation.includes(consultation)) {
      return sendOutcome(response, appointment, 'kind-not-offered');
    }
    await change(response, { kind: 'consultation', consultation }, 'kind');
  });

  router.post('/appointments/:id/effector', ...readPost, findOwn, async (request, response) => {
    if (!isStaff(response))
      return sendForbidden(response, 'Seul le secrétariat désigne le médecin.');
    const effector = parseRpps(readField(request, 'rpps'));
    if (!effector) return sendOutcome(response, appointmentOf(response), 'effector-missing');
    await change(response, { kind: 'effector', effector }, 'effector');
  });

  router.post('/appointments/:id/reschedule', ...readPost, findOwn, async (request, response) => {
    const appointment = appointmentOf(response);
    const place = await store.findPlace(appointment.placeId);
    const slot = place && (await findSlot(place, readField(request, 'slot')));
    if (!place || !slot) return sendError(response, 404);
    const reason = slot.id === appointment.slotId ? undefined : whyUnbookable(slot, clock.now());
    if (reason) return sendNotMoved(response, appointment, reason);
    const kinds = kindsOf(appointment, await findHeldSlot(appointment));
    const confirmed = parseKind(readField(request, 'consultation'));
    const [only, ...others] = kinds;
    const kept = others.length === 0 ? only : undefined;
    const keepsKind = kinds.length === 0 || kinds.some((kind) => slot.consultation.includes(kind));
    const isAgreed = confirmed ? slot.consultation.includes(confirmed) : keepsKind;
    if (!isAgreed) return askForKind(response, { kinds, place, slot });
    const consultation = confirmed ?? kept;
    const asked = { kind: 'reschedule', slotId: slot.id, consultation } as const;
    await change(response, asked, 'moved');
  });

  function askForKind(
    response: Response,
    question: {
      readonly kinds: readonly Consultation[];
      readonly place: StoredPlace;
      readonly slot: StoredSlot;
    },
  ): void {
    const { kinds, place, slot } = question;
    const content = { appointment: appointmentOf(response), kinds, slot };
    const signedIn = signedInOf(response);
    send(response, 409, kindChangePage({ ...content, timeZone: place.timeZone, signedIn }));
  }

  async function change(
    response: Response,
    asked: AppointmentChange,
    notice: Notice,
  ): Promise<void> {
    const appointment = appointmentOf(response);
    const { id } = appointment;
    const { outcome } = await book.change(id, asked);
    if (outcome === 'done') {
      logger.info({ appointment: id, change: asked.kind }, 'An appointment was changed');
      const session = sessionOf(response);
      if (session) await audit.recordAppointment({ action: toAction(asked), id }, toActor(session));
      notices.add(response, notice);
    }
    // The page was read before the change of somebody else that made this one impossible.
    const now = outcome === 'impossible' ? await book.find(id) : appointment;
    sendOutcome(response, now ?? appointment, outcome);
  }

  function listReports({ id }: Appointment) {
    return reporter.list({ appointment: id, limit: shownReports }).catch((err: unknown) => {
      logger.error({ err }, 'The reports of an appointment could not be read');
      return undefined;
    });
  }

  /** The slot of an appointment, unless an import has removed it or moved it to another time. */
  async function findHeldSlot(appointment: Appointment): Promise<StoredSlot | undefined> {
    const slot = await store.findSlot(appointment.placeId, appointment.slotId);
    return slot?.startsAt === appointment.startsAt ? slot : undefined;
  }

  async function findSlot(place: StoredPlace, id: string): Promise<StoredSlot | undefined> {
    // The same limit as for ids in the agenda file.
    if (id === '' || id.length > 200) return undefined;
    return store.findSlot(place.id, id);
  }

  async function listChoices(appointment: Appointment, kinds: readonly Consultation[]) {
    const now = clock.now();
    const { from, to } = toMoveWindow(appointment, now);
    const slots = await store.listSlots(appointment.placeId, from, to);
    return toMoveChoices(appointment, kinds, { slots, now });
  }

  return router;
}

function toAction(change: AppointmentChange): AppointmentAction {
  if (change.kind === 'status') return change.status;
  return change.kind === 'reschedule' ? 'moved' : 'changed';
}

const isUuid = (text: string) => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(text);

function isStaff(response: Response): boolean {
  return sessionOf(response)?.kind === 'staff';
}

/** Staff may see every appointment, a regulator only their own. */
function maySee(response: Response, { regulator }: Appointment): boolean {
  return isStaff(response) || rightOf(response)?.regulator.id === regulator.accountId;
}

/** The appointment of a request; its sender is allowed to see it. */
function appointmentOf(response: Response): Appointment {
  return response.locals['appointment'] as Appointment;
}
