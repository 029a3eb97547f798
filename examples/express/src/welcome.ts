import { createTimeZone } from '@sas-sos/core';
import { staffUser } from './session/staff-user.js';
import type { Vendor } from './start.js';
import { toAgendaPath } from './store/slot-columns.js';

const paris = createTimeZone('Europe/Paris');
const hours = 3_600_000;

/** Writes the welcome text: what to open, and the platform's request, ready to paste. */
export function welcome(
  { url, publicUrl, isGuarded, directory, generatedPassword, signOn }: Vendor,
  now: number,
): string {
  const { associations } = directory;
  const place = associations.flatMap(({ places }) => places)[0];
  return [
    `listening on ${url}`,
    '',
    `  agenda pages   ${publicUrl}/`,
    ...(place
      ? [`  one place      ${publicUrl}${toAgendaPath(place.id)}   for the staff, once signed in`]
      : []),
    `  staff page     ${publicUrl}/staff/regulators   user ${staffUser}, password ${generatedPassword ?? 'of STAFF_PASSWORD'}`,
    signOn
      ? `  regulators     arrive there with ?origin=${signOn.origins[0]}, and sign on by ${signOn.issuer}`
      : '  regulators     do not sign on: SSO_METHOD is none',
    `  capabilities   ${publicUrl}/fhir/metadata`,
    '',
    '  The request of the platform (INT_SOS1), for the next 72 hours:',
    '',
    // The file names of a test PKI.
    `  curl ${isGuarded ? '--cacert ca.pem --cert platform.pem --key platform-key.pem ' : ''}'${toSearch(
      publicUrl,
      associations.slice(0, 10).map(({ siret }) => `3${siret}`),
      now,
    )}'`,
    '',
  ].join('\n');
}

function toSearch(publicUrl: string, identifiers: readonly string[], now: number): string {
  const bound = (epoch: number) =>
    paris
      .format(epoch)
      .replace(/\.\d{3}/, '')
      .replace('+', '%2B');
  const query = [
    '_revinclude=Slot:schedule',
    '_include=Schedule:actor:Location',
    '_include:iterate=Location:organization',
    `_has:Slot:schedule:start=ge${bound(now)}`,
    `_has:Slot:schedule:start=le${bound(now + 72 * hours)}`,
    '_has:Slot:schedule:status=free',
    `actor:Location.organization.identifier=${identifiers.map((siret) => `urn:oid:1.2.250.1.71.4.2.2%7C${siret}`).join()}`,
    '_count=1000',
  ].join('&');
  return `${publicUrl}/fhir/Schedule?${query}`;
}
