import {
  checkPresentationParameter,
  createQueryIssues,
  isFhirId,
  type QueryIssues,
  type QueryParameter,
  readQueryOnce,
} from '@sas-sos/fhir-http';
import { parseIdentifiers } from './parse-identifiers.js';

/** A filter of a search: the accepted values; any value if absent. */
export type SearchFilter = ReadonlySet<string> | undefined;

/** The parameters of a search for associations. */
export interface OrganizationSearch {
  /** `Organization.id`s. */
  readonly ids: SearchFilter;
  /** Identifiers with prefix. */
  readonly identifiers: SearchFilter;
}

/** The parameters of a search for places. */
export interface LocationSearch {
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
  let ids: SearchFilter;
  let identifiers: SearchFilter;
  for (const parameter of readQueryOnce(query, issues, ['_include'])) {
    if (parameter.name === '_id') ids = parseIds(parameter, issues);
    else if (parameter.name === 'identifier') identifiers = parseList(parameter, issues);
    else checkPresentationParameter(parameter, issues);
  }
  issues.throwIfAny();
  return { ids, identifiers };
}

/**
 * Parses the query of a search for places.
 *
 * @throws SasError with every fault of the query.
 */
export function parseLocationSearch(query: string): LocationSearch {
  const issues = createQueryIssues();
  let ids: SearchFilter;
  let organizationIds: SearchFilter;
  let organizationIdentifiers: SearchFilter;
  let includeOrganizations = false;
  for (const parameter of readQueryOnce(query, issues, ['_include'])) {
    switch (parameter.name) {
      case '_id':
        ids = parseIds(parameter, issues);
        break;
      case 'organization':
      case 'organization:Organization':
        organizationIds = parseReferences(parameter, 'Organization', issues);
        break;
      case 'organization.identifier':
      case 'organization:Organization.identifier':
        organizationIdentifiers = parseList(parameter, issues);
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
  return { ids, organizationIds, organizationIdentifiers, includeOrganizations };
}

function parseList({ name, value }: QueryParameter, issues: QueryIssues): SearchFilter {
  const identifiers = parseIdentifiers(value, name, issues);
  if (value.trim() === '') issues.add('SAS_SEARCH_IDENTIFIER_MISSING', name);
  return new Set(identifiers);
}

function parseIds({ name, value }: QueryParameter, issues: QueryIssues): SearchFilter {
  const ids = value.split(',');
  if (!ids.every(isFhirId)) issues.add('SAS_SEARCH_ID_MALFORMED', name);
  return new Set(ids);
}

/** Parses references, `Type/id`, absolute, or only the id, to ids. */
export function parseReferences(
  { name, value }: QueryParameter,
  type: string,
  issues: QueryIssues,
): SearchFilter {
  const ids = value.split(',').map((reference) => {
    const segments = reference.split('/');
    const id = segments.at(-1) ?? '';
    const isOfType = segments.length === 1 || segments.at(-2) === type;
    if (!isOfType || !isFhirId(id)) issues.add('SAS_SEARCH_REFERENCE_MALFORMED', name);
    return id;
  });
  return new Set(ids);
}
