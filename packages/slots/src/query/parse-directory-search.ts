import { SasError } from '@sas-sos/core';
import {
  checkPresentationParameter,
  createQueryIssues,
  isCountOnly,
  isFhirId,
  type QueryIssues,
  type QueryParameter,
  readQueryOnce,
  readValueList,
  type UnreadableItem,
} from '@sas-sos/fhir-http';
import { isEmptyList, parseIdentifiers } from './parse-identifiers.js';

/** A filter of a search: the accepted values; any value if absent. */
export type SearchFilter = ReadonlySet<string> | undefined;

/** Common to the searches of the directory. */
interface DirectorySearch {
  /** Whether only the number of matches is asked for. */
  readonly countOnly: boolean;
  /** Values that are left out because they cannot be read. */
  readonly unreadable: readonly UnreadableItem[];
}

/** The parameters of a search for associations. */
export interface OrganizationSearch extends DirectorySearch {
  /** `Organization.id`s. */
  readonly ids: SearchFilter;
  /** Identifiers with prefix. */
  readonly identifiers: SearchFilter;
}

/** The parameters of a search for places. */
export interface LocationSearch extends DirectorySearch {
  /** `Location.id`s. */
  readonly ids: SearchFilter;
  /** `Organization.id`s of their associations. */
  readonly organizationIds: SearchFilter;
  /** Identifiers, with prefix, of their associations. */
  readonly organizationIdentifiers: SearchFilter;
  /** Whether to include the associations. */
  readonly includeOrganizations: boolean;
}

/**
 * Parses the query of a search for associations.
 *
 * @throws SasError with every fault of the query.
 */
export function parseOrganizationSearch(query: string): OrganizationSearch {
  const issues = createQueryIssues();
  const unreadable: UnreadableItem[] = [];
  const notes = { issues, unreadable };
  let ids: SearchFilter;
  let identifiers: SearchFilter;
  const parameters = readQueryOnce(query, issues);
  for (const parameter of parameters) {
    if (parameter.name === '_id') ids = parseIds(parameter, notes);
    else if (parameter.name === 'identifier') identifiers = parseList(parameter, notes);
    else checkPresentationParameter(parameter, issues);
  }
  issues.throwIfAny();
  return { ids, identifiers, countOnly: isCountOnly(parameters), unreadable };
}

/**
 * Parses the query of a search for places.
 *
 * @throws SasError with every fault of the query.
 */
export function parseLocationSearch(query: string): LocationSearch {
  const issues = createQueryIssues();
  const unreadable: UnreadableItem[] = [];
  const notes = { issues, unreadable };
  let ids: SearchFilter;
  let organizationIds: SearchFilter;
  let organizationIdentifiers: SearchFilter;
  let includeOrganizations = false;
  const parameters = readQueryOnce(query, issues, ['_include']);
  for (const parameter of parameters) {
    switch (parameter.name) {
      case '_id':
        ids = parseIds(parameter, notes);
        break;
      case 'organization':
      case 'organization:Organization':
        organizationIds = parseReferences(parameter, { type: 'Organization', ...notes });
        break;
      case 'organization.identifier':
      case 'organization:Organization.identifier':
        organizationIdentifiers = parseList(parameter, notes);
        break;
      case '_include':
        if (/^(location:organization(:organization)?|\*)$/i.test(parameter.value)) {
          includeOrganizations = true;
        } else {
          issues.add('SAS_QUERY_INCLUDE_UNKNOWN', parameter.name);
        }
        break;
      default:
        checkPresentationParameter(parameter, issues);
    }
  }
  issues.throwIfAny();
  return {
    ids,
    organizationIds,
    organizationIdentifiers,
    includeOrganizations,
    countOnly: isCountOnly(parameters),
    unreadable,
  };
}

/** Where to note what cannot be read. */
interface Notes {
  readonly issues: QueryIssues;
  readonly unreadable: UnreadableItem[];
}

function parseList({ name, value }: QueryParameter, { issues, unreadable }: Notes): SearchFilter {
  if (isEmptyList(value)) return undefined;
  const list = parseIdentifiers(value, name, issues);
  unreadable.push(...list.unreadable);
  return new Set(list.values);
}

function parseIds(parameter: QueryParameter, notes: Notes): SearchFilter {
  return parseFilter(parameter, notes, (id) => {
    if (!isFhirId(id)) throw new SasError('SAS_SEARCH_ID_MALFORMED');
    return id;
  });
}

/** Parses references, `Type/id`, absolute, or only the id, to ids. */
export function parseReferences(
  parameter: QueryParameter,
  { type, ...notes }: Notes & { readonly type: string },
): SearchFilter {
  return parseFilter(parameter, notes, (reference) => {
    const segments = reference.split('/');
    const id = segments.at(-1) ?? '';
    const isOfType = segments.length === 1 || segments.at(-2) === type;
    if (!isOfType || !isFhirId(id)) throw new SasError('SAS_SEARCH_REFERENCE_MALFORMED');
    return id;
  });
}

/** Parses a list whose empty items say nothing; without any other, it is no filter. */
function parseFilter(
  { name, value }: QueryParameter,
  { issues, unreadable }: Notes,
  read: (item: string) => string,
): SearchFilter {
  const items = value.split(',');
  if (items.every((item) => item.trim() === '')) return undefined;
  const list = readValueList(items, {
    parameter: name,
    issues,
    read: (item) => (item.trim() === '' ? undefined : read(item)),
  });
  unreadable.push(...list.unreadable);
  return new Set(list.values);
}
