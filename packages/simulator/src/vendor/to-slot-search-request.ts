import type { SlotSearch } from '@sas-sos/conformance';
import { createTimeZone, identifierSystems } from '@sas-sos/core';
import type { VendorRequest } from './call/vendor-request.js';

const paris = createTimeZone('Europe/Paris');

/** Writes the request of INT_SOS1, as the guide has it, for 25 associations at most. */
export function toSlotSearchRequest({ sirets, from, to }: SlotSearch): VendorRequest {
  return {
    flow: 'slots',
    method: 'GET',
    resourceType: 'Schedule',
    parameters: {
      _revinclude: 'Slot:schedule',
      _include: 'Schedule:actor:Location',
      '_include:iterate': 'Location:organization',
      '_has:Slot:schedule:start': [`ge${toInstant(from)}`, `le${toInstant(to)}`],
      '_has:Slot:schedule:status': 'free',
      'actor:Location.organization.identifier': sirets
        .map((siret) => `${identifierSystems.structure}|${siret}`)
        .join(','),
      _count: '1000',
    },
    headers: { accept: 'application/json+fhir' },
    body: null,
  };
}

/** An instant to the second, as Paris writes it: what the platform sends. */
function toInstant(epoch: number): string {
  return paris.format(epoch).replace(/\.\d{3}/, '');
}
