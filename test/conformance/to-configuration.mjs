// @ts-check
import { toFhirAppointment } from '@sas-sos/appointments';
import { testAssociations } from './write-test-agenda.mjs';

/** The password of the staff, for vendors that are judged. */
export const staffPassword = 'mot de passe du test';

/**
 * What a run needs to know of the reference vendor at this origin, with the test agenda.
 *
 * @param {{ readonly vendor: string, readonly simulator: string }} origins
 * @returns {import('@sas-sos/conformance').Configuration}
 */
export function toConfiguration({ vendor, simulator }) {
  return {
    vendor: `${vendor}/fhir`,
    simulator,
    associations: testAssociations,
    slotTypes: ['PUBLIC', 'SNP'],
    consultations: ['AMB', 'VR'],
    signOn: { regulatorPage: 'Réservation au nom du SAS', accept: { decision: 'accept' } },
    booking: {
      book: { form: '/appointments' },
      cancel: { form: '/status', fields: { status: 'cancelled' } },
      fulfil,
    },
    appointments: [toFulfilledReport()],
    declarations: {
      rppsUsed: true,
      rppsAlwaysThere: true,
      structureIdentifier: 'SIRET',
      healthDataHosting: true,
      twoFactor: true,
      lockOut: true,
    },
  };
}

/**
 * What the staff does: only they declare an appointment honoured.
 *
 * @param {import('@sas-sos/conformance').Browser} browser
 * @param {import('@sas-sos/conformance').BrowserPage} page
 */
async function fulfil(browser, { url }) {
  const staff = browser.another();
  const login = await staff.open(`${new URL(url).origin}/login?next=/`);
  await staff.submit(login, { user: 'secretariat', password: staffPassword });
  return staff.submit(await staff.open(url), { status: 'fulfilled' }, { form: '/status' });
}

/** What a vendor pastes into the official kit. */
function toFulfilledReport() {
  return toFhirAppointment(
    {
      id: 'b6e39355-5b3c-4b4e-9d9f-5e0d4c0c1c11',
      start: '2026-12-01T09:00:00+01:00',
      end: '2026-12-01T09:15:00+01:00',
      takenAt: '2026-11-30T18:00:00+01:00',
      status: 'fulfilled',
      regulator: { nationalId: '3456780581/11242343' },
      effector: '810100050075',
    },
    { identifierSystem: 'https://editeur.example/ids' },
  );
}
