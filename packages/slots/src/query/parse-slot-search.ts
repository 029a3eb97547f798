import type { TimeZone } from '@sas-sos/core';
import {
  createQueryIssues,
  isCount,
  isCountOnly,
  isJsonFormat,
  parseQuery,
  type QueryIssues,
  type QueryParameter,
  type UnreadableItem,
  type ValueList,
} from '@sas-sos/fhir-http';
import { isSlotInclude } from './includes.js';
import { isEmptyList, parseIdentifiers } from './parse-identifiers.js';
import { intersectWindows, parseWindow, type Window } from './parse-window.js';

/** The parameters of the platform's search. */
export interface SlotSearch {
  /** Associations, by SIRET with prefix; without duplicates, at least one. */
  readonly identifiers: readonly string[];
  /** Earliest start, included, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly from: number;
  /** Latest start, included; before `from` if the two names of the parameter exclude each other. */
  readonly to: number;
  /** Whether only the number of slots is asked for. */
  readonly countOnly: boolean;
  /** Associations that are left out because their identifier cannot be read. */
  readonly unreadable: readonly UnreadableItem[];
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

// As the guide's own table calls them.
const shortNames = { start: 'start', status: 'status' } as const;

/**
 * Parses the query of INT_SOS1.
 *
 * @throws SasError with every fault of the query, each with the parameter's name.
 * @see `docs/guides/slot-search.md`
 */
export function parseSlotSearch(query: string, options: SlotSearchOptions): SlotSearch {
  const issues = createQueryIssues();
  const parameters = parseQuery(query);
  const given = new Map<string, string[]>(
    [...Object.values(names), ...Object.values(shortNames)].map((name) => [name.toLowerCase(), []]),
  );
  for (const parameter of parameters) {
    const values = given.get(parameter.name.toLowerCase());
    if (values === undefined) checkOther(parameter, options.strict, issues);
    else values.push(parameter.value);
  }
  const valuesOf = (name: string) => given.get(name.toLowerCase()) ?? [];
  const window = readWindow(valuesOf, options.zone, issues);
  readStatus(valuesOf, issues);
  const { values, unreadable } = readIdentifiers(
    valuesOf(names.identifier),
    options.maxAssociations,
    issues,
  );
  issues.throwIfAny();
  return { ...window, identifiers: values, countOnly: isCountOnly(parameters), unreadable };
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
      if (!isSlotInclude(value)) issues.add('SAS_QUERY_INCLUDE_UNKNOWN', name);
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

/** The values given under a name. */
type ValuesOf = (name: string) => readonly string[];

/** The window; if both names of the parameter are given, what the two have in common. */
function readWindow(
  valuesOf: ValuesOf,
  zone: TimeZone,
  issues: QueryIssues,
): { from: number; to: number } {
  const [long, short] = [names.start, shortNames.start].map((name) =>
    parseWindow(valuesOf(name), name, zone, issues),
  ) as [Window, Window];
  const { from, to, isReadable } = intersectWindows(long, short);
  // What is missing is reported under the short name if only that was given.
  const isShort = valuesOf(names.start).length === 0 && valuesOf(shortNames.start).length > 0;
  const name = isShort ? shortNames.start : names.start;
  if (isReadable && from === undefined) issues.add('SAS_SEARCH_START_MISSING', name);
  if (isReadable && to === undefined) issues.add('SAS_SEARCH_END_MISSING', name);
  return { from: from ?? 0, to: to ?? 0 };
}

function readStatus(valuesOf: ValuesOf, issues: QueryIssues): void {
  for (const name of [names.status, shortNames.status]) {
    const [status, ...others] = valuesOf(name);
    if (status === undefined) continue;
    if (others.length > 0) issues.add('SAS_QUERY_PARAMETER_REPEATED', name);
    else if (!isFree(status)) issues.add('SAS_SEARCH_STATUS_UNSUPPORTED', name);
  }
  if (valuesOf(names.status).length + valuesOf(shortNames.status).length === 0) {
    issues.add('SAS_SEARCH_STATUS_MISSING', names.status);
  }
}

/** Whether a status, with or without its code system, is the only supported one. */
export function isFree(status: string): boolean {
  return status === 'free' || status === 'http://hl7.org/fhir/slotstatus|free';
}

function readIdentifiers(
  lists: readonly string[],
  most: number,
  issues: QueryIssues,
): ValueList<string> {
  const [list, ...others] = lists;
  if (list === undefined || isEmptyList(list)) {
    issues.add('SAS_SEARCH_IDENTIFIER_MISSING', names.identifier);
    return { values: [], unreadable: [] };
  }
  if (others.length > 0) issues.add('SAS_QUERY_PARAMETER_REPEATED', names.identifier);
  const identifiers = parseIdentifiers(list, names.identifier, issues);
  if (identifiers.values.length > most) {
    issues.add('SAS_SEARCH_IDENTIFIER_TOO_MANY', names.identifier);
  }
  return identifiers;
}
