import type { AgendaCheck } from './agenda-check.js';
import { directoryChecks } from './directory-checks.js';
import { liveChecks } from './live-checks.js';
import { singleSlotChecks } from './single-slot-checks.js';
import { slotFieldChecks } from './slot-field-checks.js';
import { timeChecks } from './time-checks.js';
import { windowChecks } from './window-checks.js';

/** Every rule of the contract, by what it is about. */
export const agendaChecks: Readonly<Record<string, readonly AgendaCheck[]>> = {
  'its associations and places': directoryChecks,
  'its free slots': windowChecks,
  'what it tells of a slot': slotFieldChecks,
  'its time zones': timeChecks,
  'its answers, live': liveChecks,
  'one slot by its id': singleSlotChecks,
};
