import { isObject, toList, toObject, toText } from '../json-value.js';
import type { Rule } from '../rule.js';
import type { SearchSet } from '../search-set/search-set.js';
import type { VendorAnswer } from './vendor-answer.js';

/** An answer to a search; the set is present if it could be read. */
export interface SearchAnswer {
  readonly call: VendorAnswer;
  readonly set: SearchSet | undefined;
}

/** Rules for the answer as a whole, whatever its content: certification 4. */
export const answerRules: readonly Rule<SearchAnswer>[] = [
  {
    name: 'status',
    severity: 'error',
    right: 'Le statut est 200.',
    find: ({ call: { status } }) =>
      status === 200 ? undefined : `Le statut est ${status}, là où 200 est attendu.`,
  },
  {
    name: 'content-type',
    severity: 'warning',
    right: 'Le type de la réponse est application/fhir+json.',
    find: ({ call: { headers } }) => findWrongType(headers),
  },
  {
    name: 'bundle',
    severity: 'error',
    right: 'La réponse est un Bundle de type searchset.',
    find: ({ call: { status }, set }) => {
      // The `outcome` rule checks refusals.
      if (status !== 200) return undefined;
      if (!set) return 'La réponse n’est pas un Bundle de FHIR.';
      return set.type === 'searchset' ? undefined : 'Le type du Bundle n’est pas searchset.';
    },
  },
  {
    name: 'outcome',
    severity: 'error',
    right: 'Un échec est expliqué par un OperationOutcome.',
    find: ({ call: { status, data } }) => (status >= 400 ? findNoOutcome(data) : undefined),
  },
];

/** Certification 5. */
export const durationRule: Rule<SearchAnswer> = {
  name: 'duration',
  severity: 'error',
  right: 'La réponse vient en moins d’une seconde.',
  find: ({ call: { durationMilliseconds } }) =>
    durationMilliseconds < 1000
      ? undefined
      : `La réponse a mis ${(durationMilliseconds / 1000).toFixed(1).replace('.', ',')} s ; la certification en accepte moins d’une.`,
};

/** Returns what is wrong with the type of an answer. */
export function findWrongType(headers: Headers): string | undefined {
  const [type = ''] = (headers.get('content-type') ?? '').split(';');
  return type.trim().toLowerCase() === 'application/fhir+json'
    ? undefined
    : 'Le type de la réponse n’est pas application/fhir+json.';
}

/** Returns what is wrong with the explanation of a failure. */
export function findNoOutcome(data: unknown): string | undefined {
  const isOutcome = isObject(data) && data['resourceType'] === 'OperationOutcome';
  if (!isOutcome) return 'L’échec n’est pas expliqué par un OperationOutcome.';
  const issues = toList(data['issue']).map((issue) => toObject(issue));
  const isRight = ({ severity, code }: Readonly<Record<string, unknown>>) =>
    /^(?:fatal|error|warning|information)$/.test(String(severity)) && toText(code) !== undefined;
  return issues.length > 0 && issues.every(isRight)
    ? undefined
    : 'L’OperationOutcome n’a pas d’issue avec sa gravité et son code.';
}
