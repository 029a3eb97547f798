import { type Regulator, SasError, type SasIssue, toEmailKey } from '@sas-sos/core';
import { parseIdentifiers, toSocialSecurityNumber } from './parse-identifiers.js';
import { practitioner, type ReadPractitioner } from './practitioner-schema.js';
import { readDetails } from './read-details.js';
import { toIssues } from './to-issues.js';

/** Faults told of one body at most: enough to mend it, and no answer without end. */
const mostIssues = 50;

/** Values in one body at most; a whole regulator has some dozens. */
const mostValues = 5000;

/**
 * Reads a resource that the platform sent into the regulator it describes.
 *
 * The profile `FrPractitionerRegul` holds, and what the flow asks beyond it: an identifier that is
 * one, a name, an e-mail address, `active`. Which one counts when there are several: the name in
 * use (`official`, `usual`, none said), the e-mail address by its `rank`; neither an `old` one.
 *
 * @param resource - JSON, read
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

/** Counts, so that no body costs more to check than it cost to read. */
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
  // What a schema says of an element after the first is what follows from it.
  const told = new Set<string | undefined>();
  const issues: SasIssue[] = [];
  for (const issue of all) {
    if (issues.length < mostIssues && !told.has(issue.expression)) issues.push(issue);
    told.add(issue.expression);
  }
  const [first, ...others] = issues;
  return SasError.of([first ?? { code: 'SAS_ELEMENT_VALUE' }, ...others]);
}

type ReadName = ReadPractitioner['name'][number];
type ReadContactPoint = ReadPractitioner['telecom'][number];

const usesOfName = ['official', 'usual', undefined, 'temp'] as const;

function findName(names: readonly ReadName[]): ReadName | undefined {
  for (const use of usesOfName) {
    const name = names.find((each) => each.use === use);
    if (name) return name;
  }
  return undefined;
}

function findEmail(contactPoints: readonly ReadContactPoint[]): ReadContactPoint | undefined {
  return contactPoints
    .filter(({ use }) => use !== 'old')
    .toSorted((one, other) => (one.rank ?? Infinity) - (other.rank ?? Infinity) || 0)[0];
}
