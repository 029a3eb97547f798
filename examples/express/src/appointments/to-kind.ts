import type { Consultation } from '@sas-sos/core';

/**
 * Returns the kind of consultation that an appointment has in a slot: the wanted one, or the only
 * one that the slot offers; `null` while nobody has chosen; `undefined` if the wanted one is not
 * offered.
 */
export function toKind(
  wanted: Consultation | null,
  offered: readonly Consultation[],
): Consultation | null | undefined {
  if (wanted !== null) return offered.includes(wanted) ? wanted : undefined;
  const [only, ...others] = offered;
  return only !== undefined && others.length === 0 ? only : null;
}
