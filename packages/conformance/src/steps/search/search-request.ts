import { createTimeZone, identifierSystems } from '@sas-sos/core';
import type { SlotSearch } from '../../rules/slots/slot-answer.js';

const paris = createTimeZone('Europe/Paris');
const day = 86_400_000;

/** An instant to the second, in Paris time: the format that the platform sends. */
function toInstant(epoch: number): string {
  return paris.format(epoch).replace(/\.\d{3}/, '');
}

/** From now to the end of the second day after, in Paris, and 72 hours at most. */
export function toWindow(now: number): { readonly from: number; readonly to: number } {
  const from = Math.floor(now / 1000) * 1000;
  const today = Math.floor((from + paris.offsetAt(from)) / day);
  const end = (paris.instantsOf((today + 3) * day)[0] ?? from + 3 * day) - 1000;
  return { from, to: Math.min(end, from + 3 * day) };
}

/** How a search is written: as the platform does, or with one thing changed. */
export interface SearchSpelling {
  /** Between system and value. @defaultValue `%7C` */
  readonly pipe?: string | undefined;
  /** The plus of an offset. @defaultValue `%2B` */
  readonly plus?: string | undefined;
  /** Of a SIRET that has its prefix. @defaultValue the same */
  readonly spellSiret?: ((siret: string) => string) | undefined;
  /** After the last association. @defaultValue nothing */
  readonly end?: string | undefined;
}

/** Writes the query of INT_SOS1 as in the guide, letter by letter. */
export function toSearchQuery(
  { sirets, from, to }: SlotSearch,
  { pipe = '%7C', plus = '%2B', spellSiret = (siret) => siret, end = '' }: SearchSpelling = {},
): string {
  const instant = (epoch: number) => toInstant(epoch).replaceAll(':', '%3A').replaceAll('+', plus);
  const system = encodeURIComponent(identifierSystems.structure);
  const asked = sirets.map((siret) => `${system}${pipe}${spellSiret(siret)}`).join('%2C');
  return [
    '_revinclude=Slot%3Aschedule',
    '_include=Schedule%3Aactor%3ALocation',
    '_include%3Aiterate=Location%3Aorganization',
    `_has%3ASlot%3Aschedule%3Astart=ge${instant(from)}`,
    `_has%3ASlot%3Aschedule%3Astart=le${instant(to)}`,
    '_has%3ASlot%3Aschedule%3Astatus=free',
    `actor%3ALocation.organization.identifier=${asked}${end}`,
    '_count=1000',
  ].join('&');
}
