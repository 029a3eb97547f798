import { type Regulator, SasError, type SasIssue, toEmailKey } from '@sas-sos/core';
import { parseIdentifiers, toSocialSecurityNumber } from './parse-identifiers.js';
import { practitioner, type ReadPractitioner } from './practitioner-schema.js';
import { readDetails } from './read-details.js';
import { toIssues } from './to-issues.js';

/** Most faults reported for one body: enough to correct it, and the answer stays short. */
const mostIssues = 50;

/** Most values in one body; a complete regulator has some dozens. */
const mostValues = 5000;

/**
 * Parses a resource that the platform sent into the regulator that it describes.
 *
 * The rules are those of the profile `FrPractitionerRegul`, plus those of the flow: a valid
 * identifier, a name, an e-mail address, `active`. Of several names, the one in use counts
 * (`official`, `usual`, or without `use`); of several e-mail addresses, the first by `rank`; an
 * `old` one never counts.
 *
 * @param resource - parsed JSON
 * @throws SasError with every fault, by its path: `SAS_RESOURCE_TYPE_MISMATCH`, `SAS_ELEMENT_…`,
 *   `SAS_REGULATOR_IDENTIFIER_…`
 */
export function parseRegulator(resource: unknown): Regulator {
  const { resourceType } = (resource ?? {}) as { readonly resourceType?: unknown };
  if (resourceType !== 'Practitioner') {
    throw new SasError('SAS_RESOURCE_TYPE_MISMATCH', { expression: 'Practitioner' });
  }
  if (hasTooManyValues(resource)) {
    throw new SasError('SAS_ELEMENT_TOO_MANY', { expression: 'Practitioner' });
  }
  const result = practitioner.safeParse(resource);
  if (!result.success) throw toError(toIssues('Practitioner', resource, result.error.issues));
  return toRegulator(result.data);
}

function toRegulator(read: ReadPractitioner): Regulator {
  const { issues, nationalId, technicalId } = parseIdentifiers(read.identifier);
  const name = findName(read.name);
  const email = findEmail(read.telecom);
  if (!name) issues.push({ code: 'SAS_ELEMENT_REQUIRED', expression: 'Practitioner.name' });
  if (!email) issues.push({ code: 'SAS_ELEMENT_REQUIRED', expression: 'Practitioner.telecom' });
  if (issues.length > 0 || !name || !email) throw toError(issues);
  return {
    nationalId,
    technicalId,
    active: read.active,
    email: email.value,
    emailKey: toEmailKey(email.value),
    familyName: name.family,
    givenName: name.given[0] ?? '',
    details: readDetails(read, name, toSocialSecurityNumber(read.identifier)),
  };
}

/** Counts first, so that checking a body never costs more than parsing it. */
function hasTooManyValues(resource: unknown): boolean {
  const left: unknown[] = [resource];
  let count = 0;
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value !== 'object' || value === null) continue;
    const values = Object.values(value);
    count += values.length;
    if (count > mostValues) return true;
    left.push(...values);
  }
  return false;
}

function toError(all: readonly SasIssue[]): SasError {
  // Further issues of the same element only follow from the first.
  const reported = new Set<string | undefined>();
  const issues: SasIssue[] = [];
  for (const issue of all) {
    if (issues.length < mostIssues && !reported.has(issue.expression)) issues.push(issue);
    reported.add(issue.expression);
  }
  const [first, ...others] = issues;
  return SasError.of([first ?? { code: 'SAS_ELEMENT_VALUE' }, ...others]);
}

type ReadName = ReadPractitioner['name'][number];
type ReadContactPoint = ReadPractitioner['telecom'][number];

const usesOfName = ['official', 'usual', undefined, 'temp'] as const;

function findName(names: readonly ReadName[]): ReadName | undefined {
  for (const use of usesOfName) {
    const name = names.find((candidate) => candidate.use === use);
    if (name) return name;
  }
  return undefined;
}

function findEmail(contactPoints: readonly ReadContactPoint[]): ReadContactPoint | undefined {
  return contactPoints
    .filter(({ use }) => use !== 'old')
    .toSorted((first, second) => (first.rank ?? Infinity) - (second.rank ?? Infinity) || 0)[0];
}
