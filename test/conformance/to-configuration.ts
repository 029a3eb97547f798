import { toFhirAppointment } from '@sas-sos/appointments';
import type { Browser, BrowserPage, Configuration } from '@sas-sos/conformance';
import { staffEnvironment } from '../reference-vendor/open-staff-browser.js';
import { testAssociations } from './write-test-agenda.js';

/** What a run needs to know of the reference vendor at this origin, with the test agenda. */
export function toConfiguration({
  vendor,
  simulator,
}: {
  readonly vendor: string;
  readonly simulator: string;
}): Configuration {
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

/** What the staff does: only they declare an appointment honoured. */
async function fulfil(browser: Browser, { url }: BrowserPage): Promise<BrowserPage> {
  const staff = browser.another();
  const login = await staff.open(`${new URL(url).origin}/login?next=/`);
  const password = staffEnvironment.STAFF_PASSWORD;
  await staff.submit(login, { user: 'secretariat', password });
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
