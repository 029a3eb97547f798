import type { TimeZone } from '@sas-sos/core';
import {
  checkPresentationParameter,
  createQueryIssues,
  isCountOnly,
  readQueryOnce,
  type UnreadableItem,
} from '@sas-sos/fhir-http';
import { isSlotInclude, type SlotIncludes, toSlotIncludes } from './includes.js';
import { parseReferences, type SearchFilter } from './parse-directory-search.js';
import { isFree } from './parse-slot-search.js';
import { parseWindow } from './parse-window.js';

/** The parameters of a search for slots by their start. */
export interface FreeSlotSearch {
  /** Earliest start, included; absent for now. */
  readonly from: number | undefined;
  /** Latest start, included; absent for no limit. */
  readonly to: number | undefined;
  /** `Schedule.id`s. */
  readonly scheduleIds: SearchFilter;
  /** Whether it asks for the slots of somebody or something that is not a place. */
  readonly isForOtherActor: boolean;
  /** What comes along with the slots. */
  readonly includes: SlotIncludes;
  /** Whether only the number of slots is asked for. */
  readonly countOnly: boolean;
  /** Values that are left out because they cannot be read. */
  readonly unreadable: readonly UnreadableItem[];
}

// What a Schedule can belong to besides a Location (FHIR R4). INT_R01 searches by practitioner.
const otherActor =
  /^schedule(?::Schedule)?\.actor:(?:Practitioner|PractitionerRole|HealthcareService|RelatedPerson|Patient|Device)(?:\.[a-z][\w-]*(?::[A-Za-z]+)?)*$/;

/**
 * Parses the query of a search on Slot itself: `start` (`ge`, `le`), `status`, `schedule`.
 *
 * @throws SasError with every fault of the query.
 */
export function parseFreeSlotSearch(query: string, zone: TimeZone): FreeSlotSearch {
  const issues = createQueryIssues();
  const starts: string[] = [];
  const links: string[] = [];
  const unreadable: UnreadableItem[] = [];
  let scheduleIds: SearchFilter;
  let isForOtherActor = false;
  const parameters = readQueryOnce(query, issues, ['start', ...includeNames]);
  for (const parameter of parameters) {
    const { name, value } = parameter;
    if (name === 'start') starts.push(value);
    else if (name === 'status') {
      if (!isFree(value)) issues.add('SAS_SEARCH_STATUS_UNSUPPORTED', name);
    } else if (name === 'schedule' || name === 'schedule:Schedule') {
      scheduleIds = parseReferences(parameter, { type: 'Schedule', issues, unreadable });
    } else if (otherActor.test(name)) isForOtherActor = true;
    else if (includeNames.includes(name)) {
      if (isSlotInclude(value)) links.push(value);
      else issues.add('SAS_QUERY_INCLUDE_UNKNOWN', name);
    } else checkPresentationParameter(parameter, issues);
  }
  const { from, to } = parseWindow(starts, 'start', zone, issues);
  issues.throwIfAny();
  return {
    from,
    to,
    scheduleIds,
    isForOtherActor,
    includes: toSlotIncludes(links),
    countOnly: isCountOnly(parameters),
    unreadable,
  };
}

const includeNames = ['_include', '_include:iterate', '_include:recurse'];
