import type { Rule } from '../../rule/rule.js';
import type { ReadAnswer } from '../answer/search-answer.js';
import { slotsAddress } from './slots-address.js';
import { slotsLocationIdentifier } from './slots-location-identifier.js';
import { slotsNames } from './slots-names.js';
import { slotsOpeningHours } from './slots-opening-hours.js';
import { slotsOpeningLength } from './slots-opening-length.js';
import { slotsOrganizationIdentifier } from './slots-organization-identifier.js';
import { slotsOrganizationOnce } from './slots-organization-once.js';
import { slotsPhone } from './slots-phone.js';
import { slotsPhoneThere } from './slots-phone-there.js';

/** Rules for associations and places. */
export const structureRules: readonly Rule<ReadAnswer>[] = [
  slotsOrganizationIdentifier,
  slotsOrganizationOnce,
  slotsNames,
  slotsLocationIdentifier,
  slotsAddress,
  slotsPhone,
  slotsPhoneThere,
  slotsOpeningHours,
  slotsOpeningLength,
];
