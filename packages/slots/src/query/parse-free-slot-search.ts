import type { TimeZone } from '@sas-sos/core';
import { checkPresentationParameter, createQueryIssues, readQueryOnce } from '@sas-sos/fhir-http';
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
}

/**
 * Parses the query of a search on Slot itself: `start` (`ge`, `le`), `status`, `schedule`.
 *
 * @throws SasError with every fault of the query.
 */
export function parseFreeSlotSearch(query: string, zone: TimeZone): FreeSlotSearch {
  const issues = createQueryIssues();
  const starts: string[] = [];
  let scheduleIds: SearchFilter;
  for (const parameter of readQueryOnce(query, issues, ['start'])) {
    switch (parameter.name) {
      case 'start':
        starts.push(parameter.value);
        break;
      case 'status':
        if (!isFree(parameter.value)) issues.add('SAS_SEARCH_STATUS_UNSUPPORTED', 'status');
        break;
      case 'schedule':
      case 'schedule:Schedule':
        scheduleIds = parseReferences(parameter, 'Schedule', issues);
        break;
      default:
        checkPresentationParameter(parameter, issues);
    }
  }
  const { from, to } = parseWindow(starts, 'start', zone, issues);
  issues.throwIfAny();
  return { from, to, scheduleIds };
}
