import type { PersonalDecision, StoredAppointmentReport } from '@sas-sos/appointments';
import { isSasError, type Logger, SasError } from '@sas-sos/core';
import express, { type Request, type Response, type Router } from 'express';
import { zoneOf } from '../appointments/appointment-words.js';
import { send } from '../pages/send.js';
import { sendError } from '../pages/send-error.js';
import { hasField, readField, readForm } from '../session/form.js';
import type { Notices } from '../session/notices.js';
import { requireCsrf } from '../session/require-csrf.js';
import { signedInOf } from '../session/signed-in.js';
import { staffUser } from '../session/staff-user.js';
import type { Reporting } from '../store/appointment-book.js';
import { readPlaces } from '../store/read-places.js';
import type { Store } from '../store/store.js';
import { type KeptReport, longestName, longestReason } from './report-card.js';
import { type CorrectionMistake, correctReport } from './report-correction.js';
import { listedReports, reportListPage } from './report-list-page.js';
import type { SubmittedDecision } from './submitted-decision.js';

const texts = {
  rpps: 'Indiquez le numéro RPPS du médecin : 11 chiffres, ou 12 avec le 8 qui le précède. Rien n’a été envoyé.',
  reason: `Indiquez un motif, de ${longestReason} caractères au plus. Rien n’a été envoyé.`,
  name: `Indiquez votre nom, de ${longestName} caractères au plus. Rien n’a été envoyé.`,
  regulator:
    'Indiquez l’identifiant du régulateur : RPPS, ADELI, ou celui de la plateforme. Rien n’a été envoyé.',
  times: 'Indiquez le début et la fin, dans cet ordre. Rien n’a été envoyé.',
  gone: 'Cette transmission n’est plus à traiter : quelqu’un d’autre s’en est occupé.',
} as const;

type Mistake = CorrectionMistake | 'reason' | 'name';

const wrongFields: Readonly<Record<Mistake, readonly string[]>> = {
  rpps: ['rpps'],
  regulator: ['regulator'],
  times: ['start', 'end'],
  reason: ['reason'],
  name: ['by'],
};

/** Creates the pages where staff decide on reports that the platform refused: `/staff/reports`. */
export function createReportPages({
  store,
  reporting,
  notices,
  logger,
}: {
  readonly store: Store;
  readonly reporting: Pick<Reporting, 'reporter' | 'book'>;
  readonly notices: Notices;
  readonly logger: Logger;
}): Router {
  const { reporter, book } = reporting;
  const router = express.Router();

  async function sendList(
    response: Response,
    {
      after,
      code = 200,
      ...said
    }: {
      after?: number;
      code?: number;
      alert?: string;
      submitted?: SubmittedDecision;
      notice?: string | undefined;
    },
  ): Promise<void> {
    const [status, reports] = await Promise.all([
      reporter.status(),
      reporter.list({ state: 'aside', after, limit: listedReports }),
    ]);
    const signedIn = signedInOf(response);
    const kept = await describe(reports);
    send(response, code, reportListPage({ status, reports: kept, ...said, signedIn }));
  }

  /** Finds the place and the regulator of each report. */
  async function describe(
    reports: readonly StoredAppointmentReport[],
  ): Promise<readonly KeptReport[]> {
    if (reports.length === 0) return [];
    const appointments = await Promise.all(
      reports.map(({ report }) => (report ? book.find(report.id) : undefined)),
    );
    const ids = appointments.flatMap((appointment) => appointment?.regulator.accountId ?? []);
    const [places, regulators] = await Promise.all([
      readPlaces(store),
      store.regulators.findAll([...new Set(ids)]),
    ]);
    return reports.map((stored, index) => {
      const appointment = appointments[index];
      const place = appointment && places.get(appointment.placeId);
      const regulator = appointment && regulators.get(appointment.regulator.accountId);
      return { stored, appointment, place, regulator };
    });
  }

  router.get('/', async (request, response) => {
    const after = new URL(request.originalUrl, 'http://localhost').searchParams.get('after');
    const notice = notices.take(request, response);
    await sendList(response, { after: parsePosition(after ?? '') ?? 0, notice });
  });

  router.post('/:position/:action', readForm, requireCsrf, async (request, response) => {
    const { position: text, action } = request.params as Readonly<Record<string, string>>;
    const position = parsePosition(text ?? '');
    if (position === undefined || (action !== 'mend' && action !== 'resend' && action !== 'drop')) {
      return sendError(response, 404);
    }
    const refuse = (mistake: Mistake) => {
      const written = Object.values(wrongFields)
        .flat()
        .filter((name) => hasField(request, name));
      const values = Object.fromEntries(written.map((name) => [name, readField(request, name)]));
      const wrong = wrongFields[mistake];
      const submitted: SubmittedDecision = { position, action, values, wrong };
      // From that report on: it may not be on the first page.
      const after = position - 1;
      return sendList(response, { code: 422, alert: texts[mistake], after, submitted });
    };
    const reason = readField(request, 'reason').trim();
    if (reason === '' || reason.length > longestReason) return refuse('reason');
    const name = readField(request, 'by').trim();
    if (name === '' || name.length > longestName) return refuse('name');
    // The account is shared: the name says who decided.
    const decision = { by: `${name} (${staffUser})`, reason };
    try {
      if (action === 'mend') {
        const mistake = await correct(position, request, decision);
        if (mistake) return await refuse(mistake);
      } else {
        await reporter[action](position, decision);
      }
    } catch (error) {
      if (!isSasError(error) || error.code !== 'SAS_REPORT_NOT_KEPT_ASIDE') throw error;
      return sendList(response, { code: 409, alert: texts.gone });
    }
    logger.info({ position, action }, 'The staff decided on a report that was kept aside');
    notices.add(response, action);
    response.redirect(303, '/staff/reports');
  });

  async function correct(
    position: number,
    request: Request,
    decision: PersonalDecision,
  ): Promise<CorrectionMistake | undefined> {
    const [stored] = await reporter.list({ state: 'aside', after: position - 1, limit: 1 });
    if (stored?.position !== position) throw new SasError('SAS_REPORT_NOT_KEPT_ASIDE');
    const { report } = stored;
    if (!report) throw new SasError('SAS_REPORT_NOT_KEPT_ASIDE');
    const appointment = await book.find(report.id);
    const place = appointment && (await store.findPlace(appointment.placeId));
    const read = (name: string) => (hasField(request, name) ? readField(request, name) : undefined);
    const fields = {
      ...{ rpps: read('rpps'), regulator: read('regulator') },
      ...{ start: read('start'), end: read('end') },
    };
    const corrected = correctReport(report, fields, zoneOf(place));
    if (typeof corrected === 'string') return corrected;
    // So that the next report is not refused for the same reason. This comes first: if the process
    // is killed in between, the report is still kept aside, and can be corrected again.
    const { effector } = corrected;
    if (effector) await book.correctEffector(report.id, report.effector, effector);
    await reporter.mend(position, corrected, decision);
    return undefined;
  }

  return router;
}

function parsePosition(text: string): number | undefined {
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined;
}
