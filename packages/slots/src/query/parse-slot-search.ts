import type { TimeZone } from '@sas-sos/core';
import {
  createQueryIssues,
  isCount,
  isJsonFormat,
  parseQuery,
  type QueryIssues,
  type QueryParameter,
} from '@sas-sos/fhir-http';
import { parseIdentifiers } from './parse-identifiers.js';
import { parseWindow } from './parse-window.js';

/** The parameters of the platform's search. */
export interface SlotSearch {
  /** Associations, by SIRET with prefix; without duplicates, at least one. */
  readonly identifiers: readonly string[];
  /** Earliest start, included, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly from: number;
  /** Latest start, included. */
  readonly to: number;
}

/** Options for parsing a search. */
export interface SlotSearchOptions {
  /** Zone of the bounds that carry no offset. */
  readonly zone: TimeZone;
  /** Maximum number of associations in one search. */
  readonly maxAssociations: number;
  /** Whether to refuse unknown parameters (`Prefer: handling=strict`). */
  readonly strict: boolean;
}

/** Names of the parameters of INT_SOS1, as the answer writes them. */
const names = {
  start: '_has:Slot:schedule:start',
  status: '_has:Slot:schedule:status',
  identifier: 'actor:Location.organization.identifier',
} as const;

// Resources that may be included; all of them always are, as the profile requires.
const links: ReadonlySet<string> = new Set([
  '*',
  'slot:schedule',
  'schedule:actor',
  'schedule:actor:location',
  'location:organization',
  'location:organization:organization',
]);

/**
 * Parses the query of INT_SOS1.
 *
 * @throws SasError with every fault of the query, each with the parameter's name.
 * @see `docs/guides/slot-search.md`
 */
export function parseSlotSearch(query: string, options: SlotSearchOptions): SlotSearch {
  const issues = createQueryIssues();
  const starts: string[] = [];
  const statuses: string[] = [];
  const lists: string[] = [];
  for (const parameter of parseQuery(query)) {
    switch (parameter.name.toLowerCase()) {
      case '_has:slot:schedule:start':
        starts.push(parameter.value);
        break;
      case '_has:slot:schedule:status':
        statuses.push(parameter.value);
        break;
      case 'actor:location.organization.identifier':
        lists.push(parameter.value);
        break;
      default:
        checkOther(parameter, options.strict, issues);
    }
  }
  const window = readWindow(starts, options.zone, issues);
  readStatus(statuses, issues);
  const identifiers = readIdentifiers(lists, options.maxAssociations, issues);
  issues.throwIfAny();
  return { ...window, identifiers };
}

/** Parameters other than the window, the status and the associations. */
function checkOther({ name, value }: QueryParameter, strict: boolean, issues: QueryIssues): void {
  switch (name.toLowerCase()) {
    case '_format':
      if (!isJsonFormat(value)) issues.add('SAS_QUERY_FORMAT_UNKNOWN', name);
      return;
    case '_count':
      if (!isCount(value)) issues.add('SAS_QUERY_COUNT_INVALID', name);
      return;
    case '_include':
    case '_include:iterate':
    case '_include:recurse':
    case '_revinclude':
    case '_revinclude:iterate':
    case '_revinclude:recurse':
      if (!links.has(value.toLowerCase())) issues.add('SAS_QUERY_INCLUDE_UNKNOWN', name);
      return;
    default:
      // An unsupported filter must not be ignored: the answer would contain resources that were not
      // asked for. Any other parameter may be ignored, as FHIR says.
      if (strict || isFilter(name)) issues.add('SAS_QUERY_PARAMETER_UNKNOWN', name);
  }
}

// The filters that FHIR defines for every resource, and for Schedule.
const filters: ReadonlySet<string> = new Set([
  ...['_has', '_id', '_lastupdated', '_tag', '_profile', '_security', '_source', '_text'],
  ...['_content', '_list', '_type', '_filter', '_query'],
  ...['active', 'actor', 'date', 'identifier', 'service-category', 'service-type', 'specialty'],
]);

function isFilter(name: string): boolean {
  return filters.has(name.split(/[:.]/, 1)[0]?.toLowerCase() ?? '');
}

function readWindow(
  values: readonly string[],
  zone: TimeZone,
  issues: QueryIssues,
): { from: number; to: number } {
  const { from, to, isReadable } = parseWindow(values, names.start, zone, issues);
  if (isReadable && from === undefined) issues.add('SAS_SEARCH_START_MISSING', names.start);
  if (isReadable && to === undefined) issues.add('SAS_SEARCH_END_MISSING', names.start);
  return { from: from ?? 0, to: to ?? 0 };
}

function readStatus(statuses: readonly string[], issues: QueryIssues): void {
  const [status, ...others] = statuses;
  if (status === undefined) issues.add('SAS_SEARCH_STATUS_MISSING', names.status);
  else if (others.length > 0) issues.add('SAS_QUERY_PARAMETER_REPEATED', names.status);
  else if (!isFree(status)) issues.add('SAS_SEARCH_STATUS_UNSUPPORTED', names.status);
}

/** Whether a status, with or without its code system, is the only supported one. */
export function isFree(status: string): boolean {
  return status === 'free' || status === 'http://hl7.org/fhir/slotstatus|free';
}

function readIdentifiers(
  lists: readonly string[],
  most: number,
  issues: QueryIssues,
): readonly string[] {
  const [list, ...others] = lists;
  if (list === undefined || list.split(',').every((item) => item.trim() === '')) {
    issues.add('SAS_SEARCH_IDENTIFIER_MISSING', names.identifier);
    return [];
  }
  if (others.length > 0) issues.add('SAS_QUERY_PARAMETER_REPEATED', names.identifier);
  const identifiers = parseIdentifiers(list, names.identifier, issues);
  if (identifiers.length > most) issues.add('SAS_SEARCH_IDENTIFIER_TOO_MANY', names.identifier);
  return identifiers;
}
