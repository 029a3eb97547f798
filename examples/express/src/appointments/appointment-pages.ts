import type { Clock, Logger } from '@sas-sos/core';
import express, { type RequestHandler, type Response, type Router } from 'express';
import { errorPage } from '../pages/error-page.js';
import { send } from '../pages/send.js';
import { sessionOf } from '../session/current-session.js';
import { readField, readForm } from '../session/form.js';
import { requireCsrf } from '../session/require-csrf.js';
import { signedInOf } from '../session/signed-in.js';
import { rightOf } from '../sign-on/guard-agenda.js';
import type { Reporting } from '../store/appointment-book.js';
import type { Store, StoredPlace, StoredSlot } from '../store/store.js';
import type { Appointment, AppointmentChange } from './appointment.js';
import { appointmentPage, toAppointmentPath } from './appointment-page.js';
import { whyUnbookable } from './bookable-slot.js';
import { isOpen } from './change-appointment.js';
import { parseRpps } from './parse-rpps.js';
import { sendForbidden, sendNotBooked, sendNotMoved, sendOutcome } from './refusals.js';

/** How far ahead an appointment can be moved, and how many slots are offered. */
const choiceMilliseconds = 7 * 86_400_000;
const mostChoices = 200;
/** Reports on the page of an appointment. */
const shownReports = 500;

/** Books slots, shows and changes appointments. Mount it after the agenda guard. */
export function createAppointmentPages(options: {
  readonly store: Store;
  readonly reporting: Reporting;
  readonly clock: Clock;
  readonly logger: Logger;
}): Router {
  const { store, reporting, clock, logger } = options;
  const { book, reporter } = reporting;
  const router = express.Router();
  const readPost = [readForm, requireCsrf];

  router.post('/agenda/:placeId/appointments', ...readPost, async (request, response) => {
    const right = rightOf(response);
    if (!right)
      return sendForbidden(response, 'Seul un régulateur venu de la plateforme SAS peut réserver.');
    const place = await store.findPlace(String(request.params['placeId']));
    const slot = place && (await findSlot(place, readField(request, 'slot')));
    if (!place || !slot) return send(response, 404, errorPage(404));
    const reason = whyUnbookable(slot, clock.now());
    // A slot that is taken may have been taken by this same form, sent twice.
    if (reason && reason !== 'taken') return sendNotBooked(response, place, reason);
    const { regulator } = right;
    const taken = await book.take({ placeId: place.id, slotId: slot.id, regulator });
    if (taken.outcome === 'done' || taken.outcome === 'same') {
      const { id } = taken.appointment;
      if (taken.outcome === 'done') logger.info({ appointment: id }, 'An appointment was taken');
      return response.redirect(303, toAppointmentPath(id));
    }
    if (taken.outcome === 'slot-taken') {
      return sendNotBooked(response, place, 'taken');
    }
    sendForbidden(response, 'Votre compte vient d’être désactivé : rien n’a été réservé.');
  });

  const findOwn: RequestHandler = async (request, response, next) => {
    const id = String(request.params['id']);
    const appointment = isUuid(id) ? await book.find(id) : undefined;
    if (!appointment || !maySee(response, appointment)) {
      return send(response, 404, errorPage(404));
    }
    response.locals['appointment'] = appointment;
    next();
  };

  router.get('/appointments/:id', findOwn, async (_request, response) => {
    const appointment = appointmentOf(response);
    const place = await store.findPlace(appointment.placeId);
    const [regulator, reports, choices] = await Promise.all([
      store.regulators.find(appointment.regulator.accountId),
      reporter.list({ appointment: appointment.id, limit: shownReports }).catch((err: unknown) => {
        logger.error({ err }, 'The reports of an appointment could not be read');
        return undefined;
      }),
      place && isOpen(appointment) ? listChoices(place) : [],
    ]);
    const content = { appointment, place, account: regulator?.account, reports, choices };
    const signedIn = signedInOf(response);
    send(response, 200, appointmentPage({ ...content, signedIn, isStaff: isStaff(response) }));
  });

  router.post('/appointments/:id/status', ...readPost, findOwn, async (request, response) => {
    const status = readField(request, 'status');
    if (status !== 'cancelled' && status !== 'fulfilled' && status !== 'noshow') {
      return send(response, 400, errorPage(400));
    }
    if (status !== 'cancelled' && !isStaff(response)) {
      return sendForbidden(response, 'Seul le secrétariat dit si un rendez-vous a été honoré.');
    }
    const given = status === 'fulfilled' ? readField(request, 'rpps').trim() : '';
    const effector = parseRpps(given);
    if (given !== '' && !effector)
      return sendOutcome(response, appointmentOf(response), 'effector-missing');
    await change(response, { kind: 'status', status, effector });
  });

  router.post('/appointments/:id/effector', ...readPost, findOwn, async (request, response) => {
    if (!isStaff(response))
      return sendForbidden(response, 'Seul le secrétariat désigne le médecin.');
    const effector = parseRpps(readField(request, 'rpps'));
    if (!effector) return sendOutcome(response, appointmentOf(response), 'effector-missing');
    await change(response, { kind: 'effector', effector });
  });

  router.post('/appointments/:id/reschedule', ...readPost, findOwn, async (request, response) => {
    const appointment = appointmentOf(response);
    const place = await store.findPlace(appointment.placeId);
    const slot = place && (await findSlot(place, readField(request, 'slot')));
    if (!slot) return send(response, 404, errorPage(404));
    const reason = slot.id === appointment.slotId ? undefined : whyUnbookable(slot, clock.now());
    if (reason) return sendNotMoved(response, appointment, reason);
    await change(response, { kind: 'reschedule', slotId: slot.id });
  });

  async function change(response: Response, asked: AppointmentChange): Promise<void> {
    const appointment = appointmentOf(response);
    const { id } = appointment;
    const { outcome } = await book.change(id, asked);
    if (outcome === 'done') {
      logger.info({ appointment: id, change: asked.kind }, 'An appointment was changed');
    }
    sendOutcome(response, appointment, outcome);
  }

  async function findSlot(place: StoredPlace, id: string): Promise<StoredSlot | undefined> {
    // The same limit as for ids in the agenda file.
    if (id === '' || id.length > 200) return undefined;
    return store.findSlot(place.id, id);
  }

  async function listChoices(place: StoredPlace): Promise<readonly StoredSlot[]> {
    const now = clock.now();
    const slots = await store.listSlots(place.id, now, now + choiceMilliseconds);
    return slots.filter((slot) => !whyUnbookable(slot, now)).slice(0, mostChoices);
  }

  return router;
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
