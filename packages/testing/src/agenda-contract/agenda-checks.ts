import type { AgendaCheck } from './agenda-check.js';
import { directoryChecks } from './directory-checks.js';
import { liveChecks } from './live-checks.js';
import { singleSlotChecks } from './single-slot-checks.js';
import { slotFieldChecks } from './slot-field-checks.js';
import { timeChecks } from './time-checks.js';
import { windowChecks } from './window-checks.js';

/** Every rule of the contract, by subject. */
export const agendaChecks: Readonly<Record<string, readonly AgendaCheck[]>> = {
  'associations and places': directoryChecks,
  'free slots': windowChecks,
  'fields of a slot': slotFieldChecks,
  'time zones': timeChecks,
  'live answers': liveChecks,
  'lookup of a slot by its id': singleSlotChecks,
};
