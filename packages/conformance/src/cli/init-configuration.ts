import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

const content = `// Configuration of @sas-sos/conformance. Everything but \`vendor\` may go: what needs it is then left
// out of the run, and the report says so.

EXPORT = {
  // The FHIR base that will be certified: https, as the platform calls it.
  vendor: 'https://agenda.example/fhir',

  // Test associations, by SIRET. Prepare free slots for each place until the end of the day after
  // tomorrow, and no home visits: the official kit refuses them.
  associations: {
    onePlace: '92080466300010', // exactly one place
    twoPlaces: '34173748400020', // exactly two places
  },

  // What the slots of the test associations have: each type that you declare must be seen.
  slotTypes: ['PUBLIC', 'SNP'],
  consultations: ['AMB', 'VR'],

  // Certificates of the caller: paths of PEM files. npx --package @sas-sos/test-pki sas-sos-pki pki
  // writes them all.
  // certificates: {
  //   ca: 'pki/ca.pem',
  //   valid: { cert: 'pki/platform.pem', key: 'pki/platform-key.pem' },
  //   wrongCommonName: { cert: 'pki/wrong-common-name.pem', key: 'pki/wrong-common-name-key.pem' },
  //   wrongOrganizationalUnit: {
  //     cert: 'pki/wrong-organizational-unit.pem',
  //     key: 'pki/wrong-organizational-unit-key.pem',
  //   },
  //   revoked: { cert: 'pki/wrong-revoked.pem', key: 'pki/wrong-revoked-key.pem' },
  // },

  // npx @sas-sos/simulator --vendor … plays the platform: sign-on, and reports received.
  // simulator: 'http://127.0.0.1:4000',

  // signOn: {
  //   origin: 'sas-preprod',
  //   // A text that only the page of a regulator has.
  //   regulatorPage: 'Réservation au nom du SAS',
  //   // Your terms of use, at the first sign-on: the field of the form, and its value.
  //   accept: { decision: 'accept' },
  //   // How long you trust a session before an arrival confirms it; 0 tries two people at one desk.
  //   confirmSeconds: 0,
  // },

  // Your own forms: on the page of a slot, then on the page that says it is booked.
  // booking: {
  //   book: { form: '/appointments' },
  //   cancel: { form: '/status', fields: { status: 'cancelled' } },
  // },

  // Reports as you would paste them into the official kit; one of them \`fulfilled\`.
  // appointments: ['rendez-vous-honore.json'],

  // The six questions that the official kit asks a person.
  declarations: {
    rppsUsed: true,
    rppsAlwaysThere: true,
    structureIdentifier: 'SIRET',
    healthDataHosting: true,
    twoFactor: true,
    lockOut: true,
  },

  // Test accounts are new at each run, and disabled at its end.
  // accounts: {
  //   identifiers: 'new',
  //   async forgetAccounts(accounts) {
  //     // Remove them from your test database.
  //   },
  // },
};
`;

/**
 * Writes a configuration with comments; never over a file that exists.
 *
 * @throws Error with the reason
 */
export function initConfiguration(file: string, folder: string): void {
  const [, ending] = /\.([cm]?[jt]s)$/.exec(file) ?? [];
  if (ending === undefined) {
    throw new Error('Give a name that ends in .mjs, .js or .ts: JSON has no comments.');
  }
  const isTyped = ending.endsWith('ts');
  const head = isTyped
    ? "import type { Configuration } from '@sas-sos/conformance';\n\nexport const configuration: Configuration"
    : "/** @type {import('@sas-sos/conformance').Configuration} */\nexport const configuration";
  try {
    writeFileSync(resolve(folder, file), content.replace('EXPORT', head), { flag: 'wx' });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(
      code === 'EEXIST'
        ? `${file} exists: it is not written over.`
        : `${file} cannot be written (${code}).`,
    );
  }
}
