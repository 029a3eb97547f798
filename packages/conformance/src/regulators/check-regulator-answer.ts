import { findNoOutcome, findWrongType } from '../answer/answer-rules.js';
import type { VendorAnswer } from '../answer/vendor-answer.js';
import type { Check } from '../check.js';
import { checkRules, type Rule } from '../rule.js';

/** The request that the vendor answered. */
interface RegulatorCallKind {
  readonly interaction: 'create' | 'update';
  /** `active` of the account: if false, the account need not exist. */
  readonly isActive: boolean;
}

type RegulatorAnswer = RegulatorCallKind & { readonly call: VendorAnswer };

/** Statuses of refusals that the flow allows. */
const refusals: ReadonlySet<number> = new Set([400, 409, 412, 422]);

const rules: readonly Rule<RegulatorAnswer>[] = [
  {
    name: 'status',
    severity: 'error',
    right: 'Le statut est l’un de ceux du flux.',
    find: ({ call: { status }, interaction }) => {
      const isTaken = status === 201 || (status === 200 && interaction === 'update');
      if (isTaken || refusals.has(status)) return undefined;
      const expected = interaction === 'create' ? '201' : '200 (ou 201)';
      return `Le statut est ${status}, là où ${expected} est attendu, ou un refus : 400, 409, 422.`;
    },
  },
  {
    name: 'location',
    severity: 'error',
    right: 'L’en-tête Location dit où est le compte.',
    find: ({ call: { status, headers }, isActive }) => {
      const location = headers.get('location') ?? '';
      const isNowhere = status === 200 && !isActive && location === '';
      if (!isSuccess(status) || isNowhere) return undefined;
      return /^(?:https?:\/\/.*\/)?Practitioner\/[A-Za-z0-9.-]{1,64}(?:\/_history\/[A-Za-z0-9.-]{1,64})?$/.test(
        location,
      )
        ? undefined
        : 'L’en-tête Location manque, ou n’est pas de la forme [base]/Practitioner/{id}.';
    },
  },
  {
    name: 'outcome',
    severity: 'error',
    right: 'Un refus est expliqué par un OperationOutcome.',
    find: ({ call: { status, data } }) => (status >= 400 ? findNoOutcome(data) : undefined),
  },
  {
    name: 'content-type',
    severity: 'warning',
    right: 'Le type de la réponse est application/fhir+json.',
    find: ({ call: { headers, data } }) => {
      const isWithout = typeof data === 'object' && Object.keys(data ?? {}).length === 0;
      return isWithout ? undefined : findWrongType(headers);
    },
  },
];

/** Checks an answer to INT_R02. */
export function checkRegulatorAnswer(
  call: VendorAnswer,
  kind: RegulatorCallKind,
): readonly Check[] {
  return checkRules('regulators', rules, { ...kind, call });
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}
