import type { Rule } from '../../rule/rule.js';
import type { SlotAnswer } from './slot-answer.js';
import { slotsAgendaAddress } from './slots-agenda-address.js';
import { slotsAgendaQuery } from './slots-agenda-query.js';
import { slotsAppointmentType } from './slots-appointment-type.js';
import { slotsAsked } from './slots-asked.js';
import { slotsComment } from './slots-comment.js';
import { slotsConsultations } from './slots-consultations.js';
import { slotsEmpty } from './slots-empty.js';
import { slotsFree } from './slots-free.js';
import { slotsInstants } from './slots-instants.js';
import { slotsModes } from './slots-modes.js';
import { slotsOrphans } from './slots-orphans.js';
import { slotsReferences } from './slots-references.js';
import { slotsSchedules } from './slots-schedules.js';
import { slotsTotal } from './slots-total.js';
import { slotsTotalThere } from './slots-total-there.js';
import { slotsTypes } from './slots-types.js';
import { slotsWindow } from './slots-window.js';

/** Rules for the answer to a slot search: the set, then each slot. */
export const slotRules: readonly Rule<SlotAnswer>[] = [
  slotsTotalThere,
  slotsTotal,
  slotsEmpty,
  slotsModes,
  slotsReferences,
  slotsSchedules,
  slotsAsked,
  slotsOrphans,
  slotsFree,
  slotsInstants,
  slotsWindow,
  slotsComment,
  slotsAgendaAddress,
  slotsAgendaQuery,
  slotsAppointmentType,
  slotsTypes,
  slotsConsultations,
];
