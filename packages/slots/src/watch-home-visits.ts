import type { AgendaFaultCode } from './agenda-fault.js';
import type { ListedAssociation } from './directory/directory.js';
import { consultationBits, type ListedSlot } from './read-free-slot.js';

/**
 * Creates a function that looks at the slots of one answer, and reports each association that has a
 * home visit among them once.
 */
export function watchHomeVisits(
  report: (code: AgendaFaultCode, path: string) => void,
): (slot: ListedSlot) => void {
  const seen = new Set<ListedAssociation>();
  return ({ consultation, place: { association } }) => {
    if ((consultation & consultationBits['home-visit']) === 0 || seen.has(association)) return;
    seen.add(association);
    report('association-with-home-visits', `associations[${association.siret.unprefixed}]`);
  };
}
