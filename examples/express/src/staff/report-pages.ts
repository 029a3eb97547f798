import type { PersonalDecision } from '@sas-sos/appointments';
import { isSasError, type Logger, SasError } from '@sas-sos/core';
import express, { type Response, type Router } from 'express';
import { parseRpps } from '../appointments/parse-rpps.js';
import { errorPage } from '../pages/error-page.js';
import { send } from '../pages/send.js';
import { readField, readForm } from '../session/form.js';
import { requireCsrf } from '../session/require-csrf.js';
import { signedInOf } from '../session/signed-in.js';
import { staffUser } from '../session/staff-user.js';
import type { Reporting } from '../store/appointment-book.js';
import { listedReports, longestName, longestReason, reportListPage } from './report-list-page.js';

const texts = {
  rpps: 'Indiquez le numéro RPPS du médecin : 11 chiffres, ou 12 avec le 8 qui le précède. Rien n’a été envoyé.',
  reason: `Indiquez un motif, de ${longestReason} caractères au plus. Rien n’a été envoyé.`,
  name: `Indiquez votre nom, de ${longestName} caractères au plus. Rien n’a été envoyé.`,
  gone: 'Ce compte rendu n’est plus mis de côté : quelqu’un d’autre s’en est occupé.',
} as const;

/** Creates the pages where staff decide on reports that the platform refused: `/staff/reports`. */
export function createReportPages({
  reporting,
  logger,
}: {
  readonly reporting: Pick<Reporting, 'reporter' | 'book'>;
  readonly logger: Logger;
}): Router {
  const { reporter, book } = reporting;
  const router = express.Router();

  async function sendList(
    response: Response,
    { after, code = 200, alert }: { after?: number; code?: number; alert?: string },
  ): Promise<void> {
    const [status, reports] = await Promise.all([
      reporter.status(),
      reporter.list({ state: 'aside', after, limit: listedReports }),
    ]);
    const signedIn = signedInOf(response);
    send(response, code, reportListPage({ status, reports, alert, signedIn }));
  }

  router.get('/', async (request, response) => {
    const after = new URL(request.originalUrl, 'http://localhost').searchParams.get('after');
    await sendList(response, { after: parsePosition(after ?? '') ?? 0 });
  });

  router.post('/:position/:action', readForm, requireCsrf, async (request, response) => {
    const { position: text, action } = request.params as Readonly<Record<string, string>>;
    const position = parsePosition(text ?? '');
    if (position === undefined || (action !== 'mend' && action !== 'resend' && action !== 'drop')) {
      return send(response, 404, errorPage(404));
    }
    const reason = readField(request, 'reason').trim();
    if (reason === '' || reason.length > longestReason) {
      return sendList(response, { code: 422, alert: texts.reason });
    }
    const name = readField(request, 'by').trim();
    if (name === '' || name.length > longestName) {
      return sendList(response, { code: 422, alert: texts.name });
    }
    // The account is shared: the name says who decided.
    const decision = { by: `${name} (${staffUser})`, reason };
    try {
      if (action === 'mend') {
        const effector = parseRpps(readField(request, 'rpps'));
        if (!effector) return await sendList(response, { code: 422, alert: texts.rpps });
        await correct(position, effector, decision);
      } else {
        await reporter[action](position, decision);
      }
    } catch (error) {
      if (!isSasError(error) || error.code !== 'SAS_REPORT_NOT_KEPT_ASIDE') throw error;
      return sendList(response, { code: 409, alert: texts.gone });
    }
    logger.info({ position, action }, 'The staff decided on a report that was kept aside');
    response.redirect(303, '/staff/reports');
  });

  async function correct(
    position: number,
    effector: string,
    decision: PersonalDecision,
  ): Promise<void> {
    const [stored] = await reporter.list({ state: 'aside', after: position - 1, limit: 1 });
    if (stored?.position !== position) throw new SasError('SAS_REPORT_NOT_KEPT_ASIDE');
    const { report } = stored;
    if (!report) throw new SasError('SAS_REPORT_NOT_KEPT_ASIDE');
    // So that the next report is not refused for the same reason. This comes first: if the process
    // is killed in between, the report is still kept aside, and can be corrected again.
    await book.correctEffector(report.id, report.effector, effector);
    await reporter.mend(position, { ...report, effector }, decision);
  }

  return router;
}

function parsePosition(text: string): number | undefined {
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined;
}
